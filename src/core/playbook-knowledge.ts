import { z } from 'zod';
import { Key, Label, Share } from './playbook-parts.ts';

/** Who may read a document: everybody, or only one's own people. */
export const Audience = z.enum(['internal', 'customer_safe']);
export type Audience = z.infer<typeof Audience>;

const Topic = z.strictObject({
  /** As a subject of a sentence: `Prices`. */
  name: Label,
  /** Words and phrases of a question that ask for it. */
  asked_by: z.array(Label).max(100),
  /** Tags of the documents that hold it. */
  tags: z.array(Label).max(50),
  /** Who answers, where no document says. */
  owner: Label.optional(),
});

/** What may be told from the knowledge folder, and how sure an answer must be. */
export const KnowledgeRules = z.strictObject({
  /** Never told to customers from here, and pointed to their owner. */
  withheld: z.record(Key, Topic),
  /** Words that mean the same in a question; each group one list. */
  synonyms: z.array(z.array(Label).min(2).max(20)).max(200),
  /** Share of the question's words, weighed by rarity, that one passage must hold to answer it. */
  answer_from: Share,
});
export type KnowledgeRules = z.infer<typeof KnowledgeRules>;
