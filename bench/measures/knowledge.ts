import { loadPlaybook } from '../../src/config/playbook.ts';
import { knowledgeOf } from '../../src/knowledge/knowledge-of.ts';
import { readDocument } from '../../src/knowledge/read-document.ts';
import { createSearchIndex } from '../../src/knowledge/search-index.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Section } from '../support/report.ts';

const ORIGIN = { mode: 'sample', now: new Date('2026-11-22T06:00:00.000Z') } as const;
const PARAGRAPHS = 12;
const WORDS_EACH = 60;
const VOCABULARY = 8_000;
const AIM_MS = 20;

/** How long a question takes in a knowledge folder of so many documents. */
export async function knowledgeSearch({
  documents,
  questions,
}: {
  documents: number;
  questions: number;
}): Promise<Section> {
  const random = sequence(7);
  const word = () => `word${Math.floor(VOCABULARY * random() ** 2)}`;
  const text = (words: number) => Array.from({ length: words }, word).join(' ');
  const files = Array.from({ length: documents }, (_, n) => {
    const body = Array.from({ length: PARAGRAPHS }, () => `## ${text(3)}\n\n${text(WORDS_EACH)}.`).join(
      '\n\n',
    );
    return Buffer.from(`---\ntitle: ${text(4)} ${n}\naudience: customer_safe\n---\n${body}\n`);
  });

  const startedAt = performance.now();
  const read = files.map((bytes, n) => readDocument(`d${n}.md`, bytes, ORIGIN));
  const loaded = { documents: read.flatMap(({ document }) => document ?? []), problems: [] };
  const index = createSearchIndex(loadPlaybook().knowledge.synonyms);
  for (const document of loaded.documents) index.add(document);
  const knowledge = knowledgeOf(loaded, ORIGIN, index);
  const loading = performance.now() - startedAt;

  const times: number[] = [];
  for (let n = 0; n < questions; n += 1) {
    const question = `${text(5)} ${n % 10 === 0 ? 'wrodlike' : word()}?`;
    const askedAt = performance.now();
    await knowledge.search(question, 200);
    times.push(performance.now() - askedAt);
  }
  const p95 = quantile(times, 0.95);
  return {
    title: 'Product knowledge',
    how: `${documents} invented documents of ${PARAGRAPHS} sections (${knowledge.status().passages} passages, words as uneven as in a language), ${questions} questions of six words, one in ten with a misspelt word.`,
    lines: [
      { what: 'a question, p95', value: shown(p95, 'ms'), aim: `under ${AIM_MS} ms`, met: p95 < AIM_MS },
      { what: 'a question, median', value: shown(quantile(times, 0.5), 'ms') },
      { what: 'reading and indexing all of them', value: shown(loading, 'ms') },
    ],
  };
}

/** Numbers from 0 to 1 that are the same in every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
