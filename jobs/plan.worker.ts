import { type Job, WaitingChildrenError, WaitingError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Wakeups } from '../src/core/ports.ts';
import type { Engine, RunEnd } from '../src/engine/engine.ts';
import type { Interruption } from '../src/engine/engine-deps.ts';
import { type PlanJob, type Queues, workerOptions } from './queues.ts';
import { approvalJobId } from './wakeups.ts';

export interface PlanWorkerDeps {
  readonly connection: Redis;
  readonly engine: Engine;
  readonly queues: Queues;
  readonly wakeups: Wakeups;
  readonly interruption: Interruption;
  readonly concurrency: number;
}

/** Runs plans. The job is only the wake-up: all that is known of a plan stands in its hash. */
export function createPlanWorker({
  connection,
  engine,
  queues,
  wakeups,
  interruption,
  concurrency,
}: PlanWorkerDeps): Worker<PlanJob> {
  const worker = new Worker<PlanJob>(
    'plans',
    // BullMQ hands the signal over only to a function whose length is 3: no default values here.
    async (job, token, lost) => {
      const { teamId, planId } = job.data;
      const abort = lost ? AbortSignal.any([interruption.abort, lost]) : interruption.abort;
      for (let isNew = job.attemptsStarted === 1; ; isNew = false) {
        // A parent cannot complete before its children: sleep while a timer stands, decided or not. At first none does.
        if (!isNew && (await job.moveToWaitingChildren(token ?? ''))) throw new WaitingChildrenError();
        const end = await engine.run(teamId, planId, { ...interruption, abort });
        if (end.kind === 'ended') return;
        if (end.kind === 'handed_back') {
          await job.moveToWait(token);
          throw new WaitingError();
        }
        await setTimer(job, queues, end);
        await wakeups.decided(teamId, { planId, stepId: end.stepId });
      }
    },
    workerOptions('plans', connection, concurrency),
  );
  worker.on('lockRenewalFailed', (jobIds) => {
    for (const jobId of jobIds) worker.cancelJob(jobId);
  });
  return worker;
}

/** The approval's timer: it falls due when the approval expires; the decision removes it. Either wakes the plan. */
async function setTimer(
  job: Job<PlanJob>,
  queues: Queues,
  end: Extract<RunEnd, { kind: 'waiting' }>,
): Promise<void> {
  const { teamId, planId } = job.data;
  await queues.approvals.add(
    'approval',
    { teamId, planId, stepId: end.stepId },
    {
      jobId: approvalJobId(planId, end.stepId, end.openedAt),
      delay: Math.max(1, end.expiresAt - Date.now()),
      parent: { id: planId, queue: job.queueQualifiedName },
      ignoreDependencyOnFailure: true,
    },
  );
}
