import { LRUCache } from 'lru-cache';

/** More texts than most books have labels. */
const MOST = 5_000;
/** Labels and names are shorter. */
const LONGEST = 200;

/** Answers each text once and keeps the latest answers. For what depends on the text alone. */
export function remember<T>(find: (text: string) => T): (text: string) => T {
  const known = new LRUCache<string, { readonly value: T }>({ max: MOST });
  return (text) => {
    const found = known.get(text);
    if (found) return found.value;
    const value = find(text);
    if (text.length <= LONGEST) known.set(text, { value });
    return value;
  };
}
