import { DelayedError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { PlanStore } from '../src/core/plan-store.ts';
import type { Decisions } from '../src/engine/decisions.ts';
import { type ApprovalJob, workerOptions } from './queues.ts';

export interface ApprovalWorkerDeps {
  readonly connection: Redis;
  readonly store: PlanStore;
  readonly decisions: Decisions;
  readonly concurrency: number;
}

/** Ends an approval's timer: its completion is what wakes the plan. Redis' clock says whether it expired. */
export function createApprovalWorker({
  connection,
  store,
  decisions,
  concurrency,
}: ApprovalWorkerDeps): Worker<ApprovalJob> {
  return new Worker<ApprovalJob>(
    'approvals',
    async (job, token = '') => {
      const { teamId, planId, stepId } = job.data;
      const record = await store.load(teamId, planId);
      const approval = record?.steps[stepId]?.approval;
      if (!record || approval?.state !== 'pending') return;
      const { version, hash } = approval;
      const result = await decisions.decide(record, {
        teamId,
        ref: { planId, stepId, version, hash },
        decision: 'expired',
        by: 'system',
      });
      if (result.kind !== 'early') return;
      await job.moveToDelayed(Date.now() + Math.max(5, result.remainingMs), token);
      throw new DelayedError();
    },
    workerOptions('approvals', connection, concurrency),
  );
}
