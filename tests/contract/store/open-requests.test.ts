import { afterAll, describe, expect, it } from 'vitest';
import { click, waitingPlan } from '../../support/engine-approvals.ts';
import { policy } from '../../support/engine-plan.ts';
import { openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

const open = async (planId: string) =>
  (await store.openRequests(teamId)).filter((request) => request.planId === planId);
const twoPeople = policy({ kind: 'two_person', approvers: ['U2', 'U3', 'S1'], expiresInMs: 9_000 });

describe('open requests', () => {
  it('say who may decide, who did so far, since when and until when', async () => {
    const { made, ref } = await waitingPlan(stores, { rule: twoPeople });
    await store.decide(click(teamId, ref, 'U2'));
    const [request] = await open(made.planId);
    expect(request).toMatchObject({ requestedBy: 'U1', approval: { policy: twoPeople, votes: ['U2'] } });
    const [whole] = await store.pendingApprovals(teamId, request ? [request] : []);
    expect(whole?.approval).toMatchObject(request?.approval ?? {});
  });

  it('are the same for one that an older version opened', async () => {
    const { made } = await waitingPlan(stores, { rule: twoPeople });
    const [before] = await open(made.planId);
    expect(await redis.hdel(keys.plan(made.planId), 'ap:letter:approvers')).toBe(1);
    const [after] = await open(made.planId);
    expect(after?.approval.policy).toEqual(before?.approval.policy);
    expect(after).toMatchObject(before ?? {});
  });

  it('leave out what was decided, also between two readings', async () => {
    const { made, ref } = await waitingPlan(stores);
    const before = await open(made.planId);
    await store.decide(click(teamId, ref, 'U1'));
    expect(await open(made.planId)).toEqual([]);
    expect(await store.pendingApprovals(teamId, before)).toEqual([]);
  });

  it('come in the order in which they expire, however many there are', async () => {
    const other = openStores(sharedRedisUrl());
    try {
      const times = Array.from({ length: 1_100 }, (_, index) => 60_000 + ((index * 7_919) % 1_100) * 1_000);
      for (const expiresInMs of times) await waitingPlan(other, { rule: policy({ expiresInMs }) });
      const requests = await other.store.openRequests(other.teamId);
      expect(requests).toHaveLength(times.length);
      const expiries = requests.map(({ approval }) => approval.expiresAt);
      expect(expiries).toEqual(expiries.toSorted((a, b) => a - b));
    } finally {
      await other.close();
    }
  });
});
