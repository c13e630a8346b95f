import { closest, distance } from 'fastest-levenshtein';

/** The candidate that `text` was probably meant to be; null when none is near enough to be a slip of the hand. */
export function nearest(text: string, candidates: readonly string[]): string | null {
  if (candidates.length === 0 || text.length > 80) return null;
  const found = closest(text, [...candidates]);
  const allowed = Math.min(3, Math.ceil(Math.max(text.length, found.length) / 3));
  return distance(text, found) <= allowed ? found : null;
}

/** `; did you mean "x"?`, or nothing when no candidate is near. */
export function suggestion(text: string, candidates: readonly string[]): string {
  const found = nearest(text, candidates);
  return found === null ? '' : `; did you mean "${found}"?`;
}
