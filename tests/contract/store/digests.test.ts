import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../src/core/plan-store.ts';
import { createAuditWindow } from '../../../src/store/audit-window.ts';
import { createDigestSettings } from '../../../src/store/digest-settings.ts';
import { createDigestStore, type DigestFrame, type DigestRun } from '../../../src/store/digest-store.ts';
import { underLock } from '../../../src/store/lock.ts';
import { plan, step } from '../../support/engine-plan.ts';
import { openStores, type Stores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

let stores: Stores;
beforeAll(() => {
  stores = openStores(sharedRedisUrl());
});
afterAll(() => stores.close());

const run = (occasion: string, target = 'C1'): DigestRun => ({ teamId: stores.teamId, target, occasion });
const frame = (untilMs: number): DigestFrame => ({ sinceMs: 1, untilMs, riskBefore: [] });
async function listed<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of source) found.push(one);
  return found;
}
const place = { channel: 'C1', ts: '1.000100' };

describe('what was posted of a digest', () => {
  it('is claimed by one of many at once; the others wait', async () => {
    const digests = createDigestStore(stores.redis);
    const claims = await Promise.all(
      Array.from({ length: 20 }, () => digests.posting(run('race')).claim('head')),
    );
    expect(claims.filter(({ kind }) => kind === 'go')).toHaveLength(1);
    expect(claims.filter(({ kind }) => kind === 'busy')).toHaveLength(19);
    for (const claim of claims) if (claim.kind === 'busy') expect(claim.afterMs).toBeGreaterThan(20_000);
  });

  it('is known for good once it was sent', async () => {
    const digests = createDigestStore(stores.redis, { leaseMs: 1 });
    await digests.posting(run('sent')).claim('head');
    await digests.posting(run('sent')).sent('head', place);
    await pause(5);
    expect(await digests.posting(run('sent')).claim('head')).toEqual({ kind: 'posted', place });
    expect(await digests.posting(run('sent')).claim('chart')).toEqual({ kind: 'go' });
    expect(await digests.posting(run('sent', 'C2')).claim('head')).toEqual({ kind: 'go' });
  });

  it('is uncertain when the one who claimed it does not come back, until that one does after all', async () => {
    const digests = createDigestStore(stores.redis, { leaseMs: 5 });
    await digests.posting(run('lost')).claim('head');
    await expect.poll(() => digests.posting(run('lost')).claim('head')).toEqual({ kind: 'uncertain' });
    expect(await digests.posting(run('lost')).claim('head')).toEqual({ kind: 'uncertain' });
    await digests.posting(run('lost')).sent('head', place);
    expect(await digests.posting(run('lost')).claim('head')).toEqual({ kind: 'posted', place });
  });

  it('may be claimed again after it was surely not posted', async () => {
    const digests = createDigestStore(stores.redis);
    await digests.posting(run('freed')).claim('head');
    await digests.posting(run('freed')).release('head');
    expect(await digests.posting(run('freed')).claim('head')).toEqual({ kind: 'go' });
  });
});

describe('what a digest covers', () => {
  it('is decided by its first attempt, and nothing is left to do once it is done', async () => {
    const digests = createDigestStore(stores.redis);
    expect(await digests.begin(run('day', 'C7'), () => frame(10))).toEqual(frame(10));
    expect(await digests.begin(run('day', 'C7'), () => frame(99))).toEqual(frame(10));
    await digests.finish(run('day', 'C7'), { untilMs: 10, risk: ['o1'] });
    expect(await digests.begin(run('day', 'C7'), () => frame(99))).toBeNull();
  });

  it('begins where the last finished one of the same target ended', async () => {
    const digests = createDigestStore(stores.redis);
    const seen: unknown[] = [];
    const next = async (occasion: string, target: string) => {
      await digests.begin(run(occasion, target), (last) => {
        seen.push(last);
        return frame(1);
      });
    };
    await next('d1', 'C8');
    await digests.finish(run('d1', 'C8'), { untilMs: 10, risk: ['o1'] });
    await next('d2', 'C8');
    await digests.finish(run('d2', 'C8'));
    await next('d3', 'C8');
    await next('d3', 'C9');
    expect(seen).toEqual([null, { untilMs: 10, risk: ['o1'] }, { untilMs: 10, risk: ['o1'] }, null]);
  });

  it('goes away after weeks, so that nothing piles up', async () => {
    const digests = createDigestStore(stores.redis);
    await digests.begin(run('ttl', 'C6'), () => frame(1));
    await digests.posting(run('ttl', 'C5')).claim('head');
    for (const target of ['C6', 'C5']) {
      const days = (await stores.redis.pttl(stores.keys.digestRun(target, 'ttl'))) / 86_400_000;
      expect(days).toBeGreaterThan(39);
    }
  });
});

