import type { DealWeights } from '../../core/deal-weights.ts';
import { ANCHOR } from '../../core/deal-weights.ts';
import type { Stage } from '../../core/records.ts';
import { clamp, logit, percent, round3, sigmoid, wilson } from '../shared/numbers.ts';
import type { BookFacts } from './book-facts.ts';

/** Closed deals needed before the own win rate replaces the default level. */
const MIN_CLOSED_DEALS = 30;
const DEFAULT_HALF_WIDTH = 0.8;
const MIN_HALF_WIDTH = 0.4;

export interface BaseRate {
  /** 0..1 */
  readonly value: number;
  /** A phrase that says where it comes from. */
  readonly basis: string;
  /** Half the width of its interval, in log-odds. */
  readonly halfWidth: number;
}

/**
 * The chance to win before anything about the deal itself is weighed. With thirty or more closed deals the
 * own win rate sets the level and the stage defaults only the distance between stages. Null: neither the
 * stage nor enough history is known.
 */
export function baseRate(
  stage: Stage,
  { won, closed }: Pick<BookFacts, 'won' | 'closed'>,
  { stages }: DealWeights,
): BaseRate | null {
  const standard = new Map<Stage, number>(Object.entries(stages) as [Stage, number][]).get(stage);
  if (closed < MIN_CLOSED_DEALS) {
    return standard === undefined
      ? null
      : { value: standard, basis: `default for the ${stage} stage`, halfWidth: DEFAULT_HALF_WIDTH };
  }
  const interval = wilson(won, closed);
  const level = logit(clamp(won / closed, 0.02, 0.98));
  const shift = standard === undefined ? 0 : logit(standard) - logit(stages[ANCHOR]);
  const half = (logit(clamp(interval.high, 0.02, 0.98)) - logit(clamp(interval.low, 0.02, 0.98))) / 2;
  const rate = `own history: ${won} of ${closed} closed deals won (${percent(won / closed)})`;
  return {
    value: round3(clamp(sigmoid(level + shift), 0.02, 0.95)),
    basis: standard === undefined ? `${rate}, stage unknown` : `${rate}, shifted for the ${stage} stage`,
    halfWidth: Math.max(MIN_HALF_WIDTH, half),
  };
}
