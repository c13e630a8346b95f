import { z } from 'zod';
import { Share } from './playbook-parts.ts';
import { Criterion } from './records.ts';

const Against = z.number().min(-5).max(0);
const For = z.number().min(0).max(5);
const Days = z.number().int().positive().max(3_650);

/** How an open deal is judged: weights in log-odds, and the thresholds of its levels and verdicts. */
export const DealRules = z.strictObject({
  criteria: z.record(Criterion, z.strictObject({ no: Against, yes: For })),
  close_date_past: z.strictObject({ weight: Against, long: Against, long_after_days: Days }),
  stalled: z.strictObject({ weight: Against, long: Against }),
  no_activity: z.strictObject({ after_days: Days, weight: Against, long: Against, long_after_days: Days }),
  no_next_step: Against,
  single_threaded: Against,
  /** The evidence together moves the log-odds no further. */
  most: z.strictObject({ up: For, down: For }),
  levels: z
    .strictObject({ medium: For, high: For })
    .refine(({ medium, high }) => high > medium, 'high must lie above medium'),
  qualified: z.strictObject({ confirmed: Share, known: Share, stale_after_days: Days }),
});
export type DealRules = z.infer<typeof DealRules>;
