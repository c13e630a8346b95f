import { z } from 'zod';
import type { WorkspaceRecords } from '../../../core/audit-trail.ts';
import { DAY } from '../../../core/clock.ts';
import type { AuditEntry } from '../../../core/plan-store.ts';

/** How far back is looked where neither a plan nor a day is named. */
const DEFAULT_DAYS = 7;
const Moment = z.union([z.iso.date(), z.iso.datetime()]);
const Name = z.string().trim().min(1).max(100);

/** Which entries are wanted; all conditions must hold. */
export const AuditQuery = z.strictObject({
  action: z.enum(['query', 'verify', 'export']).default('query'),
  planId: z.ulid().optional(),
  stepId: Name.optional(),
  /** Who did it, as an id of Slack, or `system`. */
  actor: Name.optional(),
  /** Such as `approval_received`. */
  event: Name.optional(),
  /** Of steps that used this tool. */
  tool: Name.optional(),
  since: Moment.optional(),
  until: Moment.optional(),
  limit: z.number().int().min(1).max(500).default(50),
  /** The id of the entry after which to go on. */
  after: z
    .string()
    .regex(/^\d{1,16}-\d{1,16}$/, 'use the id of an entry')
    .optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export interface FoundEntries {
  /** Oldest first. */
  readonly entries: readonly AuditEntry[];
  /** The last of these, if there are more; else null. */
  readonly next: string | null;
}

/** Reads the trail from where the question begins, and no further than its limit. */
export async function findEntries(
  query: AuditQuery,
  records: WorkspaceRecords,
  { now, signal }: { readonly now: Date; readonly signal: AbortSignal },
): Promise<FoundEntries> {
  const from = await beginning(query, records, now);
  const until = query.until === undefined ? Number.POSITIVE_INFINITY : endOf(query.until);
  const found: AuditEntry[] = [];
  for await (const entry of records.entries(query.planId, from)) {
    signal.throwIfAborted();
    if (entry.at > until) break;
    if (from !== undefined && entry.at < from) continue;
    if (query.after !== undefined && !isLater(entry.id, query.after)) continue;
    if (!matches(entry, query)) continue;
    if (found.length === query.limit) return { entries: found, next: found.at(-1)?.id ?? null };
    found.push(entry);
  }
  return { entries: found, next: null };
}

/** `about plan 01…, by U1, since 2026-11-18` */
export function describeQuery(query: AuditQuery, now: Date): string {
  const { planId, stepId, actor, event, tool, since, until } = query;
  const start = since ?? (planId === undefined && query.after === undefined ? isoDaysBefore(now) : undefined);
  return [
    planId === undefined ? 'of the workspace' : `about plan ${planId}`,
    stepId === undefined ? '' : `step ${stepId}`,
    event === undefined ? '' : `“${event.replaceAll('_', ' ')}”`,
    tool === undefined ? '' : `with ${tool.replaceAll('_', ' ')}`,
    actor === undefined ? '' : `by ${actor}`,
    start === undefined ? '' : `since ${start}`,
    until === undefined ? '' : `until ${until}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** A plan's entries begin with the plan; everything else a week ago, unless the question says when. */
async function beginning(
  { planId, since, after }: AuditQuery,
  records: WorkspaceRecords,
  now: Date,
): Promise<number | undefined> {
  if (after !== undefined) return Number(after.split('-')[0]);
  if (since !== undefined) return Date.parse(since);
  if (planId === undefined) return Date.parse(isoDaysBefore(now));
  const record = await records.plan(planId);
  // Entries outlive their plan, and clocks differ.
  return record ? Date.parse(record.plan.createdAt) - DAY : undefined;
}

function matches(entry: AuditEntry, { stepId, actor, event, tool }: AuditQuery): boolean {
  return (
    (stepId === undefined || entry.stepId === stepId) &&
    (actor === undefined || entry.actor === actor) &&
    (event === undefined || entry.event === event) &&
    (tool === undefined || entry.data.tool === tool)
  );
}

function isoDaysBefore(now: Date): string {
  return new Date(now.getTime() - DEFAULT_DAYS * DAY).toISOString().slice(0, 10);
}

/** A day goes to its end. */
function endOf(moment: string): number {
  return Date.parse(moment) + (moment.length === 10 ? DAY - 1 : 0);
}

function isLater(id: string, than: string): boolean {
  const [a = 0, b = 0] = id.split('-').map(Number);
  const [c = 0, d = 0] = than.split('-').map(Number);
  return a > c || (a === c && b > d);
}
