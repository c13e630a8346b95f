import { z } from 'zod';
import { FitCriterion } from './icp.ts';
import { Share } from './playbook-parts.ts';

/** How fit is scored where the ideal customer profile does not say. */
export const FitRules = z.strictObject({
  /** Used where the profile gives no weights at all. */
  weights: z.record(FitCriterion, z.number().positive()),
  /** Lowest scores of the tiers; below C it is D. */
  tiers: z
    .strictObject({ A: Share, B: Share, C: Share })
    .refine(({ A, B, C }) => A > B && B > C, 'the tiers must fall from A to C'),
  /** Share of the weight that must be known before a score earns a tier. */
  min_known: Share,
});
export type FitRules = z.infer<typeof FitRules>;
