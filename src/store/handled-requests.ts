import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { keysOf } from './keys.ts';

/** `first`: handle it now. `working`: somebody handles it at this moment, or died of it. `done`: it was handled. */
export type Turn = 'first' | 'working' | 'done';

/** Remembers what was handled, for requests that Slack sends again until it knows that they were. Throws when Redis is away. */
export interface HandledRequests {
  begin(teamId: string, request: string): Promise<Turn>;
  done(teamId: string, request: string): Promise<void>;
  /** It was not handled; the next delivery is the first again. */
  release(teamId: string, request: string): Promise<void>;
}

/** Longer than handling takes, shorter than Slack's second repetition. */
const LEASE_MS = 10_000;
/** Slack repeats for minutes, and delayed events for a day. */
const MEMORY_MS = 25 * 60 * 60 * 1_000;

export function createHandledRequests(redis: Redis): HandledRequests {
  const keyOf = (teamId: string, request: string) =>
    keysOf(teamId).request(`handled:${createHash('sha256').update(request).digest('hex')}`);
  return {
    async begin(teamId, request) {
      const key = keyOf(teamId, request);
      if ((await redis.set(key, 'working', 'PX', LEASE_MS, 'NX')) === 'OK') return 'first';
      return (await redis.get(key)) === 'done' ? 'done' : 'working';
    },
    async done(teamId, request) {
      await redis.set(keyOf(teamId, request), 'done', 'PX', MEMORY_MS);
    },
    async release(teamId, request) {
      await redis.del(keyOf(teamId, request));
    },
  };
}
