import { describe, expect, it } from 'vitest';
import { createFaults, type Fault } from '../../../src/sandbox/faults.ts';
import { createRateLimits } from '../../../src/sandbox/rate-limits.ts';
import { createFakeClock } from './fake-clock.ts';

describe('rate limits', () => {
  it('strict: one post a second and channel', () => {
    const clock = createFakeClock();
    const limits = createRateLimits(clock, 'strict');
    expect(limits.take('chat.postMessage', 'post', 'C1')).toBe(0);
    expect(limits.take('chat.postMessage', 'post', 'C1')).toBe(1);
    expect(limits.take('chat.postMessage', 'post', 'C2')).toBe(0);
    clock.advance(1_000);
    expect(limits.take('chat.postMessage', 'post', 'C1')).toBe(0);
  });

  it('slack: a short burst of posts passes, a long one does not', () => {
    const limits = createRateLimits(createFakeClock(), 'slack');
    const waits = Array.from({ length: 7 }, () => limits.take('chat.postMessage', 'post', 'C1'));
    expect(waits).toEqual([0, 0, 0, 0, 0, 1, 1]);
  });

  it.each([
    [1, 1, 60],
    [2, 20, 3],
    [3, 50, 2],
    [4, 100, 1],
  ] as const)('tier %i: %i calls a minute, then %i s to wait', (tier, perMinute, waitS) => {
    const clock = createFakeClock();
    const limits = createRateLimits(clock, 'slack');
    for (let call = 0; call < perMinute; call += 1) expect(limits.take('users.list', tier, '')).toBe(0);
    expect(limits.take('users.list', tier, '')).toBe(waitS);
    clock.advance(waitS * 1_000);
    expect(limits.take('users.list', tier, '')).toBe(0);
  });

  it('the workspace as a whole has several hundred posts a minute', () => {
    const limits = createRateLimits(createFakeClock(), 'slack');
    const waits = Array.from({ length: 301 }, (_, i) => limits.take('chat.postMessage', 'post', `C${i}`));
    expect(waits.filter((wait) => wait > 0)).toHaveLength(1);
  });

  it('off: no limits', () => {
    const limits = createRateLimits(createFakeClock(), 'off');
    expect(
      Array.from({ length: 500 }, () => limits.take('users.list', 1, '')).every((wait) => wait === 0),
    ).toBe(true);
  });
});

describe('faults', () => {
  const error: Fault = { kind: 'error', error: 'internal_error' };
  const call = (method: string, args = {}) => ({ method, args });

  it('strike once, or as often as they are told, and only what they match', () => {
    const faults = createFaults();
    const handle = faults.add({ match: 'chat.update', fault: error, times: 2 });
    expect(faults.strike(call('chat.postMessage'))).toBeUndefined();
    const struck = [1, 2, 3].map(() => faults.strike(call('chat.update')));
    expect(struck).toEqual([error, error, undefined]);
    expect(handle.hits).toBe(2);
  });

  it('match by pattern and by arguments', () => {
    const faults = createFaults();
    faults.add({ match: /^views\./, fault: error });
    faults.add({ match: ({ args }) => args.channel === 'C1', fault: error });
    expect(faults.strike(call('views.open'))).toBe(error);
    expect(faults.strike(call('chat.delete', { channel: 'C2' }))).toBeUndefined();
    expect(faults.strike(call('chat.delete', { channel: 'C1' }))).toBe(error);
  });

  it('a probability strikes the same calls for the same seed', () => {
    const strikes = (seed: number) => {
      const faults = createFaults(seed);
      faults.add({ fault: error, times: Number.POSITIVE_INFINITY, probability: 0.3 });
      return Array.from({ length: 200 }, () => faults.strike(call('auth.test')) !== undefined);
    };
    expect(strikes(7)).toEqual(strikes(7));
    expect(strikes(7)).not.toEqual(strikes(8));
    const share = strikes(7).filter(Boolean).length / 200;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  it('can be taken back, one or all', () => {
    const faults = createFaults();
    faults.add({ match: 'a', fault: error }).remove();
    faults.add({ match: 'b', fault: error });
    faults.duplicate('click');
    faults.clear();
    expect([faults.strike(call('a')), faults.strike(call('b')), faults.takeDuplicate('click')]).toEqual([
      undefined,
      undefined,
      false,
    ]);
  });

  it('duplicates count by kind of delivery', () => {
    const faults = createFaults();
    const handle = faults.duplicate('command', 1);
    expect([
      faults.takeDuplicate('click'),
      faults.takeDuplicate('command'),
      faults.takeDuplicate('command'),
    ]).toEqual([false, true, false]);
    expect(handle.hits).toBe(1);
  });
});
