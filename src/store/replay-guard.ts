import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { keysOf } from './keys.ts';

/** Remembers requests that must be acted on once, for all processes together. */
export interface ReplayGuard {
  /** True the first time that this fingerprint is seen within its life; throws when Redis is away. */
  isFirst(teamId: string, fingerprint: string): Promise<boolean>;
}

/** `lifeMs`: how long an identical request could still be taken for a fresh one. */
export function createReplayGuard(redis: Redis, lifeMs: number): ReplayGuard {
  return {
    async isFirst(teamId, fingerprint) {
      const hash = createHash('sha256').update(fingerprint).digest('hex');
      return (await redis.set(keysOf(teamId).request(`seen:${hash}`), '1', 'PX', lifeMs, 'NX')) === 'OK';
    },
  };
}
