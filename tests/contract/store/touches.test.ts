import fc from 'fast-check';
import { Redis } from 'ioredis';
import { ulid } from 'ulid';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Touch } from '../../../src/core/touches.ts';
import { keysOf } from '../../../src/store/keys.ts';
import { createTouchLog } from '../../../src/store/touch-log.ts';
import { inMemoryTouches } from '../../support/in-memory-touches.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const redis = new Redis(sharedRedisUrl());
const log = createTouchLog(redis);
let teamId: string;

beforeEach(() => {
  teamId = `T${ulid().slice(-16)}`;
});
afterAll(() => redis.disconnect());

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

function aTouch(over: Partial<Touch> = {}): Touch {
  return {
    key: ulid(),
    at: daysAgo(1),
    kind: 'message',
    channel: 'email',
    accountId: 'a1',
    contactId: 'c1',
    ...over,
  };
}

describe('the log of touches', () => {
  it('answers those of one account in one workspace, oldest first', async () => {
    const touches = log.in(teamId);
    const [newer, older] = [aTouch({ at: daysAgo(2) }), aTouch({ at: daysAgo(9), kind: 'touchpoint' })];
    for (const touch of [newer, older, aTouch({ accountId: 'a2' })]) await touches.note(touch);
    await log.in(`${teamId}X`).note(aTouch());
    expect(await touches.of('a1')).toEqual([older, newer]);
    expect(await touches.of('nobody')).toEqual([]);
  });

  it('counts one approval once, however often and at whatever time it is carried out', async () => {
    const touches = log.in(teamId);
    const template = { id: 'cold', version: 1, edited: true };
    const touch = aTouch({ template });
    await Promise.all(
      [touch, touch, { ...touch, at: daysAgo(0) }].map(async (one) => await touches.note(one)),
    );
    expect(await touches.of('a1')).toHaveLength(1);
    expect(await touches.templateUse()).toMatchObject([{ id: 'cold', version: 1, handedOver: 1, edited: 1 }]);
  });

  it('counts what a model worded apart from what a person changed', async () => {
    const touches = log.in(teamId);
    const used = (edited: boolean, byModel: boolean) =>
      touches.note(aTouch({ template: { id: 'cold', version: 1, edited, byModel } }));
    await used(false, false);
    await used(true, false);
    await used(true, true);
    expect(await touches.templateUse()).toMatchObject([
      { id: 'cold', version: 1, handedOver: 3, edited: 1, byModel: 1 },
    ]);
  });

  it('counts by template and version, with the last time', async () => {
    const touches = log.in(teamId);
    const use = (id: string, version: number, edited: boolean, days: number) =>
      touches.note(aTouch({ at: daysAgo(days), template: { id, version, edited } }));
    await use('cold', 2, false, 3);
    await use('cold', 1, true, 40);
    await use('cold', 2, true, 9);
    await touches.note(aTouch());
    const found = await touches.templateUse();
    expect(found.map(({ lastAt: _at, ...use }) => use)).toEqual([
      { id: 'cold', version: 1, handedOver: 1, edited: 1, byModel: 0 },
      { id: 'cold', version: 2, handedOver: 2, edited: 1, byModel: 0 },
    ]);
    expect(found[1]?.lastAt.slice(0, 10)).toBe(daysAgo(3).slice(0, 10));
  });

  it('keeps the latest 500 of an account, and none for longer than 400 days', async () => {
    const touches = log.in(teamId);
    for (let n = 0; n < 505; n += 1) await touches.note(aTouch({ key: `k${n}`, at: daysAgo(300 - n / 10) }));
    const kept = await touches.of('a1');
    expect(kept).toHaveLength(500);
    expect(kept[0]?.key).toBe('k5');
    const keys = keysOf(teamId);
    expect(await redis.zcard(keys.touchIndex('a1'))).toBe(500);
    for (const key of [keys.touches('a1'), keys.touchIndex('a1')])
      expect(await redis.pttl(key)).toBeGreaterThan(399 * DAY_MS);
    await touches.note(aTouch({ accountId: 'a3', at: daysAgo(401) }));
    expect(await touches.of('a3')).toEqual([]);
  });

  it('answers as its twin in memory does', async () => {
    const touch = fc.record({
      key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5'),
      at: fc
        .integer({ min: 0, max: 300 })
        .map((days) => new Date(Date.UTC(2026, 9, 1) - days * DAY_MS).toISOString()),
      kind: fc.constantFrom('message', 'touchpoint'),
      channel: fc.constantFrom('email', 'sms'),
      accountId: fc.constantFrom('a1', 'a2'),
      contactId: fc.constantFrom('c1', 'c2'),
      template: fc.record({
        id: fc.constantFrom('cold', 'warm'),
        version: fc.integer({ min: 1, max: 2 }),
        edited: fc.boolean(),
        byModel: fc.boolean(),
      }),
    }) as fc.Arbitrary<Touch>;
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(touch, { maxLength: 12 }), async (given) => {
        run += 1;
        const [real, twin] = [log.in(`${teamId}P${run}`), inMemoryTouches()];
        for (const one of given) for (const side of [real, twin]) await side.note(one);
        for (const account of ['a1', 'a2']) expect(await real.of(account)).toEqual(await twin.of(account));
        expect(await real.templateUse()).toEqual(await twin.templateUse());
      }),
      { numRuns: 30 },
    );
  });
});
