import { z } from 'zod';
import type { PayloadContent } from './content.ts';
import { WorkPayload, workContent } from './work.ts';

/** Whether to run a step again whose outcome nobody knows. */
export const RerunPayload = z.strictObject({
  kind: z.literal('rerun'),
  tool: z.string(),
  attempt: z.number().int().positive(),
  /** The key of the interrupted attempt, so that the outside can tell a repetition. */
  idempotencyKey: z.string(),
  /** What was approved and may or may not have happened. */
  original: WorkPayload,
});
export type RerunPayload = z.infer<typeof RerunPayload>;

/** What was approved before stays as it is. */
export function rerunContent({ original }: RerunPayload): PayloadContent<never> {
  return { ...workContent(original), edit: null };
}
