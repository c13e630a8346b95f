import { distance } from 'fastest-levenshtein';

/** Typing errors between two texts: letters too many, missing, wrong, or two neighbours swapped. */
export function typosBetween(a: string, b: string): number {
  const plain = distance(a, b);
  if (plain < 2 || a.length !== b.length) return plain;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  const isSwap = a[at] === b[at + 1] && a[at + 1] === b[at];
  return isSwap ? Math.min(plain, 1 + distance(a.slice(at + 2), b.slice(at + 2))) : plain;
}

/** How many typing errors a text of this length may have: none below 4 letters, one in four, at most four. */
export function typosAllowed(length: number): number {
  return Math.min(4, Math.floor(length / 4));
}
