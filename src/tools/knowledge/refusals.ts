import { z } from 'zod';
import type { Knowledge, KnowledgeDocument } from '../../core/knowledge.ts';
import type { Audience, KnowledgeRules } from '../../core/playbook-knowledge.ts';
import { listed, oneLine } from '../shared/text.ts';
import { mayQuote, type Topic, topicsOf } from './audience.ts';
import type { RatedHit } from './relevance.ts';

/** Something that is not told to this audience, and who answers it. */
export const Refusal = z.strictObject({
  /** Null: no withheld topic, but only an internal document answers. */
  topic: z.string().nullable(),
  /** Null: nobody is named. */
  owner: z.string().nullable(),
});
export type Refusal = z.infer<typeof Refusal>;

interface Asked {
  readonly topics: readonly Topic[];
  readonly audience: Audience;
  readonly rules: KnowledgeRules;
  readonly knowledge: Knowledge;
}

/** What of the question is withheld: topics that it asks for, and documents that would answer it but may not. */
export function refusalsOf(
  { topics, audience, rules, knowledge }: Asked,
  hits: readonly RatedHit[],
): Refusal[] {
  if (audience === 'internal') return [];
  if (topics.length > 0) {
    const documents = [...hits.map(({ document }) => document), ...knowledge.documents()];
    return topics.map((topic) => {
      const holder = documents.find(
        (document) => document.owner !== undefined && topicsOf(document, rules).includes(topic),
      );
      return { topic: topic.name, owner: ownerOf(holder) ?? topic.owner ?? null };
    });
  }
  const answering = hits.filter(({ coverage }) => coverage >= rules.answer_from);
  const [best] = answering;
  if (!best || answering.some(({ document }) => mayQuote(document, audience, rules))) return [];
  const [topic] = topicsOf(best.document, rules);
  return [{ topic: topic?.name ?? null, owner: ownerOf(best.document) ?? topic?.owner ?? null }];
}

/** `Not told to customers from here: prices; ask Deal Desk.` */
export function refusalSentence(refusals: readonly Refusal[]): string {
  const topics = [...new Set(refusals.flatMap(({ topic }) => topic?.toLowerCase() ?? []))];
  const owners = [...new Set(refusals.flatMap(({ owner }) => owner ?? []))];
  const said =
    topics.length > 0
      ? `Not told to customers from here: ${listed(topics)}`
      : 'Only an internal document answers this';
  const ask = owners.length > 0 ? `ask ${owners.slice(0, 3).join(' or ')}` : 'nobody is named to ask';
  return oneLine(`${said}; ${ask}.`, 300);
}

function ownerOf(document: KnowledgeDocument | undefined): string | null {
  return document?.owner === undefined ? null : oneLine(document.owner, 60);
}
