import { z } from 'zod';
import { Share } from './playbook-parts.ts';

const Points = z.number().positive().max(100);
const Use = z.number().min(0.1).max(2);

/** What an account costs its rep, who covers what, and when a load is fair. */
export const TerritoryRules = z.strictObject({
  /** Workload points of an account by its fit; `unknown`: too little is known to give it a tier. */
  workload: z.strictObject({ A: Points, B: Points, C: Points, D: Points, unknown: Points }),
  /** Fewest employees of an account of the segment, where its segment is not recorded; below: small. */
  segments: z
    .strictObject({
      mid_market_from: z.number().int().positive(),
      enterprise_from: z.number().int().positive(),
    })
    .refine(
      ({ mid_market_from, enterprise_from }) => mid_market_from < enterprise_from,
      'must rise from mid-market to enterprise',
    ),
  /** What each kind of agreement between account and rep counts; together 1. */
  match: z
    .strictObject({ region: Share, segment: Share, industry: Share, continuity: Share })
    .refine(
      (weights) => Math.abs(Object.values(weights).reduce((sum, weight) => sum + weight, 0) - 1) < 1e-9,
      'the weights must sum to 1',
    ),
  /** Shares of a capacity in use. */
  use: z
    .strictObject({
      /** Below it a territory has room to spare. */
      idle_below: Use,
      /** The most that is planned with; above it a territory is overloaded. */
      limit: Use,
      /** Above it the overload is severe. */
      severe_above: Use,
    })
    .refine(
      ({ idle_below, limit, severe_above }) => idle_below < limit && limit < severe_above,
      'must rise from idle_below to limit to severe_above',
    ),
  /** Highest coefficients of variation of a load that counts as balanced, and as one to watch. */
  balance: z
    .strictObject({ balanced: Share, watch: Share })
    .refine(({ balanced, watch }) => balanced < watch, 'balanced must lie below watch'),
  /** Share of the accounts that one change may take from their reps before it unsettles too many. */
  disruption: Share,
});
export type TerritoryRules = z.infer<typeof TerritoryRules>;
