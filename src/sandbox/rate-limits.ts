import type { Clock } from '../core/clock.ts';

export type Tier = 1 | 2 | 3 | 4 | 'special' | 'post';

const PER_MINUTE = { 1: 1, 2: 20, 3: 50, 4: 100, special: 600 } as const;

/** `slack` tolerates short bursts as Slack does; `strict` allows none when posting; `off` allows all. */
export type RateLimitMode = 'slack' | 'strict' | 'off';

export interface RateLimits {
  mode: RateLimitMode;
  /** Takes one call from its bucket: 0 when there was one, else the seconds to wait. */
  take(method: string, tier: Tier, channel: string): number;
}

interface Bucket {
  tokens: number;
  atMs: number;
}

const POST_BURST = 5;
const POSTS_PER_MINUTE_AND_WORKSPACE = 300;

export function createRateLimits(clock: Clock, mode: RateLimitMode): RateLimits {
  const buckets = new Map<string, Bucket>();

  function takeFrom(key: string, capacity: number, perSecond: number): number {
    const nowMs = clock.now().getTime();
    const before = buckets.get(key) ?? { tokens: capacity, atMs: nowMs };
    const tokens = Math.min(capacity, before.tokens + ((nowMs - before.atMs) / 1_000) * perSecond);
    if (tokens < 1) {
      buckets.set(key, { tokens, atMs: nowMs });
      return Math.max(1, Math.ceil((1 - tokens) / perSecond));
    }
    buckets.set(key, { tokens: tokens - 1, atMs: nowMs });
    return 0;
  }

  const limits: RateLimits = {
    mode,
    take(method, tier, channel) {
      if (limits.mode === 'off') return 0;
      if (tier !== 'post') return takeFrom(method, PER_MINUTE[tier], PER_MINUTE[tier] / 60);
      const perMinute = POSTS_PER_MINUTE_AND_WORKSPACE;
      const waitS = takeFrom(`${method} ${channel}`, limits.mode === 'strict' ? 1 : POST_BURST, 1);
      return waitS || takeFrom(`${method} *`, perMinute, perMinute / 60);
    },
  };
  return limits;
}
