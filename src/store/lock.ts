import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { CugarError } from '../core/errors.ts';
import { run, scripts } from './scripts.ts';

const LIFE_MS = 10_000;
const WAIT_MS = 20_000;

/** Does the work while no other process does it. Throws `SYSTEM_UNAVAILABLE` when its turn does not come. */
export async function underLock<T>(redis: Redis, key: string, work: () => Promise<T>): Promise<T> {
  const token = randomUUID();
  const until = performance.now() + WAIT_MS;
  while ((await redis.set(key, token, 'PX', LIFE_MS, 'NX')) !== 'OK') {
    if (performance.now() > until) {
      throw new CugarError('SYSTEM_UNAVAILABLE', 'Another process holds a lock for too long', {
        facts: { key },
      });
    }
    await pause(25);
  }
  try {
    return await work();
  } finally {
    await run(redis, scripts.unlock, [key], [token]);
  }
}
