import type { Redis } from 'ioredis';
import type { PlanStore } from '../core/plan-store.ts';
import { createApprovalWrites } from './approval-writes.ts';
import { createOpenCount } from './open-count.ts';
import { createOpenRequests } from './open-requests.ts';
import { createPlanMoves } from './plan-moves.ts';
import { createPlanReads } from './plan-reads.ts';
import { createPlanWrites } from './plan-writes.ts';

/** The truth about plans in Redis. */
export function createPlanStore(redis: Redis): PlanStore {
  const reads = createPlanReads(redis);
  return {
    ...reads,
    ...createOpenRequests(redis, reads.pendingApprovals),
    ...createOpenCount(redis),
    ...createPlanWrites(redis),
    ...createPlanMoves(redis),
    ...createApprovalWrites(redis),
  };
}
