import { afterAll, describe, expect, it } from 'vitest';
import { createRateLimits } from '../../../src/store/rate-limits.ts';
import { openStores, redisNow } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys } = stores;
const limits = createRateLimits(redis);
afterAll(stores.close);

/** Longer than any test: what is free at the end was free at the beginning. */
const HOUR = 3_600_000;

describe('rate limits', () => {
  it('let a burst through and then name the wait', async () => {
    const limit = { name: 'burst', intervalMs: HOUR, burst: 3 };
    const waits = [];
    for (let i = 0; i < 4; i += 1) waits.push(await limits.take(teamId, [limit]));
    expect(waits.slice(0, 3)).toEqual([0, 0, 0]);
    expect(waits[3]).toBeGreaterThan(HOUR - 60_000);
    expect(waits[3]).toBeLessThanOrEqual(HOUR);
  });

  it('take no place anywhere when one limit is closed', async () => {
    const open = { name: 'open', intervalMs: HOUR, burst: 1 };
    const closed = { name: 'closed', intervalMs: HOUR, burst: 1 };
    await limits.take(teamId, [closed]);
    expect(await limits.take(teamId, [open, closed])).toBeGreaterThan(0);
    expect(await limits.take(teamId, [open])).toBe(0);
  });

  it('give one place to one of thirty at once', async () => {
    const limit = { name: 'raced', intervalMs: HOUR, burst: 1 };
    const waits = await Promise.all(Array.from({ length: 30 }, () => limits.take(teamId, [limit])));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(1);
  });

  it('never call a fraction of a millisecond no wait', async () => {
    const limit = { name: 'fraction', intervalMs: 0.5, burst: 1 };
    await redis.set(keys.rate('fraction'), (await redisNow(redis)) + HOUR + 0.5);
    expect(await limits.take(teamId, [limit])).toBeGreaterThan(HOUR - 60_000);
  });

  it('stay closed for as long as the other side demands, and leave no key for ever', async () => {
    const limit = { name: 'paused', intervalMs: 1_000, burst: 4 };
    await limits.pause(teamId, limit, HOUR);
    expect(await limits.take(teamId, [limit])).toBeGreaterThan(HOUR - 60_000);
    for (const name of ['paused', 'burst', 'raced'])
      expect(await redis.pttl(keys.rate(name))).toBeGreaterThan(0);
  });

  it('name every one that waits a time of its own, but none longer than half a minute', async () => {
    const limit = { name: 'line', intervalMs: 2_000, burst: 1 };
    const waits = [];
    for (let i = 0; i < 30; i += 1) waits.push(await limits.take(teamId, [limit]));
    expect(waits[0]).toBe(0);
    const [first = 0, second = 0, third = 0] = waits.slice(1);
    expect(first).toBeLessThanOrEqual(2_000);
    expect(second).toBeGreaterThan(first + 1_000);
    expect(third).toBeGreaterThan(second + 1_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(30_000);
    expect(await redis.pttl(keys.rateLine('line'))).toBeGreaterThan(0);
  });

  it('give a free place to whoever comes, however long the line is', async () => {
    const limit = { name: 'freed', intervalMs: HOUR, burst: 1 };
    await limits.take(teamId, [limit]);
    await limits.take(teamId, [limit]);
    await redis.del(keys.rate('freed'));
    expect(await limits.take(teamId, [limit])).toBe(0);
  });
});
