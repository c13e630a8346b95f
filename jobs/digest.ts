import type { Queue, Worker } from 'bullmq';
import type { Redis } from 'ioredis';
import type { DigestLog } from '../src/digest/ports.ts';
import { createDigestRunner, type DigestRunnerDeps } from '../src/digest/runner.ts';
import { createDigestWorker } from './digest.worker.ts';
import type { DigestJob } from './digest-queue.ts';
import { placeDigestSchedule } from './digest-schedule.ts';

export interface DigestDeps extends DigestRunnerDeps {
  readonly teamId: string;
  /** Waits until Redis is back. */
  readonly connection: Redis;
  readonly queue: Queue<DigestJob>;
  readonly log: DigestLog;
}

/** The digest's part of a worker process. */
export interface Digest {
  /** Begins to work, then sets the schedule. Throws when the schedule cannot be set. */
  start(): Promise<void>;
  readonly running: () => boolean;
  /** Lets a digest that is being sent end. */
  stop(): Promise<void>;
}

export function createDigest(deps: DigestDeps): Digest {
  const { teamId, connection, queue, schedule, log } = deps;
  let worker: Worker<DigestJob> | undefined;
  return {
    async start() {
      worker = createDigestWorker({ connection, runner: createDigestRunner(deps) });
      worker.on('error', (err) => log.error({ queue: queue.name, err }, 'a worker reports an error'));
      worker.on('failed', (job, err) =>
        log.warn({ queue: queue.name, jobId: job?.id, attempts: job?.attemptsMade, err }, 'a job failed'),
      );
      await placeDigestSchedule({ queue, redis: connection, teamId, schedule });
    },
    running: () => worker?.isRunning() ?? false,
    async stop() {
      await worker?.close();
      worker = undefined;
    },
  };
}