describe('settings', () => {
  it('turn one channel off and on, and remember who did', async () => {
    const settings = createDigestSettings(stores.redis);
    const { teamId } = stores;
    expect(await settings.channelOff(teamId, 'C1')).toBeNull();
    await settings.turnOff(teamId, 'C1', { by: 'U1', atMs: 5 });
    expect(await settings.channelOff(teamId, 'C1')).toEqual({ by: 'U1', atMs: 5 });
    expect(await settings.channelOff(teamId, 'C2')).toBeNull();
    await settings.turnOn(teamId, 'C1');
    expect(await settings.channelOff(teamId, 'C1')).toBeNull();
  });

  it('keep who wants the own lines, once each', async () => {
    const settings = createDigestSettings(stores.redis);
    const { teamId } = stores;
    await settings.subscribe(teamId, { userId: 'U2', owner: 'Ann Roe' });
    await settings.subscribe(teamId, { userId: 'U1', owner: 'Sam Lee' });
    await settings.subscribe(teamId, { userId: 'U2', owner: 'Ann R. Roe' });
    expect(await settings.subscribers(teamId)).toEqual([
      { userId: 'U1', owner: 'Sam Lee' },
      { userId: 'U2', owner: 'Ann R. Roe' },
    ]);
    expect(await settings.unsubscribe(teamId, 'U1')).toBe(true);
    expect(await settings.unsubscribe(teamId, 'U1')).toBe(false);
    expect(await settings.subscribers(teamId)).toHaveLength(1);
  });
});

describe('the window into the audit trail', () => {
  it('holds what happened after its beginning and not after its end, in order, over pages', async () => {
    const { store, redis, teamId, audit } = stores;
    const made = plan(teamId, [step('a')]);
    await store.create(made, made.planId, []);
    for (let index = 0; index < 620; index += 1)
      await store.note(teamId, 'seen', { planId: made.planId, actor: 'U1', data: { index } });
    const all = await listed(audit.entries(teamId));
    // The place in the stream counts; the entry's own time may be a millisecond before it.
    const placeOf = (entry: AuditEntry | undefined) => Number(entry?.id.split('-')[0]);
    const [first, last] = [placeOf(all[100]), placeOf(all.at(-50))];
    const found = await listed(createAuditWindow(redis).between(teamId, first, last));
    expect(found).toEqual(all.filter((entry) => placeOf(entry) > first && placeOf(entry) <= last));
    expect(await listed(createAuditWindow(redis).between(teamId, 0, last + 60_000))).toEqual(all);
  });
});

describe('a lock', () => {
  it('lets one in at a time, and goes with an error too', async () => {
    const key = stores.keys.digestLock;
    let inside = 0;
    let most = 0;
    const work = () =>
      underLock(stores.redis, key, async () => {
        inside += 1;
        most = Math.max(most, inside);
        await pause(3);
        inside -= 1;
      });
    await Promise.all(Array.from({ length: 6 }, work));
    expect(most).toBe(1);
    await expect(underLock(stores.redis, key, () => Promise.reject(new Error('broken')))).rejects.toThrow(
      'broken',
    );
    expect(await stores.redis.exists(key)).toBe(0);
  });

  it('is not taken from somebody else who got it meanwhile', async () => {
    const key = stores.keys.digestLock;
    await underLock(stores.redis, key, async () => {
      await stores.redis.set(key, 'another');
    });
    expect(await stores.redis.get(key)).toBe('another');
    await stores.redis.del(key);
  });
});
