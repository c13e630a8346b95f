import { distance } from 'fastest-levenshtein';
import type { DocumentMatch, KnowledgeDocument } from '../core/knowledge.ts';
import { foldWord, rawWords } from './words.ts';

const MAX_NAME = 200;
const MAX_CANDIDATES = 10;
const MAX_NEAREST = 5;

/** Finds a document by its file name, its title, the words of one of them, or a misspelt one, in this order. */
export function findDocument(name: string, documents: readonly KnowledgeDocument[]): DocumentMatch {
  const wanted = key(name.slice(0, MAX_NAME));
  const named = documents.map((document) => ({
    document,
    keys: [key(document.docId), key(document.docId.replace(/\.[^.]*$/, '')), key(document.title)],
  }));
  if (wanted === '') return { kind: 'none', nearest: [] };
  const words = wanted.split(' ');
  const ways = [
    (keys: string[]) => keys.includes(wanted),
    (keys: string[]) => keys.some((one) => words.every((word) => ` ${one} `.includes(` ${word} `))),
    (keys: string[]) => keys.some((one) => words.every((word) => ` ${one}`.includes(` ${word}`))),
    (keys: string[]) => keys.some((one) => distance(one, wanted) <= Math.min(4, Math.floor(one.length / 4))),
  ];
  for (const fits of ways) {
    const [first, ...others] = named.filter(({ keys }) => fits(keys)).map(({ document }) => document);
    if (!first) continue;
    return others.length === 0
      ? { kind: 'one', document: first }
      : { kind: 'many', documents: [first, ...others].slice(0, MAX_CANDIDATES) };
  }
  const nearest = named
    .map(({ document, keys }) => ({ document, far: Math.min(...keys.map((one) => distance(one, wanted))) }))
    .sort((a, b) => a.far - b.far)
    .map(({ document }) => document.title);
  return { kind: 'none', nearest: [...new Set(nearest)].slice(0, MAX_NEAREST) };
}

function key(text: string): string {
  return rawWords(text).map(foldWord).join(' ');
}
