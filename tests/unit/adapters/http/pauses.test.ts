import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jitteredPause, retryAfterMs } from '../../../../src/adapters/http/retry-after.ts';
import { createTokenBucket } from '../../../../src/adapters/http/token-bucket.ts';

const now = new Date('2026-11-22T09:00:00.000Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['7', 7_000],
    [' 1.5 ', 1_500],
    ['Sun, 22 Nov 2026 09:00:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 08:00:00 GMT', 0],
  ])('%s', (header, ms) => expect(retryAfterMs(header, now)).toBe(ms));

  it.each([undefined, '', 'soon', '-3', '99999999999'])('%s says nothing', (header) =>
    expect(retryAfterMs(header, now)).toBeNull(),
  );
});

describe('the pause before another attempt', () => {
  it('is anything up to twice as long each time', () => {
    expect([1, 2, 3].map((attempt) => jitteredPause(attempt, () => 1))).toEqual([500, 1_000, 2_000]);
    expect(jitteredPause(3, () => 0)).toBe(0);
    expect(jitteredPause(2, () => 0.5)).toBe(500);
    expect(jitteredPause(30, () => 1)).toBe(8_000);
  });
});

describe('a token bucket', () => {
  it('lets a burst through and then spreads the rest', () => {
    const bucket = createTokenBucket({ perSecond: 10, burst: 3 }, () => 1_000);
    expect([1, 2, 3, 4, 5].map(() => bucket.take())).toEqual([0, 0, 0, 100, 200]);
    expect(bucket.wait()).toBe(300);
  });

  it('fills again, but never with more than a burst', () => {
    let at = 0;
    const bucket = createTokenBucket({ perSecond: 10, burst: 2 }, () => at);
    bucket.take();
    bucket.take();
    expect(bucket.wait()).toBe(100);
    at = 60_000;
    expect([1, 2, 3].map(() => bucket.take())).toEqual([0, 0, 100]);
  });

  it('holds everybody back when the vendor asks for it', () => {
    let at = 0;
    const bucket = createTokenBucket({ perSecond: 100, burst: 100 }, () => at);
    bucket.hold(5_000);
    expect(bucket.take()).toBe(5_000);
    at = 5_001;
    expect(bucket.take()).toBe(0);
  });

  it('never lets more through than burst and rate allow, however it is asked', () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 60 });
    const rates = fc.record({
      perSecond: fc.integer({ min: 1, max: 50 }),
      burst: fc.integer({ min: 1, max: 10 }),
    });
    fc.assert(
      fc.property(rates, gaps, (rate, steps) => {
        let at = 0;
        const bucket = createTokenBucket(rate, () => at);
        const sent = steps.map((step) => {
          at += step;
          return at + bucket.take();
        });
        for (const [index, first] of sent.entries()) {
          const inWindow = sent.slice(index).filter((time) => time < first + 1_000 - 1e-6).length;
          expect(inWindow).toBeLessThanOrEqual(rate.burst + rate.perSecond);
        }
      }),
    );
  });
});
