import { z } from 'zod';
import type { TerritoryRules } from '../../core/playbook-territory.ts';
import { median, percent } from '../shared/numbers.ts';
import { count } from '../shared/text.ts';
import type { Load } from './loads.ts';

export const Gap = z.strictObject({
  type: z.enum(['no_rep', 'no_capacity', 'overloaded', 'underutilized']),
  severity: z.enum(['low', 'medium', 'high']),
  /** In a few words, such as `overloaded`. */
  words: z.string(),
  /** What to do, one sentence. */
  recommendation: z.string(),
});
export type Gap = z.infer<typeof Gap>;

interface Norms {
  readonly use: TerritoryRules['use'];
  /** Of all reps whose capacity is known. */
  readonly capacities: readonly number[];
}

/** What is wrong with a territory's capacity; null: nothing, or it cannot be told. */
export function gapOf(load: Load, limit: number, { use, capacities }: Norms): Gap | null {
  if (load.reps === 0) {
    const what = `nobody covers its ${count(load.accounts, 'account')}`;
    return { type: 'no_rep', severity: 'high', words: 'no rep', recommendation: `${what}; assign a rep.` };
  }
  if (load.capacity === 0 && load.points > 0) {
    const recommendation = `its reps can carry nothing; move its ${count(load.accounts, 'account')}.`;
    return { type: 'no_capacity', severity: 'high', words: 'no capacity', recommendation };
  }
  if (load.utilization === null) return null;
  const share = percent(load.utilization);
  if (load.utilization > limit) {
    return {
      type: 'overloaded',
      severity: load.utilization > use.severe_above ? 'high' : 'medium',
      words: 'overloaded',
      recommendation: `at ${share} of capacity; ${relief(load, limit, capacities)}.`,
    };
  }
  if (load.utilization >= use.idle_below) return null;
  const spare = Math.floor(limit * (load.capacity ?? 0) - load.points);
  return {
    type: 'underutilized',
    severity: 'low',
    words: 'room to spare',
    recommendation: `at ${share} of capacity; it can take ${spare} points more.`,
  };
}

/** What brings it back under the limit: points to move away, or reps of usual capacity to add. */
function relief({ points, capacity }: Load, limit: number, capacities: readonly number[]): string {
  const over = Math.ceil(points - limit * (capacity ?? 0));
  const usual = capacities.filter((one) => one > 0);
  const reps = usual.length === 0 ? null : over / (limit * median(usual));
  const hire =
    reps === null ? '' : ` or add ${reps < 1 ? 'less than one rep' : `about ${reps.toFixed(1)} reps`}`;
  return `move ${over} ${over === 1 ? 'point' : 'points'} away${hire}`;
}
