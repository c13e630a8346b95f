import { distance } from 'fastest-levenshtein';
import { fold, hasPhrase } from '../shared/text.ts';
import { INDUSTRIES } from './industry-taxonomy.ts';

const WITHIN = new Map(INDUSTRIES.map(({ id, within }) => [id, within]));

/** Spelling mistakes forgiven in a name of that length. */
function forgiven(length: number): number {
  return length >= 9 ? 2 : length >= 5 ? 1 : 0;
}

/** The industries that a label means; empty when it cannot be placed. */
export function placeIndustry(label: string): ReadonlySet<string> {
  const text = fold(label);
  const by = (matches: (name: string) => boolean) =>
    new Set(INDUSTRIES.filter(({ names }) => names.some(matches)).map(({ id }) => id));
  if (text === '') return new Set();
  const exact = by((name) => name === text);
  if (exact.size > 0) return exact;
  const contained = by((name) => name.length > 2 && hasPhrase(text, name));
  if (contained.size > 0) return mostSpecific(contained);
  return by((name) => distance(name, text) <= forgiven(Math.min(name.length, text.length)));
}

/** "Enterprise Software Technology" is software, of which technology is only the wider word. */
function mostSpecific(ids: ReadonlySet<string>): Set<string> {
  const wider = new Set([...ids].map((id) => WITHIN.get(id)));
  return new Set([...ids].filter((id) => !wider.has(id)));
}

/**
 * How a label relates to one wanted industry: `same` (or a part of it), `wider` (the label is the broader
 * word, so it may be), `other`, or `unknown` when the label cannot be placed.
 */
export type IndustryRelation = 'same' | 'wider' | 'other' | 'unknown';

export function relateIndustry(label: string, wanted: string): IndustryRelation {
  if (fold(label) === fold(wanted)) return 'same';
  const mine = placeIndustry(label);
  const theirs = placeIndustry(wanted);
  if (theirs.size === 0) return hasPhrase(label, wanted) ? 'same' : 'unknown';
  if (mine.size === 0) return 'unknown';
  if ([...mine].some((id) => theirs.has(id) || theirs.has(WITHIN.get(id) ?? ''))) return 'same';
  if ([...theirs].some((id) => mine.has(WITHIN.get(id) ?? ''))) return 'wider';
  return 'other';
}
