import { clamp, logit, round3, sigmoid } from '../shared/numbers.ts';
import type { BaseRate } from './base-rate.ts';
import type { RiskFactor } from './risk-factor.ts';

/** What speaks against a deal moves the log-odds no further down than this. */
const MAX_FALL = 3;
/** What speaks for it moves them no further up: good answers are cheaper than a signature. */
export const MAX_RISE = 1;
const WIDTH_PER_UNKNOWN = 0.08;
const MAX_HALF_WIDTH = 2.5;
/** Log-odds that speak against a deal from which it is at medium and at high risk. */
const RISK_LEVELS = { medium: 0.5, high: 1.3 } as const;
/** With less than this share known, a deal is never called low risk. */
const LOW_NEEDS_KNOWN = 0.5;

export interface Estimate {
  readonly probability: number;
  readonly interval: { readonly low: number; readonly high: number };
}

/** Log-odds of the base rate plus the evidence; what is unknown only widens the interval. */
export function estimate(base: BaseRate, factors: readonly RiskFactor[], unknowns: number): Estimate {
  const rise = sumOf(factors.map(({ logOdds }) => Math.max(0, logOdds)));
  const fall = sumOf(factors.map(({ logOdds }) => Math.min(0, logOdds)));
  const centre = logit(base.value) + Math.min(MAX_RISE, rise) + Math.max(-MAX_FALL, fall);
  const half = Math.min(MAX_HALF_WIDTH, base.halfWidth + WIDTH_PER_UNKNOWN * unknowns);
  const probability = (logOdds: number) => round3(clamp(sigmoid(logOdds), 0.01, 0.99));
  return {
    probability: probability(centre),
    interval: { low: probability(centre - half), high: probability(centre + half) },
  };
}

/** How much more can go wrong than is normal for the stage: from what speaks against the deal alone. */
export function riskLevel(factors: readonly RiskFactor[], knownShare: number): 'low' | 'medium' | 'high' {
  const against = -factors.reduce((sum, { logOdds }) => sum + Math.min(0, logOdds), 0);
  if (against >= RISK_LEVELS.high) return 'high';
  return against >= RISK_LEVELS.medium || knownShare < LOW_NEEDS_KNOWN ? 'medium' : 'low';
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
