import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { startTestRedis, type TestRedis, type TestRedisOptions } from './test-redis.ts';

/** The Redis that all tests of a run share, without persistence. Use keys that nobody else uses. */
export function sharedRedisUrl(): string {
  return inject('redisUrl');
}

/** A Redis for one test that may be killed, paused and restarted; its data go with `stop`. */
export async function startOwnRedis(options: Pick<TestRedisOptions, 'appendfsync'>): Promise<TestRedis> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-redis-'));
  return startTestRedis({ ...options, dir, binary: inject('redisBinary') });
}
