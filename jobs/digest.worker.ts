import { DelayedError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { DigestRunner } from '../src/digest/runner.ts';
import { DIGEST_QUEUE, type DigestJob } from './digest-queue.ts';
import { QUEUE_PREFIX } from './queues.ts';

export interface DigestWorkerDeps {
  readonly connection: Redis;
  readonly runner: DigestRunner;
}

/** One at a time keeps the tools free for people; a killed worker's digest is taken up after about ten seconds. */
const OPTIONS = {
  prefix: QUEUE_PREFIX,
  concurrency: 1,
  lockDuration: 10_000,
  stalledInterval: 5_000,
  maxStalledCount: 1_000_000,
} as const;

/** Sends what is due, and what people ask for. */
export function createDigestWorker({ connection, runner }: DigestWorkerDeps): Worker<DigestJob> {
  return new Worker<DigestJob>(
    DIGEST_QUEUE,
    async (job, token = '') => {
      const { data } = job;
      const delivery = await (data.kind === 'tick' ? runner.tick(data.teamId) : runner.now(data));
      if (delivery.kind !== 'later') return;
      await job.moveToDelayed(Date.now() + Math.ceil(delivery.afterMs), token);
      throw new DelayedError();
    },
    { connection, ...OPTIONS },
  );
}
