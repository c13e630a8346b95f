import { type ConnectionOptions, type JobsOptions, MetricsTime, Queue, type WorkerOptions } from 'bullmq';
import { Redis } from 'ioredis';
import { DAY, HOUR, SECOND } from '../src/core/clock.ts';
import type { HomeKey, MessageKey } from '../src/core/ports.ts';

export const QUEUE_PREFIX = '{cugar-queues}';

export interface PlanJob {
  readonly teamId: string;
  readonly planId: string;
}

export interface ApprovalJob extends PlanJob {
  readonly stepId: string;
}

export interface MessageJob {
  readonly teamId: string;
  readonly key: MessageKey | HomeKey;
}

export interface Queues {
  readonly plans: Queue<PlanJob>;
  readonly approvals: Queue<ApprovalJob>;
  readonly messages: Queue<MessageJob>;
  /** Throws when Redis was too slow for their opening: such queues never work again. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

const seconds = (ms: number) => ms / SECOND;

type QueueName = 'plans' | 'approvals' | 'messages';

/** Stored with every job, so as short as can be. */
const RETRIES: Record<QueueName, JobsOptions> = {
  plans: { attempts: 5, backoff: { type: 'exponential', delay: 500, jitter: 0.5 } },
  approvals: { attempts: 20, backoff: { type: 'exponential', delay: 500, jitter: 0.5 } },
  messages: { attempts: 8, backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 } },
};

/** Approval jobs must outlive their plan: a removed one frees its id for a second timer. */
const KEPT: Record<QueueName, Pick<WorkerOptions, 'removeOnComplete' | 'removeOnFail'>> = {
  plans: {
    removeOnComplete: { age: seconds(HOUR), count: 1_000 },
    removeOnFail: { age: seconds(DAY), count: 1_000 },
  },
  approvals: {
    removeOnComplete: { age: seconds(7 * DAY), count: 10_000 },
    removeOnFail: { age: seconds(7 * DAY), count: 10_000 },
  },
  messages: {
    removeOnComplete: { count: 0 },
    removeOnFail: { age: seconds(DAY), count: 1_000 },
  },
};

/** Nobody reads BullMQ's event stream here: it only must not grow. */
const EVENTS_KEPT = 1_000;

/** The three queues, on a connection that fails at once when Redis is away, for whoever has a person waiting. */
export function createQueues(connection: Redis, onError: (error: Error) => void): Queues {
  const open = <T>(name: QueueName) => {
    const queue = new Queue<T>(name, {
      connection,
      prefix: QUEUE_PREFIX,
      defaultJobOptions: RETRIES[name],
      streams: { events: { maxLen: EVENTS_KEPT } },
    });
    queue.on('error', onError);
    return queue;
  };
  const plans = open<PlanJob>('plans');
  const approvals = open<ApprovalJob>('approvals');
  const messages = open<MessageJob>('messages');
  return {
    plans,
    approvals,
    messages,
    ready: async () => {
      await Promise.all([plans, approvals, messages].map((queue) => queue.waitUntilReady()));
    },
    close: async () => {
      await Promise.all([plans.close(), approvals.close(), messages.close()]);
    },
  };
}

interface Patience {
  /** Null: a command waits for Redis as long as it takes. */
  readonly maxRetriesPerRequest: number | null;
  readonly enableOfflineQueue: boolean;
  readonly commandTimeout?: number;
}

/** For requests with a person behind them: no waiting for a Redis that is away. */
export function createRequestConnection(url: string, onError: (error: Error) => void): Redis {
  return connect(url, { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 2_000 }, onError);
}

/** For workers: commands wait until Redis is back. */
export function createWorkerConnection(url: string, onError: (error: Error) => void): Redis {
  return connect(url, { enableOfflineQueue: true, maxRetriesPerRequest: null }, onError);
}

function connect(url: string, patience: Patience, onError: (error: Error) => void): Redis {
  const redis = new Redis(url, { ...patience, retryStrategy: (times) => Math.min(50 * times, 1_000) });
  redis.on('error', onError);
  redis.on('connect', () => writeTogether(redis.stream));
  return redis;
}

/** What is sent in one turn of the event loop goes out in one packet; the order stays. */
function writeTogether(stream: Redis['stream']): void {
  const write = stream.write.bind(stream);
  let isHeld = false;
  const writeLater = (...args: Parameters<typeof write>) => {
    if (!isHeld) {
      isHeld = true;
      stream.cork();
      setImmediate(() => {
        isHeld = false;
        stream.uncork();
      });
    }
    return write(...args);
  };
  stream.write = writeLater as typeof stream.write;
}

/** Settings that every worker shares: a killed worker's job is taken up again after about ten seconds. */
export function workerOptions(queue: QueueName, connection: ConnectionOptions, concurrency: number) {
  return {
    ...KEPT[queue],
    connection,
    prefix: QUEUE_PREFIX,
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 1_000_000,
    metrics: { maxDataPoints: MetricsTime.ONE_HOUR },
  };
}
