import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DAY, SECOND } from '../src/core/clock.ts';
import type { DigestRequest, DigestRequests } from '../src/digest/ports.ts';
import { QUEUE_PREFIX } from './queues.ts';

/** `tick`: look what is due. Both only wake; what was sent stands in the store. */
export type DigestJob =
  | { readonly kind: 'tick'; readonly teamId: string }
  | ({ readonly kind: 'now' } & DigestRequest);

export const DIGEST_QUEUE = 'digest';

const OPTIONS = {
  attempts: 12,
  backoff: { type: 'exponential', delay: SECOND, jitter: 0.5 },
  removeOnComplete: true,
  removeOnFail: { age: DAY / SECOND, count: 1_000 },
} as const;

/** The queue of digests. */
export function createDigestQueue(connection: Redis, onError: (error: Error) => void): Queue<DigestJob> {
  const queue = new Queue<DigestJob>(DIGEST_QUEUE, {
    connection,
    prefix: QUEUE_PREFIX,
    defaultJobOptions: OPTIONS,
  });
  queue.on('error', onError);
  return queue;
}

/** Takes requests for a digest into the queue; the same request twice is one job. */
export function createDigestRequests(queue: Queue<DigestJob>): DigestRequests {
  return {
    async now(request) {
      await queue.add('now', { kind: 'now', ...request }, { jobId: `now-${request.requestKey}` });
    },
  };
}
