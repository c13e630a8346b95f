import { z } from 'zod';
import { Stage } from './records.ts';

/** What a vendor says of an account now and may say differently later: from the difference come signals. */
export const Observation = z.strictObject({
  /** 0..100. */
  intentScore: z.number().min(0).max(100).optional(),
  /** As an ordinal: a higher one is nearer to buying. */
  buyingStage: z.number().int().min(0).max(10).optional(),
  isQualified: z.boolean().optional(),
  employeeCount: z.number().nonnegative().optional(),
  technologies: z.array(z.string()).optional(),
  /** Tasks, meetings and calls of the last seven days. */
  weeklyActivities: z.number().int().nonnegative().optional(),
  /** Open and closed deals, as the vendor's CRM has them. */
  deals: z
    .array(
      z.strictObject({
        id: z.string(),
        name: z.string(),
        stage: Stage,
        closeDate: z.string().optional(),
        amount: z.number().optional(),
      }),
    )
    .max(100)
    .optional(),
});
export type Observation = z.infer<typeof Observation>;

/** An observation and when it was made. */
export const Snapshot = z.strictObject({ at: z.iso.datetime(), observed: Observation });
export type Snapshot = z.infer<typeof Snapshot>;

/** Keeps what vendors said before, bounded; one snapshot a day counts, the last one. */
export interface Snapshots {
  /** Adds one and answers with all that are kept of the vendor's account, oldest first, the new one included. */
  record(source: string, accountId: string, snapshot: Snapshot): Promise<readonly Snapshot[]>;
}
