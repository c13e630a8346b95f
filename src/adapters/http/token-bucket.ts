import { SECOND } from '../../core/clock.ts';

export interface BucketLimits {
  readonly perSecond: number;
  /** How many may go at once after a pause. */
  readonly burst: number;
}

export interface TokenBucket {
  /** Takes one token, perhaps in advance; the milliseconds to wait before it may be used. */
  take(): number;
  /** Nobody may go before so many milliseconds have passed. */
  hold(ms: number): void;
  /** How long it would have to be waited now. */
  wait(): number;
}

/** Spreads requests over time. `now` counts milliseconds and never goes back. */
export function createTokenBucket({ perSecond, burst }: BucketLimits, now: () => number): TokenBucket {
  const interval = SECOND / perSecond;
  /** When the bucket would be full if nobody took anything more. */
  let fullAt = 0;
  let heldUntil = 0;
  const wait = (at: number) => Math.max(fullAt - (burst - 1) * interval - at, heldUntil - at, 0);
  return {
    take() {
      const at = now();
      const ms = wait(at);
      fullAt = Math.max(fullAt, at) + interval;
      return ms;
    },
    hold(ms) {
      heldUntil = Math.max(heldUntil, now() + ms);
    },
    wait: () => wait(now()),
  };
}
