import type { SignalRules } from '../../core/playbook-signals.ts';
import { perTable } from '../shared/per-table.ts';
import { fold } from '../shared/text.ts';

type Entry = SignalRules['types'][string];

/** One kind of event, under its name. */
export interface SignalType extends Omit<Entry, 'also'> {
  readonly type: string;
}

export interface NamedType {
  readonly type: SignalType;
  /** False: the label is no known type and counts as the one for all others. */
  readonly known: boolean;
}

/** The type that a source's label means. */
export function signalType(label: string, rules: SignalRules): NamedType {
  const { byName, otherwise } = namesOf(rules);
  const type = byName.get(fold(label).replaceAll(' ', '_'));
  return type ? { type, known: true } : { type: otherwise, known: false };
}

const namesOf = perTable(({ types, unknown_counts_as }: SignalRules) => {
  const named = Object.entries(types).flatMap(([type, { also, ...entry }]) =>
    [...also, type].map((name) => [fold(name).replaceAll(' ', '_'), { type, ...entry }] as const),
  );
  const byName = new Map<string, SignalType>(named);
  const otherwise = byName.get(unknown_counts_as);
  if (!otherwise) throw new Error(`the playbook has no signal type "${unknown_counts_as}"`);
  return { byName, otherwise };
});

/** Two names that sources use for one kind of event fall together for recognising repeats. */
export function sameEventKey(type: string): string {
  if (type === 'executive_change') return 'leadership_change';
  if (type === 'tech_upgrade') return 'tech_adoption';
  return type === 'deal_created' ? 'new_opportunity' : type;
}
