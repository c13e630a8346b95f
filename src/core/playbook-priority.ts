import { z } from 'zod';

export const Recommendation = z.enum([
  'pursue_now',
  'nurture',
  'clarify_first',
  'hold',
  'disqualify',
  'no_action',
]);
export type Recommendation = z.infer<typeof Recommendation>;

export const FitAxis = z.enum(['strong', 'moderate', 'weak', 'unknown', 'excluded']);
export const TimingAxis = z.enum(['now', 'later', 'unknown']);

/** Only what is known can be set: an excluded account is never pursued, whatever the timing. */
const Scored = z.enum(['strong', 'moderate', 'weak']);

/** How fit, which is lasting, and timing, which is not, are combined into what to do. */
export const PriorityRules = z.strictObject({
  /** How the tiers of fit count. */
  fit: z.strictObject({ A: Scored, B: Scored, C: Scored, D: Scored }),
  /** The lowest tier of buying signals that makes it the right time. */
  now_from: z.enum(['hot', 'warm', 'cool']),
  /** For accounts without a deal. */
  matrix: z.record(
    FitAxis.exclude(['excluded']),
    z.strictObject({ now: Recommendation, later: Recommendation, unknown: Recommendation }),
  ),
});
export type PriorityRules = z.infer<typeof PriorityRules>;
