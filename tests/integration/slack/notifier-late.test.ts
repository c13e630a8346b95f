import { setTimeout as pause } from 'node:timers/promises';
import { WebClient } from '@slack/web-api';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Delivery } from '../../../src/core/ports.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createSlackNotifier } from '../../../src/slack/index.ts';
import { keysOf } from '../../../src/store/keys.ts';
import { createMessageStore } from '../../../src/store/message-store.ts';
import { createRateLimits } from '../../../src/store/rate-limits.ts';
import { createGate } from '../../support/gate.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { freshChannel, storeRequest } from './support/approvals.ts';
import { openBook } from './support/book.ts';
import { type Bot, startBot } from './support/bot.ts';

let bot: Bot;
beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
});
afterEach(() => bot.close());

const planKey = (planId: string) => ({ kind: 'plan', planId }) as const;
const cardIn = (channel: string) => bot.sandbox.messages(channel)[0]?.text ?? '';

/** A notifier that gives a call to Slack up after so long; by default never. */
async function notifierOf({ timeout, redis = bot.redis }: { timeout?: number; redis?: Redis } = {}) {
  const { token } = bot.sandbox.world.app;
  const options = {
    slackApiUrl: bot.sandbox.apiUrl,
    ...(timeout && { timeout }),
    retryConfig: { retries: 0 },
  };
  const { store } = bot;
  const messages = createMessageStore(redis);
  return createSlackNotifier({
    client: new WebClient(token, options),
    store,
    messages,
    limits: createRateLimits(redis),
    data: await openBook(),
    approvalsChannel: undefined,
    apiUrl: bot.sandbox.apiUrl,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
}

/** Delivers until something is drawn or shown; a limit's wait is waited for. */
async function deliver(
  notifier: Awaited<ReturnType<typeof notifierOf>>,
  planId: string,
  isDone: (delivery: Delivery) => boolean,
): Promise<Delivery> {
  for (;;) {
    const delivery = await notifier.deliver(bot.teamId, planKey(planId));
    if (isDone(delivery) || delivery.kind === 'shown') return delivery;
    if (delivery.kind === 'later') await pause(delivery.afterMs);
  }
}

/** A card that stands and has to be redrawn, and a redrawing that Slack holds back until it is let go. */
async function heldRedrawing(notifier: Awaited<ReturnType<typeof notifierOf>>) {
  const channelId = freshChannel(bot);
  const { planId } = await storeRequest(bot, { plan: { channelId } });
  await deliver(notifier, planId, () => false);
  const plan = (await bot.store.load(bot.teamId, planId))?.plan;
  const { posted } = await bot.messages.place(bot.teamId, planKey(planId));
  if (!plan || !posted) throw new Error('no card');
  await bot.messages.sent(bot.teamId, planKey(planId), { ...posted, shown: 0 });
  const gate = createGate();
  const fault = { kind: 'held', until: gate.opened } as const;
  const held = bot.sandbox.faults.add({ match: 'chat.update', fault });
  return { plan, planId, gate, held, isOver: () => /Cancelled/.test(cardIn(channelId)) };
}

/** The newer state is drawn, then the older one lands on it: it is drawn over. */
async function drawsOver(
  notifier: Awaited<ReturnType<typeof notifierOf>>,
  { plan, planId, gate, isOver }: Awaited<ReturnType<typeof heldRedrawing>>,
): Promise<void> {
  await bot.decisions.cancel(plan, SAMPLE.people.seller);
  expect(await deliver(notifier, planId, isOver)).toMatchObject({ kind: 'later' });
  expect(isOver()).toBe(true);
  gate.open();
  await expect.poll(isOver).toBe(false);
  // The wait is over at once.
  await bot.redis.del(keysOf(bot.teamId).rate(`settle:plan.${planId}`));
  expect(await deliver(notifier, planId, () => false)).toEqual({ kind: 'shown' });
  expect(isOver()).toBe(true);
}

describe('a redrawing that Slack carries out late', () => {
  it('does not stay on top of a newer one when it was given up', async () => {
    const notifier = await notifierOf();
    const redrawing = await heldRedrawing(notifier);
    await expect(
      deliver(await notifierOf({ timeout: 300 }), redrawing.planId, () => false),
    ).rejects.toMatchObject({ code: 'SYSTEM_UNAVAILABLE' });
    redrawing.held.remove();
    await drawsOver(notifier, redrawing);
  });

  it('does not stay on top of a newer one when its process died', async () => {
    const notifier = await notifierOf();
    const redrawing = await heldRedrawing(notifier);
    const redis = new Redis(sharedRedisUrl());
    const dying = deliver(await notifierOf({ redis }), redrawing.planId, () => false);
    const died = expect(dying).rejects.toThrow(/closed/i);
    await expect.poll(() => redrawing.held.hits).toBe(1);
    redis.disconnect();
    redrawing.held.remove();
    await drawsOver(notifier, redrawing);
    await died;
  });
});

describe('a first post of a worker that comes back late', () => {
  it('leaves the place of the message that another one posted', async () => {
    const channelId = freshChannel(bot);
    const { planId } = await storeRequest(bot, { plan: { channelId } });
    const notifier = await notifierOf();
    const gate = createGate();
    const fault = { kind: 'held', until: gate.opened } as const;
    const held = bot.sandbox.faults.add({ match: 'chat.postMessage', fault });
    const late = notifier.deliver(bot.teamId, planKey(planId));
    await expect.poll(() => held.hits).toBe(1);
    const other = { channel: channelId, ts: '1.000001', shown: 1 };
    await bot.messages.sent(bot.teamId, planKey(planId), other);
    gate.open();
    expect(await late).toEqual({ kind: 'behind' });
    expect((await bot.messages.place(bot.teamId, planKey(planId))).posted).toEqual({
      channel: channelId,
      ts: '1.000001',
    });
  });
});
