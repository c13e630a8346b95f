import type { DataMode } from '../core/data-mode.ts';
import type { Knowledge } from '../core/knowledge.ts';
import { findDocument } from './find-document.ts';
import type { LoadedDocuments } from './load-documents.ts';
import type { SearchIndex } from './search-index.ts';
import { comparableWords } from './words.ts';

const KEPT_PROBLEMS = 100;

/** Answers the port's questions from documents that were read and indexed. */
export function knowledgeOf(
  { documents, problems }: LoadedDocuments,
  { mode, now }: { readonly mode: DataMode; readonly now: Date },
  index: SearchIndex,
): Knowledge {
  const status = {
    mode,
    loadedAt: now,
    documents: documents.length,
    passages: index.passages(),
    problemCount: problems.length,
    problems: problems.slice(0, KEPT_PROBLEMS),
  };
  return {
    search: async (question, limit) => index.search(question, limit),
    find: async (name) => findDocument(name, documents),
    documents: () => documents,
    words: comparableWords,
    status: () => status,
  };
}
