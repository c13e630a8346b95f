import { DelayedError, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { HomeNotifier } from '../src/core/ports.ts';
import { type MessageJob, workerOptions } from './queues.ts';

export interface MessageWorkerDeps {
  readonly connection: Redis;
  readonly notifier: HomeNotifier;
  readonly concurrency: number;
}

/** Keeps messages and Home tabs in step with the truth, never faster than the other side allows. */
export function createMessageWorker({
  connection,
  notifier,
  concurrency,
}: MessageWorkerDeps): Worker<MessageJob> {
  return new Worker<MessageJob>(
    'messages',
    async (job, token = '') => {
      const { teamId, key } = job.data;
      for (;;) {
        const delivery = await notifier.deliver(teamId, key);
        if (delivery.kind === 'shown') return;
        if (delivery.kind === 'behind') continue;
        await job.moveToDelayed(Date.now() + Math.ceil(delivery.afterMs), token);
        throw new DelayedError();
      }
    },
    workerOptions('messages', connection, concurrency),
  );
}
