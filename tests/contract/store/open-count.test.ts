import { afterAll, describe, expect, it } from 'vitest';
import { createPlanStore } from '../../../src/store/plan-store.ts';
import { click, waitingPlan } from '../../support/engine-approvals.ts';
import { openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

/** As if it had been opened then. */
const openedAt = (planId: string, at: number) => redis.hset(keys.plan(planId), 'ap:letter:opened', at);

describe('how many requests are open', () => {
  it('is none with nothing open', async () => {
    expect(await store.openCount(teamId)).toEqual({ count: 0, oldestOpenedAt: null });
  });

  it('is told with the age of the oldest, also when that one is decided or opened anew', async () => {
    const plans = [];
    for (const at of [3_000, 1_000, 2_000]) {
      const one = await waitingPlan(stores);
      await openedAt(one.made.planId, at);
      plans.push(one);
    }
    const [, oldest, second] = plans;
    if (!oldest || !second) throw new Error('too few plans');
    const told = () => store.openCount(teamId);
    expect(await told()).toEqual({ count: 3, oldestOpenedAt: 1_000 });
    expect(await told()).toEqual({ count: 3, oldestOpenedAt: 1_000 });
    await store.decide(click(teamId, oldest.ref, 'U1'));
    expect(await told()).toEqual({ count: 2, oldestOpenedAt: 2_000 });
    await openedAt(second.made.planId, 9_000);
    expect(await told()).toEqual({ count: 2, oldestOpenedAt: 3_000 });
    expect(await createPlanStore(redis).openCount(teamId)).toEqual({ count: 2, oldestOpenedAt: 3_000 });
  });
});
