import { LRUCache } from 'lru-cache';
import { stemmer } from 'stemmer';
import { STOP_WORDS } from './stop-words.ts';

const WORD = /[\p{L}\p{N}]+(?:[.,]\p{N}+)*/gu;
/** Longer ones are no words but identifiers, keys and noise. */
const MAX_LENGTH = 60;

/** Lower case, without accents. */
export function foldWord(word: string): string {
  return word.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** The words of a text, as written and in order. */
export function rawWords(text: string): string[] {
  return text.match(WORD) ?? [];
}

/** Words that were looked at before; texts use few words often. */
const KNOWN = new LRUCache<string, { readonly as: string | null }>({ max: 20_000 });

/** A word as it is compared: folded and stemmed; null for one that carries no meaning. */
function comparable(word: string): string | null {
  const before = KNOWN.get(word);
  if (before) return before.as;
  const as = stem(word);
  if (word.length <= MAX_LENGTH) KNOWN.set(word, { as });
  return as;
}

function stem(word: string): string | null {
  const folded = foldWord(word);
  if (folded === '' || folded.length > MAX_LENGTH || STOP_WORDS.has(folded)) return null;
  return stemmer(folded);
}

/** Every word of a text that carries meaning, as it is compared. */
export function comparableWords(text: string): string[] {
  return rawWords(text).flatMap((word) => comparable(word) ?? []);
}
