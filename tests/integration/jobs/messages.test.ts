import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Delivery, MessageKey, Notifier } from '../../../src/core/ports.ts';
import { type Desk, type Fleet, openDesk, openFleet } from '../../support/engine-fleet.ts';
import { plan, step } from '../../support/engine-plan.ts';
import { startOwnRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/test-redis.ts';
import { createLatch } from '../../support/tools-small.ts';

let redis: TestRedis;
let desk: Desk;
let fleet: Fleet | undefined;
const until = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 25_000, interval: 20 });

beforeEach(async () => {
  redis = await startOwnRedis({ appendfsync: 'off' });
  desk = openDesk(redis.url);
});
afterEach(async () => {
  await fleet?.stop();
  await desk.close();
  await redis.stop();
});

const KEY: MessageKey = { kind: 'plan', planId: '01JD9ZK5X8Q2M4N6P8R0S2T4V6' };
const nothingLeft = () => until(async () => expect(await desk.leftovers()).toEqual({}));
const wake = () => desk.wakeups.message(desk.teamId, KEY);

/** Answers one delivery after the other as told, `shown` from then on. */
function scripted(...answers: (() => Promise<Delivery>)[]): Notifier & { readonly calls: number } {
  let calls = 0;
  return {
    get calls() {
      return calls;
    },
    async deliver() {
      calls += 1;
      const answer = answers[calls - 1];
      return answer ? await answer() : { kind: 'shown' };
    },
  };
}

describe('messages', () => {
  it('are delivered again at once while they are behind', async () => {
    const notifier = scripted(
      async () => ({ kind: 'behind' }),
      async () => ({ kind: 'behind' }),
    );
    fleet = openFleet(redis.url, desk, [], { notifier });
    await wake();
    await nothingLeft();
    expect(notifier.calls).toBe(3);
  });

  it('of one key are one job, however often it is woken', async () => {
    await Promise.all(Array.from({ length: 30 }, wake));
    expect(await desk.leftovers()).toEqual({ 'messages waiting': 1 });
  });

  it('lose no wake-up that comes while they are being delivered', async () => {
    const inside = createLatch(1);
    const release = createLatch(2);
    const notifier = scripted(async () => {
      await inside.enter();
      await release.enter();
      return { kind: 'shown' };
    });
    fleet = openFleet(redis.url, desk, [], { notifier });
    await wake();
    await inside.open;
    await Promise.all([wake(), wake(), wake()]);
    await release.enter();
    await nothingLeft();
    expect(notifier.calls).toBe(2);
  });

  it('lose none either when the delivery has to pause in between', async () => {
    const inside = createLatch(1);
    const release = createLatch(2);
    const notifier = scripted(async () => {
      await inside.enter();
      await release.enter();
      return { kind: 'later', afterMs: 0.5 };
    });
    fleet = openFleet(redis.url, desk, [], { notifier });
    await wake();
    await inside.open;
    await wake();
    await release.enter();
    await until(async () => expect(notifier.calls).toBeGreaterThanOrEqual(2));
    await nothingLeft();
    await wake();
    await nothingLeft();
    expect(notifier.calls).toBe(4);
    expect(await desk.redis.keys('{cugar-queues}:messages:d[en]:*')).toEqual([]);
  });

  it('are tried again when the delivery fails', async () => {
    const notifier = scripted(() => Promise.reject(new Error('the other side is away')));
    fleet = openFleet(redis.url, desk, [], { notifier });
    await wake();
    await until(async () => expect(notifier.calls).toBe(2));
    await nothingLeft();
  });

  it('do not keep a worker from what others are waiting for', async () => {
    const notifier = scripted();
    fleet = openFleet(redis.url, desk, [], { notifier });
    const plans = Array.from({ length: 20 }, () => plan(desk.teamId, [step('one', { tool: 'gone' })]));
    await Promise.all(plans.map(desk.submit));
    await nothingLeft();
    for (const each of plans) expect((await desk.record(each)).status).toBe('failed');
  });
});
