import { z } from 'zod';
import type { ToolContext } from '../../core/tool.ts';

/** Most accounts of one request. */
export const MOST_ACCOUNTS = 1_000;

export const AccountIds = z.array(z.string().min(1).max(200)).min(1).max(MOST_ACCOUNTS);

/** Share of a capacity that may be used; absent: as the playbook says. */
export const MaxUtilization = z.number().min(0.5).max(1.5).optional();

export const AssignmentRules = z
  .strictObject({
    maxUtilization: MaxUtilization,
    /** An account stays with its rep as long as coverage and capacity allow it. */
    keepCurrentOwner: z.boolean().default(true),
    /** What decides between equally fitting reps: the lowest use of capacity, or the fewest points. */
    tieBreak: z.enum(['balance', 'lowest_load']).default('balance'),
  })
  .prefault({});
export type AssignmentRules = z.infer<typeof AssignmentRules>;

/** The limit in force. */
export function limitOf(wanted: number | undefined, { playbook }: ToolContext): number {
  return wanted ?? playbook.territory.use.limit;
}
