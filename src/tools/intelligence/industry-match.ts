import { distance } from 'fastest-levenshtein';
import type { Industries } from '../../core/playbook-industries.ts';
import { perTable } from '../shared/per-table.ts';
import { remember } from '../shared/remember.ts';
import { fold, hasPhrase } from '../shared/text.ts';

/**
 * How a label relates to one wanted industry: `same` (or a part of it), `wider` (the label is the broader
 * word, so it may be), `other`, or `unknown` when the label cannot be placed.
 */
export type IndustryRelation = 'same' | 'wider' | 'other' | 'unknown';

export interface IndustryMatcher {
  /** The industries that a label means, by id; empty when it cannot be placed. */
  place(label: string): ReadonlySet<string>;
  relate(label: string, wanted: string): IndustryRelation;
}

/** Reads labels by the playbook's taxonomy. */
export const industryMatcher: (industries: Industries) => IndustryMatcher = perTable(createMatcher);

function createMatcher(industries: Industries): IndustryMatcher {
  const names = Object.entries(industries).flatMap(([id, { name, also }]) =>
    [name, ...also].map((label) => ({ id, name: fold(label) })),
  );
  const within = (id: string) => industries[id]?.within ?? '';

  const place = remember((label: string): ReadonlySet<string> => {
    const text = fold(label);
    const by = (matches: (name: string) => boolean) =>
      new Set(names.filter(({ name }) => matches(name)).map(({ id }) => id));
    if (text === '') return new Set<string>();
    const exact = by((name) => name === text);
    if (exact.size > 0) return exact;
    const contained = by((name) => name.length > 2 && hasPhrase(text, name));
    if (contained.size > 0) return mostSpecific(contained);
    return by((name) => distance(name, text) <= forgiven(Math.min(name.length, text.length)));
  });

  /** "Enterprise Software Technology" is software, of which technology is only the wider word. */
  const mostSpecific = (ids: ReadonlySet<string>) => {
    const wider = new Set([...ids].map(within));
    return new Set([...ids].filter((id) => !wider.has(id)));
  };

  return {
    place,
    relate(label, wanted) {
      if (fold(label) === fold(wanted)) return 'same';
      const mine = place(label);
      const theirs = place(wanted);
      if (theirs.size === 0) return hasPhrase(label, wanted) ? 'same' : 'unknown';
      if (mine.size === 0) return 'unknown';
      if ([...mine].some((id) => theirs.has(id) || theirs.has(within(id)))) return 'same';
      if ([...theirs].some((id) => mine.has(within(id)))) return 'wider';
      return 'other';
    },
  };
}

/** Spelling mistakes forgiven in a name of that length. */
function forgiven(length: number): number {
  return length >= 9 ? 2 : length >= 5 ? 1 : 0;
}
