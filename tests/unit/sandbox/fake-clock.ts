import type { Clock } from '../../../src/core/clock.ts';

/** A clock that stands still until it is moved. */
export function createFakeClock(start = '2026-11-22T08:00:00.000Z'): Clock & { advance(ms: number): void } {
  let nowMs = Date.parse(start);
  return {
    now: () => new Date(nowMs),
    advance(ms) {
      nowMs += ms;
    },
  };
}
