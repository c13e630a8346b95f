import { canonicalJson } from './canonical-json.ts';
import type { PlanRecord } from './plan.ts';
import type { AuditEntry, PlanStore } from './plan-store.ts';

export type AuditVerdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: string; readonly reason: string };

/** Reading the workspace's chain of audit entries; only the store's scripts write it. */
export interface AuditTrail {
  /** Oldest first. `fromMs`: only those written since then, milliseconds of Redis' clock. */
  entries(teamId: string, planId?: string, fromMs?: number): AsyncIterable<AuditEntry>;
  /** How many entries there are. */
  size(teamId: string): Promise<number>;
  /** Recomputes the chain from its beginning and finds the first broken link. */
  verify(teamId: string): Promise<AuditVerdict>;
}

/** What is stored of one workspace, for tools that answer about the past. Nothing can be changed by it. */
export interface WorkspaceRecords {
  readonly teamId: string;
  plan(planId: string): Promise<PlanRecord | null>;
  /** As of an `AuditTrail`. */
  entries(planId?: string, fromMs?: number): AsyncIterable<AuditEntry>;
  size(): Promise<number>;
  verify(): Promise<AuditVerdict>;
}

export function recordsOf(
  store: Pick<PlanStore, 'load'>,
  trail: AuditTrail,
  teamId: string,
): WorkspaceRecords {
  return {
    teamId,
    plan: async (planId) => await store.load(teamId, planId),
    entries: (planId, fromMs) => trail.entries(teamId, planId, fromMs),
    size: async () => await trail.size(teamId),
    verify: async () => await trail.verify(teamId),
  };
}

/** One entry as a line of the export. */
export function auditLine(entry: AuditEntry & { readonly teamId: string }): string {
  return canonicalJson(entry);
}
