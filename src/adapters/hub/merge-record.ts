import type { Conflict, FactOrigin } from '../../core/records.ts';
import { nameKeys } from '../local/name-keys.ts';

interface Traced extends FactOrigin {
  readonly facts?: Readonly<Record<string, FactOrigin>> | undefined;
  readonly conflicts?: readonly Conflict[] | undefined;
}

export interface MergeRules<T> {
  /** The first source that knows one of these counts for it. */
  readonly single: readonly (keyof T & string)[];
  /** Lists: what any source knows is in it. */
  readonly together?: readonly (keyof T & string)[];
  /** Worth telling when sources say clearly different things. */
  readonly compared: readonly (keyof T & string)[];
  /** Words that do not contradict each other: not every system has them all. */
  readonly alike?: readonly (readonly unknown[])[];
}

/**
 * One record from several of the same thing, the surest first: its identity is the first one's, each fact
 * comes from the first that knows it, and says so where that is not the first.
 */
export function mergeRecord<T extends Traced>(records: readonly [T, ...T[]], rules: MergeRules<T>): T {
  const [first, ...others] = records;
  if (others.length === 0) return first;
  const merged = { ...first } as Record<string, unknown>;
  const facts: Record<string, FactOrigin> = { ...first.facts };
  const conflicts: Conflict[] = [...(first.conflicts ?? [])];
  for (const field of rules.single) {
    const winner = records.find((record) => record[field] !== undefined);
    if (!winner) continue;
    merged[field] = winner[field];
    if (winner !== first) facts[field] = originOf(winner);
    if (!rules.compared.includes(field)) continue;
    const areAlike = (a: unknown, b: unknown) =>
      rules.alike?.some((words) => words.includes(a) && words.includes(b)) || agree(a, b);
    for (const other of records) {
      if (other === winner || other[field] === undefined || areAlike(winner[field], other[field])) continue;
      conflicts.push({ field, source: other.source, value: shown(other[field]) });
    }
  }
  for (const field of rules.together ?? []) {
    const items = new Map<string, unknown>();
    for (const record of records) {
      for (const item of (record[field] as readonly string[] | undefined) ?? []) {
        const key = nameKeys(item).compact;
        if (items.has(key)) continue;
        items.set(key, item);
        if (record !== first) facts[field] ??= originOf(record);
      }
    }
    merged[field] = [...items.values()];
  }
  return {
    ...(merged as T),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(conflicts.length > 0 && { conflicts }),
  };
}

function originOf({ source, mode, asOf, stale }: FactOrigin): FactOrigin {
  return { source, mode, asOf, ...(stale && { stale }) };
}

/** Numbers within a tenth say the same; amounts in different currencies cannot be compared. */
function agree(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    return Math.abs(a - b) <= 0.1 * Math.max(Math.abs(a), Math.abs(b));
  if (isMoney(a) && isMoney(b)) return a.currency !== b.currency || agree(a.amount, b.amount);
  const [x, y] = [String(a), String(b)];
  if (/^\d{4}-\d{2}-\d{2}/.test(x) && /^\d{4}-\d{2}-\d{2}/.test(y)) return x.slice(0, 10) === y.slice(0, 10);
  return nameKeys(x).plain === nameKeys(y).plain;
}

function isMoney(value: unknown): value is { readonly amount: number; readonly currency: string } {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value;
}

function shown(value: unknown): string {
  const text = isMoney(value) ? `${value.amount} ${value.currency}` : String(value);
  return text.slice(0, 100);
}
