import type { Redis } from 'ioredis';
import {
  createQueues,
  createRequestConnection,
  createWorkerConnection,
  type Queues,
} from '../../jobs/queues.ts';
import type { Config } from '../config/env.ts';
import { CugarError } from '../core/errors.ts';
import { startEmbeddedRedis } from '../embedded/start-embedded-redis.ts';
import { redisWarnings } from '../store/redis-health.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Redis and the queues on it. */
export interface Infrastructure {
  /** Fails at once when Redis is away: for whoever has a person waiting. */
  readonly requests: Redis;
  /** Waits until Redis is back: for workers. */
  readonly work: Redis;
  readonly queues: Queues;
  close(): Promise<void>;
}

const CONNECT_TIMEOUT_MS = 5_000;

/** Connects to the configured Redis, or starts one. Throws `SYSTEM_UNAVAILABLE` when there is none. */
export async function openInfrastructure(
  config: Config,
  log: Logger,
  onNotice: (text: string) => void,
): Promise<Infrastructure> {
  const embedded =
    config.redis.kind === 'embedded' ? await startEmbeddedRedis({ ...config.redis, onNotice }) : undefined;
  const url = config.redis.kind === 'url' ? config.redis.url : (embedded?.url ?? '');
  const onError = quietly(log);
  const requests = createRequestConnection(url, onError);
  const work = createWorkerConnection(url, onError);
  const close = async () => {
    work.disconnect();
    requests.disconnect();
    await embedded?.stop();
  };
  try {
    await connected(requests);
    for (const warning of await redisWarnings(requests)) log.warn({ component: 'redis' }, warning);
  } catch (error) {
    await close();
    throw error;
  }
  const queues = createQueues(requests, onError);
  try {
    await queues.ready();
  } catch (cause) {
    await close();
    const hint = 'Start again; if it happens again, look at the load and the disk of Redis.';
    throw new CugarError('SYSTEM_UNAVAILABLE', 'Redis is too slow to open the queues', { hint }, { cause });
  }
  return {
    requests,
    work,
    queues,
    close: async () => {
      await queues.close();
      await close();
    },
  };
}

async function connected(redis: Redis): Promise<void> {
  if (redis.status === 'ready') return;
  await new Promise<void>((resolve, reject) => {
    let last = 'no answer';
    redis.on('error', (error) => {
      last = error.message;
    });
    const timer = setTimeout(() => {
      const hint = 'Check REDIS_URL, or leave it unset to use the embedded Redis.';
      reject(new CugarError('SYSTEM_UNAVAILABLE', `Redis cannot be reached: ${last}`, { hint }));
    }, CONNECT_TIMEOUT_MS);
    redis.once('ready', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** A Redis that is away reports an error with every try: one line tells it, until the message changes. */
function quietly(log: Logger): (error: Error) => void {
  let last = '';
  return (error) => {
    if (error.message === last) return;
    last = error.message;
    log.error({ component: 'redis', err: error }, 'the connection to Redis reports an error');
  };
}
