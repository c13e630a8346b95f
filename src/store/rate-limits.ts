import type { Redis } from 'ioredis';
import { keysOf } from './keys.ts';
import { run, scripts } from './scripts.ts';

/** One limit: `burst` at once, then one every `intervalMs`. */
export interface RateLimit {
  readonly name: string;
  readonly intervalMs: number;
  readonly burst: number;
}

export interface RateLimits {
  /**
   * Takes a place under all limits and answers 0, or takes none and answers the milliseconds to wait. Of several
   * that wait each gets a later time, up to half a minute off.
   */
  take(teamId: string, limits: readonly RateLimit[]): Promise<number>;
  /** Closes a limit for so long, as its other side demanded. */
  pause(teamId: string, limit: RateLimit, forMs: number): Promise<void>;
}

/** Limits that all processes share. */
export function createRateLimits(redis: Redis): RateLimits {
  return {
    async take(teamId, limits) {
      const keys = keysOf(teamId);
      const names = limits.map(({ name }) => name);
      return Number(
        await run(
          redis,
          scripts.rateSlot,
          [...names.map(keys.rate), ...names.map(keys.rateLine)],
          limits.flatMap(({ intervalMs, burst }) => [intervalMs, burst]),
        ),
      );
    },
    async pause(teamId, limit, forMs) {
      // Redis' clock, as the script that reads it: another one may be off.
      const [seconds, micros] = await redis.time();
      const now = Number(seconds) * 1_000 + Number(micros) / 1_000;
      const due = now + forMs + (limit.burst - 1) * limit.intervalMs;
      await redis.set(
        keysOf(teamId).rate(limit.name),
        Math.ceil(due),
        'PX',
        Math.ceil(due - now + limit.intervalMs),
      );
    },
  };
}
