import { ANCHOR, type DealWeights } from '../core/deal-weights.ts';
import type { Criterion } from '../core/records.ts';
import { logit } from '../core/statistics.ts';
import type { Situation } from './snapshots.ts';

/** Log-odds by the defaults alone; a stage that is not known counts as the anchor. */
export function defaultLogOdds({ stage, facts }: Situation, weights: DealWeights): number {
  return logit(weights.stages[stage ?? ANCHOR]) + criteriaLogOdds(facts.criteria, weights);
}

/** The same with another win rate as the level; stages keep their distances. */
export function levelLogOdds(situation: Situation, winRate: number, weights: DealWeights): number {
  return defaultLogOdds(situation, weights) - logit(weights.stages[ANCHOR]) + logit(winRate);
}

function criteriaLogOdds(criteria: Situation['facts']['criteria'], weights: DealWeights): number {
  return Object.entries(criteria).reduce(
    (sum, [name, confirmed]) => sum + weights.criteria[name as Criterion][confirmed ? 'yes' : 'no'],
    0,
  );
}
