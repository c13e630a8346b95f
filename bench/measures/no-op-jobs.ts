import { Queue, Worker } from 'bullmq';
import { createWorkerConnection } from '../../jobs/queues.ts';
import { AT_ONCE } from '../support/plans.ts';
import type { BenchWorld } from '../support/world.ts';

/** Bare BullMQ jobs that do nothing, per second: added one by one while others are processed. */
export async function noOpJobsPerSecond({ server }: BenchWorld, count: number): Promise<number> {
  const connection = createWorkerConnection(server.url, () => undefined);
  const options = { connection, prefix: '{bench}' };
  const queue = new Queue('nothing', options);
  const worker = new Worker('nothing', async () => undefined, {
    ...options,
    concurrency: AT_ONCE,
    removeOnComplete: { count: 1_000 },
  });
  await worker.waitUntilReady();
  const startedAt = performance.now();
  let added = 0;
  let done = 0;
  await new Promise<void>((resolve, reject) => {
    const addOne = () => {
      if (added >= count) return;
      added += 1;
      queue.add('nothing', {}).catch(reject);
    };
    worker.on('completed', () => {
      done += 1;
      if (done === count) resolve();
      else addOne();
    });
    worker.on('failed', (_job, error) => reject(error));
    for (let i = 0; i < AT_ONCE; i += 1) addOne();
  });
  const perSecond = (1_000 * count) / (performance.now() - startedAt);
  await worker.close();
  await queue.close();
  connection.disconnect();
  return perSecond;
}
