import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataMode } from '../core/data-mode.ts';
import type { KnowledgeDocument } from '../core/knowledge.ts';
import type { DataProblem } from '../core/ports.ts';
import { readDocument } from './read-document.ts';
import { foldWord } from './words.ts';

/** More are left out, and said so. */
export const MAX_DOCUMENTS = 2_000;
export const MAX_DOCUMENT_BYTES = 400_000;
const MAX_TOTAL_BYTES = 40_000_000;

const READABLE = /\.(?:md|txt)$/i;

export interface LoadedDocuments {
  readonly documents: readonly KnowledgeDocument[];
  readonly problems: readonly DataProblem[];
}

/** Reads every document of the folder, by name. What cannot be used is left out whole, and told. */
export async function loadDocuments(
  dir: string,
  origin: { mode: DataMode; now: Date },
): Promise<LoadedDocuments> {
  const documents: KnowledgeDocument[] = [];
  const problems: DataProblem[] = [];
  const tell = (name: string, reason: string) => problems.push({ file: `knowledge/${name}`, reason });
  let total = 0;
  for (const name of await namesIn(dir)) {
    const path = join(dir, name);
    const facts = await stat(path).catch(() => null);
    if (!facts?.isFile()) continue;
    if (documents.length >= MAX_DOCUMENTS) {
      tell(name, `left out: the folder holds more than ${MAX_DOCUMENTS} documents`);
    } else if (facts.size > MAX_DOCUMENT_BYTES) {
      tell(name, `left out: larger than ${MAX_DOCUMENT_BYTES} bytes; split it`);
    } else if (total + facts.size > MAX_TOTAL_BYTES) {
      tell(name, `left out: the documents together are larger than ${MAX_TOTAL_BYTES} bytes`);
    } else {
      total += facts.size;
      const read = readDocument(name, await readFile(path), origin);
      problems.push(...read.problems);
      if (read.document) documents.push(read.document);
    }
  }
  return { documents, problems: [...problems, ...sameTitles(documents)] };
}

async function namesIn(dir: string): Promise<string[]> {
  try {
    return (await readdir(dir)).filter((name) => READABLE.test(name) && !name.startsWith('.')).sort();
  } catch (thrown) {
    if (
      thrown instanceof Error &&
      'code' in thrown &&
      (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')
    ) {
      return [];
    }
    throw thrown;
  }
}

/** Both stay, told apart by their file names; whoever asks for the title is asked which. */
function sameTitles(documents: readonly KnowledgeDocument[]): DataProblem[] {
  const first = new Map<string, string>();
  return documents.flatMap(({ docId, title }) => {
    const key = foldWord(title);
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, docId);
      return [];
    }
    return [{ file: `knowledge/${docId}`, reason: `has the same title as ${other}; both are used` }];
  });
}
