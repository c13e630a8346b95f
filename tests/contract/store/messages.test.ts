import { afterAll, describe, expect, it } from 'vitest';
import type { MessageKey } from '../../../src/core/ports.ts';
import { messageMember, parseMessageMember } from '../../../src/store/message-store.ts';
import { waitingPlan } from '../../support/engine-approvals.ts';
import { auditOf, openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store, messages } = stores;
afterAll(stores.close);

describe('messages', () => {
  it('are behind until the state that is wanted is shown', async () => {
    const { made } = await waitingPlan(stores);
    const key: MessageKey = { kind: 'plan', planId: made.planId };
    const first = await messages.place(teamId, key);
    expect(first).not.toHaveProperty('posted');
    expect(first.wanted).toBeGreaterThan(0);
    const at = { channel: 'C1', ts: '1.2' };
    expect(await messages.sent(teamId, key, { ...at, shown: first.wanted - 1 })).toBe(true);
    expect(await messages.behind(teamId, 0, Date.now() + 60_000)).toContainEqual(key);
    expect(await messages.sent(teamId, key, { ...at, shown: first.wanted })).toBe(false);
    expect(await messages.behind(teamId, 0, Date.now() + 60_000)).not.toContainEqual(key);
    expect(await messages.place(teamId, key)).toEqual({
      posted: at,
      wanted: first.wanted,
      shown: first.wanted,
    });
  });

  it('keep the place that was noted first, until the one that stands there is replaced', async () => {
    const { made } = await waitingPlan(stores);
    const key: MessageKey = { kind: 'plan', planId: made.planId };
    const { wanted } = await messages.place(teamId, key);
    const [first, late, anew] = [1, 2, 3].map((n) => ({ channel: `C${n}`, ts: `${n}.5`, shown: wanted }));
    if (!first || !late || !anew) throw new Error('three places');
    const standsAt = async () => (await messages.place(teamId, key)).posted?.ts;
    await messages.sent(teamId, key, first);
    expect(await messages.sent(teamId, key, late)).toBe(true);
    expect(await messages.sent(teamId, key, late, 'another.5')).toBe(true);
    expect(await standsAt()).toBe(first.ts);
    expect(await messages.sent(teamId, key, anew, first.ts)).toBe(false);
    expect(await standsAt()).toBe(anew.ts);
    expect(await messages.sent(teamId, key, anew, first.ts)).toBe(false);
    expect(await messages.sent(teamId, key, { ...first, shown: wanted })).toBe(true);
    expect(await standsAt()).toBe(anew.ts);
  });

  it('are behind again after the next change', async () => {
    const { made } = await waitingPlan(stores);
    const key: MessageKey = { kind: 'approval', planId: made.planId, stepId: 'letter' };
    const { wanted } = await messages.place(teamId, key);
    await messages.sent(teamId, key, { channel: 'C1', ts: '1.2', shown: wanted });
    await store.cancel(made, 'U1');
    expect((await messages.place(teamId, key)).wanted).toBe(wanted + 1);
    expect(await messages.behind(teamId, 0, Date.now() + 60_000)).toContainEqual(key);
  });

  it('of a plan that is gone leave nothing behind', async () => {
    const key: MessageKey = { kind: 'plan', planId: '01JD9ZK5X8Q2M4N6P8R0S2T4V6' };
    await redis.zadd(keys.dirty, 1, messageMember(key));
    expect(await messages.sent(teamId, key, { channel: 'C1', ts: '1.2', shown: 1 })).toBe(false);
    expect(await redis.exists(keys.plan(key.planId))).toBe(0);
    expect(await redis.zscore(keys.dirty, messageMember(key))).toBeNull();
  });

  it('can be given up', async () => {
    const { made } = await waitingPlan(stores);
    const key: MessageKey = { kind: 'plan', planId: made.planId };
    await messages.abandon(teamId, key);
    expect(await messages.behind(teamId, 0, Date.now() + 60_000)).not.toContainEqual(key);
  });

  it.each([
    { kind: 'plan', planId: 'P1' },
    { kind: 'approval', planId: 'P1', stepId: 'a_b' },
    { kind: 'handover', planId: 'P1', stepId: 'a' },
  ] as const)('of the kind $kind are named and read back', (key) => {
    expect(parseMessageMember(messageMember(key))).toEqual(key);
  });
});

describe('note', () => {
  it('adds an audit entry and changes no plan', async () => {
    const { made } = await waitingPlan(stores);
    const before = await redis.hgetall(keys.plan(made.planId));
    const data = { why: 'not a member', nested: { list: [] } };
    await store.note(teamId, 'click_refused', { planId: made.planId, stepId: 'letter', actor: 'U7', data });
    await store.note(teamId, 'opened', { planId: made.planId, actor: 'U7' });
    expect(await redis.hgetall(keys.plan(made.planId))).toEqual(before);
    const [noted, bare] = (await auditOf(stores, made.planId)).slice(-2);
    expect(noted).toMatchObject({ event: 'click_refused', stepId: 'letter', actor: 'U7', data });
    expect(bare).toMatchObject({ stepId: '', data: {} });
  });
});
