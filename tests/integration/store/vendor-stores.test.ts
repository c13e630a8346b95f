import { Redis } from 'ioredis';
import { ulid } from 'ulid';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Rate } from '../../../src/adapters/http/exchange.ts';
import type { SourceHealth } from '../../../src/core/source-report.ts';
import { createSnapshotStore } from '../../../src/store/snapshot-store.ts';
import { createSourceHealthStore } from '../../../src/store/source-health-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const redis = new Redis(sharedRedisUrl());
let account = '';
beforeEach(() => {
  account = ulid();
});
afterAll(() => redis.disconnect());

const day = (number: number) => new Date(Date.UTC(2026, 0, number, 12)).toISOString();

describe('what vendors said before', () => {
  const snapshots = createSnapshotStore(redis);
  const record = (number: number, employeeCount: number, of = account) =>
    snapshots.record('hubspot', of, { at: day(number), observed: { employeeCount } });

  it('is kept in the order of time, the new one included', async () => {
    await record(1, 100);
    expect(await record(3, 120)).toEqual([
      { at: day(1), observed: { employeeCount: 100 } },
      { at: day(3), observed: { employeeCount: 120 } },
    ]);
    expect(await record(4, 5, `${account}-other`)).toHaveLength(1);
  });

  it('is kept once while it stays the same, and once a day', async () => {
    await record(1, 100);
    expect(await record(2, 100)).toEqual([{ at: day(1), observed: { employeeCount: 100 } }]);
    await record(3, 110);
    expect(await record(3, 120)).toMatchObject([{}, { at: day(3), observed: { employeeCount: 120 } }]);
  });

  it('is bounded: sixty readings, and no longer than it can matter', async () => {
    for (let number = 1; number <= 70; number += 1) await record(number, number);
    const kept = await record(71, 71);
    expect(kept).toHaveLength(60);
    expect(kept[0]?.at).toBe(day(12));
    const key = `cugar:{vendors}:seen:hubspot:${account}`;
    expect(await redis.hlen(key)).toBe(60);
    expect(await redis.pttl(key)).toBeGreaterThan(399 * 86_400_000);
  });

  it('does without what cannot be read', async () => {
    await redis.hset(
      `cugar:{vendors}:seen:hubspot:${account}`,
      '2026-01-01',
      '{"at":',
      '2026-01-02',
      '{"other":1}',
    );
    expect(await record(3, 1)).toHaveLength(1);
  });
});

describe('how vendors do', () => {
  const health: SourceHealth = {
    lastSuccessAt: 5,
    lastFailure: { kind: 'timeout', at: 3 },
    requests: 10,
    failed: 1,
    circuit: 'half_open',
    rate: { remaining: 7 },
  };

  it('is told by one process and read by another, the last word counting', async () => {
    const store = createSourceHealthStore(redis);
    const [one, other] = [`${account}-1`, `${account}-2`];
    await store.tell(new Map([[one, { ...health, requests: 9 }]]));
    await store.tell(
      new Map([
        [one, health],
        [other, { ...health, rate: null }],
      ]),
    );
    const all = await createSourceHealthStore(redis).all();
    expect([all.get(one), all.get(other)]).toEqual([health, { ...health, rate: null }]);
  });

  it('is told with all that vendors say of their allowance', async () => {
    const rate: Rate = { limit: 20, remaining: 19, resetAt: '2026-11-22T09:00:02.000Z' };
    const store = createSourceHealthStore(redis);
    await store.tell(new Map([[account, { ...health, rate }]]));
    expect((await store.all()).get(account)).toEqual({ ...health, rate });
  });
});
