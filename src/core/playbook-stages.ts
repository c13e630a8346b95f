import { z } from 'zod';
import { Share } from './playbook-parts.ts';
import { Criterion } from './records.ts';

const OpenStage = z.strictObject({
  /** Chance to win where the own history is too short to say. */
  win_rate: Share.refine((rate) => rate > 0 && rate < 1, 'must lie between 0 and 1'),
  /** Days in the stage after which a deal counts as stalled, where the own book cannot say. */
  stalled_after_days: z.number().int().positive().max(3_650),
  /** What ought to be known by the end of the stage, besides what the stages before it ask. */
  expects: z.array(Criterion),
});

/** What is normal for each stage of an open deal, in the order of the stages. */
export const StageRules = z.strictObject({
  discovery: OpenStage,
  qualification: OpenStage,
  proposal: OpenStage,
  negotiation: OpenStage,
});
export type StageRules = z.infer<typeof StageRules>;
