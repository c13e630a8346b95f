import { z } from 'zod';
import { FitCriterion } from '../../core/icp.ts';
import type { FitRules } from '../../core/playbook-fit.ts';
import type { Account } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';
import { round3 } from '../shared/numbers.ts';
import { judgeExclusions } from './disqualifiers.ts';
import { JUDGES } from './fit-criteria.ts';
import { fitWeights } from './fit-weights.ts';

export const FitTier = z.enum(['A', 'B', 'C', 'D', 'needs_data', 'excluded']);
export type FitTier = z.infer<typeof FitTier>;

export const FitPart = z.strictObject({
  criterion: FitCriterion,
  weight: z.number(),
  /** Null: not known, so it counts neither for nor against. */
  score: z.number().nullable(),
  value: z.string().optional(),
  note: z.string(),
});
export type FitPart = z.infer<typeof FitPart>;

export interface Fit {
  /** 0..1; null where none of the criteria is known. */
  readonly score: number | null;
  readonly tier: FitTier;
  /** Share of the weight that is known. */
  readonly confidence: number;
  readonly breakdown: readonly FitPart[];
  readonly disqualifiers: readonly string[];
  /** Exclusions that could not be ruled out. */
  readonly unknowns: readonly string[];
}

/** What an account is held against; a tool's context is one. */
export type FitMeasure = Pick<ToolContext, 'icp' | 'playbook'>;

/** Holds an account against the ideal customer profile. */
export function judgeFit(account: Account, { icp, playbook }: FitMeasure): Fit {
  const breakdown = fitWeights(icp, playbook.fit.weights).map(({ criterion, weight }) => {
    const judged = JUDGES[criterion](account, icp, playbook);
    return {
      ...judged,
      criterion,
      weight: round3(weight),
      score: judged.score === null ? null : round3(judged.score),
    };
  });
  const { disqualifiers, unknowns } = judgeExclusions(account, icp, playbook);
  const { score, confidence } = weigh(breakdown);
  const tier = disqualifiers.length > 0 ? 'excluded' : tierOf(score, confidence, playbook.fit);
  return { score: tier === 'excluded' ? 0 : score, tier, confidence, breakdown, disqualifiers, unknowns };
}

/** Score over what is known, and the share of the weight that is known. */
function weigh(breakdown: readonly FitPart[]): { score: number | null; confidence: number } {
  let known = 0;
  let sum = 0;
  for (const { weight, score } of breakdown) {
    if (score === null) continue;
    known += weight;
    sum += weight * score;
  }
  if (known === 0) return { score: null, confidence: 0 };
  return { score: round3(Math.min(1, sum / known)), confidence: round3(Math.min(1, known)) };
}

function tierOf(score: number | null, confidence: number, { tiers, min_known }: FitRules): FitTier {
  if (score === null || confidence < min_known) return 'needs_data';
  if (score >= tiers.A) return 'A';
  if (score >= tiers.B) return 'B';
  return score >= tiers.C ? 'C' : 'D';
}
