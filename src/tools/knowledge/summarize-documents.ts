import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import type { KnowledgeDocument } from '../../core/knowledge.ts';
import { Audience, type KnowledgeRules } from '../../core/playbook-knowledge.ts';
import { defineTool } from '../../core/tool.ts';
import { round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { abstractOf } from './abstract.ts';
import { mayQuote, topicsOf } from './audience.ts';
import { chooseSentences } from './choose-sentences.ts';
import { Citation, cited, isStale, shownId, shownTitle, staleNote } from './citation.ts';
import { Conflict, conflictLine, conflictsIn } from './conflicts.ts';
import { documentsAsked } from './documents-asked.ts';
import { asDocument, GivenText } from './given-texts.ts';
import { sentencesOf } from './sentences.ts';

const MAX_DOCUMENTS = 20;

export const SummaryOutput = Finding.extend({
  documents: z.array(
    z.strictObject({ docId: z.string(), title: z.string(), sentences: z.number().int(), stale: z.boolean() }),
  ),
  /** Word for word, in the order of the documents. */
  sentences: z.array(Citation.extend({ text: z.string() })),
  /** The same in a model's words, each sentence with where it stands; empty where none wrote, or was refused. */
  abstract: z.array(Citation.extend({ text: z.string() })).default([]),
  conflicts: z.array(Conflict),
  /** Documents that were named and may not be told to this audience. */
  withheld: z.array(z.strictObject({ title: z.string(), owner: z.string().nullable() })),
});
export type SummaryOutput = z.infer<typeof SummaryOutput>;

export const summarizeDocuments = defineTool({
  name: 'summarize_documents',
  domain: 'knowledge',
  purpose: 'What do these documents say, in a few of their own sentences?',
  guardrails: [
    'Every sentence is taken word for word and cited; a model may word it besides, within what stands there.',
    'Numbers that contradict each other are shown, not settled.',
    'Internal documents are not told to customers.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z
    .strictObject({
      /** File names or titles. */
      documents: z.array(z.string().trim().min(1).max(200)).max(MAX_DOCUMENTS).default([]),
      texts: z.array(GivenText).max(MAX_DOCUMENTS).default([]),
      focus: z.string().trim().min(2).max(200).optional(),
      maxSentences: z.number().int().min(1).max(20).default(5),
      audience: Audience.default('customer_safe'),
    })
    .refine(({ documents, texts }) => documents.length + texts.length > 0, 'name at least one document')
    .refine(
      ({ texts }) => new Set(texts.map(({ id }) => id)).size === texts.length,
      'two texts have the same id',
    ),
  output: SummaryOutput,
  async run({ documents: names, texts, focus, maxSentences, audience }, context) {
    const { knowledge, playbook, data, now, signal } = context;
    signal.throwIfAborted();
    const named = await documentsAsked(names, knowledge);
    const withheld = named.filter((document) => !mayQuote(document, audience, playbook.knowledge));
    const documents = [
      ...named.filter((document) => !withheld.includes(document)),
      ...texts.map((text) => asDocument(text, data)),
    ];
    const words = (text: string) => knowledge.words(text);
    const all = documents.map((document) => ({ document, sentences: sentencesOf(document, words) }));
    const sentences = all.flatMap((each) => each.sentences);
    const chosen = chooseSentences(sentences, { max: maxSentences, focus: focus ? words(focus) : [] });
    const conflicts = conflictsIn(sentences, words);
    const abstract = await abstractOf({ all: sentences, chosen, conflicts }, context);
    const worded = abstract?.kind === 'written' ? abstract.sentences : [];
    const stale = documents.filter((document) => isStale(document, now));
    const quoted = chosen.map(({ document, line, text }) => ({
      docId: shownId(document),
      title: shownTitle(document),
      line,
      text: oneLine(text, 450),
    }));
    return {
      documents: all.map(({ document, sentences: own }) => ({
        docId: shownId(document),
        title: shownTitle(document),
        sentences: own.length,
        stale: stale.includes(document),
      })),
      sentences: quoted,
      abstract: [...worded],
      conflicts,
      withheld: withheld.map((document) => withheldOf(document, playbook.knowledge)),
      headline: headlineOf(documents, withheld, quoted.length, sentences.length),
      reasons: [
        ...(worded.length > 0
          ? ['Worded by the model within what the documents state; their own sentences stand below.']
          : []),
        ...(quoted.length > 0 ? ['Taken word for word; every sentence says where it stands.'] : []),
        ...(abstract?.kind === 'kept' ? [`In the documents' own words alone: ${abstract.reason}.`] : []),
        ...(audience === 'internal' && named.some((document) => document.audience === 'internal')
          ? ['Some of it is internal: not for customers.']
          : []),
      ],
      unknowns: [
        ...(conflicts.length > 0 ? [`Which number is right in ${count(conflicts.length, 'place')}.`] : []),
        ...stale.map(staleNote),
        ...withheld.map((document) => withheldNote(withheldOf(document, playbook.knowledge))),
      ],
      confidence: sentences.length === 0 ? null : round3(Math.min(1, quoted.length / sentences.length)),
      ...provenance(documents, data),
      details: [
        {
          title: 'In short, worded by the model',
          lines: worded.map((one) => oneLine(`${one.text} (${cited(one)})`, 500)),
        },
        { title: 'Summary', lines: quoted.map((one) => oneLine(`${one.text} (${cited(one)})`, 500)) },
        {
          title: 'Numbers that contradict each other',
          lines: conflicts.map((one) => oneLine(conflictLine(one), 500)),
        },
      ].filter(({ lines }) => lines.length > 0),
    };
  },
});

function headlineOf(
  documents: readonly KnowledgeDocument[],
  withheld: readonly KnowledgeDocument[],
  taken: number,
  all: number,
): string {
  if (documents.length === 0) return oneLine(`${listed(withheld.map(shownTitle))}: not for customers.`, 300);
  const what = documents.length > 3 ? count(documents.length, 'document') : listed(documents.map(shownTitle));
  return oneLine(`${what} in ${taken} of ${count(all, 'sentence')}.`, 300);
}

function withheldOf(
  document: KnowledgeDocument,
  rules: KnowledgeRules,
): { title: string; owner: string | null } {
  const owner = document.owner ?? topicsOf(document, rules)[0]?.owner;
  return { title: shownTitle(document), owner: owner === undefined ? null : oneLine(owner, 60) };
}

function withheldNote({ title, owner }: { title: string; owner: string | null }): string {
  return `${title} is not told to customers${owner === null ? '' : `; ask ${owner}`}.`;
}
