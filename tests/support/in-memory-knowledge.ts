import { loadPlaybook } from '../../src/config/playbook.ts';
import type { Knowledge } from '../../src/core/knowledge.ts';
import { knowledgeOf } from '../../src/knowledge/knowledge-of.ts';
import { readDocument } from '../../src/knowledge/read-document.ts';
import { createSearchIndex } from '../../src/knowledge/search-index.ts';

const ORIGIN = { mode: 'local', now: new Date('2026-11-22T06:00:00.000Z') } as const;
const { knowledge: RULES } = loadPlaybook();

/** The knowledge folder as texts by file name, read by the program's own reader. */
export function inMemoryKnowledge(files: Readonly<Record<string, string>> = {}): Knowledge {
  const read = Object.entries(files).map(([name, text]) => readDocument(name, Buffer.from(text), ORIGIN));
  const documents = read.flatMap(({ document }) => document ?? []);
  const problems = read.flatMap((one) => one.problems);
  const index = createSearchIndex(RULES.synonyms);
  for (const document of documents) index.add(document);
  return knowledgeOf({ documents, problems }, ORIGIN, index);
}
