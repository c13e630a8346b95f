import type { DealRules } from '../../core/playbook-deals.ts';
import { clamp, logit, round3, sigmoid } from '../shared/numbers.ts';
import type { BaseRate } from './base-rate.ts';
import type { RiskFactor } from './risk-factor.ts';

const WIDTH_PER_UNKNOWN = 0.08;
const MAX_HALF_WIDTH = 2.5;
/** With less than this share known, a deal is never called low risk. */
const LOW_NEEDS_KNOWN = 0.5;

export interface Estimate {
  readonly probability: number;
  readonly interval: { readonly low: number; readonly high: number };
}

/** Log-odds of the base rate plus the evidence; what is unknown only widens the interval. */
export function estimate(
  base: BaseRate,
  factors: readonly RiskFactor[],
  unknowns: number,
  { most }: Pick<DealRules, 'most'>,
): Estimate {
  const { rise, fall, fitted } = sums(factors);
  const centre = logit(base.value) + fitted + Math.min(most.up, rise) + Math.max(-most.down, fall);
  const half = Math.min(MAX_HALF_WIDTH, base.halfWidth + WIDTH_PER_UNKNOWN * unknowns);
  const probability = (logOdds: number) => round3(clamp(sigmoid(logOdds), 0.01, 0.99));
  return {
    probability: probability(centre),
    interval: { low: probability(centre - half), high: probability(centre + half) },
  };
}

/** Whether what speaks for the deal is more than is counted. */
export function isCapped(factors: readonly RiskFactor[], { most }: Pick<DealRules, 'most'>): boolean {
  return sums(factors).rise > most.up;
}

/** How much more can go wrong than is normal for the stage: from what speaks against the deal alone. */
export function riskLevel(
  factors: readonly RiskFactor[],
  knownShare: number,
  { levels }: Pick<DealRules, 'levels'>,
): 'low' | 'medium' | 'high' {
  const against = -factors.reduce((sum, { logOdds }) => sum + Math.min(0, logOdds), 0);
  if (against >= levels.high) return 'high';
  return against >= levels.medium || knownShare < LOW_NEEDS_KNOWN ? 'medium' : 'low';
}

/** Fitted weights were fitted together and count as they are; defaults are added up and capped. */
function sums(factors: readonly RiskFactor[]): { rise: number; fall: number; fitted: number } {
  const sum = (some: readonly RiskFactor[]) => some.reduce((total, { logOdds }) => total + logOdds, 0);
  const assumed = factors.filter((one) => !one.fitted);
  return {
    rise: sum(assumed.filter(({ logOdds }) => logOdds > 0)),
    fall: sum(assumed.filter(({ logOdds }) => logOdds < 0)),
    fitted: sum(factors.filter((one) => one.fitted)),
  };
}
