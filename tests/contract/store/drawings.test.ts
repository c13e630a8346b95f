import { afterAll, describe, expect, it } from 'vitest';
import { plan, proposeStep } from '../../support/engine-plan.ts';
import { openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, messages } = stores;
afterAll(stores.close);

const aMessage = () => ({ kind: 'plan', planId: plan(teamId, [proposeStep('letter')]).planId }) as const;

describe('the redrawing of a message', () => {
  it('is alone when those before it have ended', async () => {
    const key = aMessage();
    const first = await messages.drawing(teamId, key);
    expect(first.isAlone).toBe(true);
    await first.end();
    expect((await messages.drawing(teamId, key)).isAlone).toBe(true);
    expect((await messages.drawing(teamId, aMessage())).isAlone).toBe(true);
  });

  it('knows of one that has not ended, also when that one ends later', async () => {
    const key = aMessage();
    const lost = await messages.drawing(teamId, key);
    const second = await messages.drawing(teamId, key);
    expect(second.isAlone).toBe(false);
    await lost.end();
    expect((await messages.drawing(teamId, key)).isAlone).toBe(false);
  });

  it('is forgotten after a minute', async () => {
    const key = aMessage();
    await messages.drawing(teamId, key);
    const left = await redis.pttl(keys.drawing(`plan.${key.planId}`));
    expect(left).toBeGreaterThan(50_000);
    expect(left).toBeLessThanOrEqual(60_000);
  });
});
