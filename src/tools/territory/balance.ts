import { z } from 'zod';
import type { TerritoryRules } from '../../core/playbook-territory.ts';
import { round3 } from '../shared/numbers.ts';

const Measure = z.number().nonnegative().nullable();

/** How evenly something is spread over reps. Null: fewer than two, or nothing to spread. */
export const Spread = z.strictObject({
  /** Coefficient of variation, σ ÷ μ of all reps (population). */
  variation: Measure,
  /** 0 when all have the same, towards 1 when one has all. */
  gini: Measure,
  /** The most divided by the least; null also where the least is 0. */
  maxMin: Measure,
});
export type Spread = z.infer<typeof Spread>;

export const Verdict = z.enum(['balanced', 'watch', 'unbalanced']);
export type Verdict = z.infer<typeof Verdict>;

export function spreadOf(values: readonly number[]): Spread {
  const sum = values.reduce((total, value) => total + value, 0);
  if (values.length < 2 || sum <= 0) return { variation: null, gini: null, maxMin: null };
  const mean = sum / values.length;
  const variance = values.reduce((total, value) => total + (value - mean) ** 2, 0) / values.length;
  const sorted = [...values].sort((a, b) => a - b);
  const least = sorted[0] ?? 0;
  return {
    variation: round3(Math.sqrt(variance) / mean),
    gini: round3(giniOf(sorted, sum)),
    maxMin: least > 0 ? round3((sorted.at(-1) ?? 0) / least) : null,
  };
}

/** Of values in ascending order: Σ (2i − n − 1) xᵢ ÷ (n Σ x), i from 1. */
function giniOf(sorted: readonly number[], sum: number): number {
  const n = sorted.length;
  const weighed = sorted.reduce((total, value, index) => total + (2 * (index + 1) - n - 1) * value, 0);
  return Math.max(0, weighed / (n * sum));
}

export function verdictOf({ variation }: Spread, limits: TerritoryRules['balance']): Verdict | null {
  if (variation === null) return null;
  if (variation <= limits.balanced) return 'balanced';
  return variation <= limits.watch ? 'watch' : 'unbalanced';
}
