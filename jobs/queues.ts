import { type ConnectionOptions, type JobsOptions, MetricsTime, Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { DAY, HOUR, SECOND } from '../src/core/clock.ts';
import type { MessageKey } from '../src/core/ports.ts';

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
  readonly key: MessageKey;
}

export interface Queues {
  readonly plans: Queue<PlanJob>;
  readonly approvals: Queue<ApprovalJob>;
  readonly messages: Queue<MessageJob>;
  close(): Promise<void>;
}

const seconds = (ms: number) => ms / SECOND;

/** Approval jobs must outlive their plan: a removed one frees its id for a second timer. */
const KEEP: Record<'plans' | 'approvals' | 'messages', JobsOptions> = {
  plans: {
    attempts: 5,
    backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    removeOnComplete: { age: seconds(HOUR), count: 1_000 },
    removeOnFail: { age: seconds(DAY), count: 1_000 },
  },
  approvals: {
    attempts: 20,
    backoff: { type: 'exponential', delay: 500, jitter: 0.5 },
    removeOnComplete: { age: seconds(7 * DAY), count: 10_000 },
    removeOnFail: { age: seconds(7 * DAY), count: 10_000 },
  },
  messages: {
    attempts: 8,
    backoff: { type: 'exponential', delay: 1_000, jitter: 0.5 },
    removeOnComplete: true,
    removeOnFail: { age: seconds(DAY), count: 1_000 },
  },
};

/** The three queues, on a connection that fails at once when Redis is away, for whoever has a person waiting. */
export function createQueues(connection: Redis, onError: (error: Error) => void): Queues {
  const open = <T>(name: keyof typeof KEEP) => {
    const queue = new Queue<T>(name, { connection, prefix: QUEUE_PREFIX, defaultJobOptions: KEEP[name] });
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
  return redis;
}

/** Settings that every worker shares: a killed worker's job is taken up again after about ten seconds. */
export function workerOptions(connection: ConnectionOptions, concurrency: number) {
  return {
    connection,
    prefix: QUEUE_PREFIX,
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 1_000_000,
    metrics: { maxDataPoints: MetricsTime.ONE_HOUR },
  };
}
