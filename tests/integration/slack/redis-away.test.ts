import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION, DENY_ACTION } from '../../../blocks/index.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { startOwnRedis } from '../../support/redis.ts';
import type { TestRedis } from '../../support/test-redis.ts';
import { openRequest, stateOf } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';
import { click, openForm } from './support/clicks.ts';

const { people, channels } = SAMPLE;
let redis: TestRedis;
let bot: Bot;

beforeEach(async () => {
  redis = await startOwnRedis({ appendfsync: 'always' });
  bot = await startBot({ redisUrl: redis.url });
  await bot.start();
});
afterEach(async () => {
  await bot.close();
  await redis.stop();
});

const qualify = () =>
  bot.sandbox.as(people.seller).command('/cugar', 'qualify northwind', { channel: channels.sales });

describe('while Redis is away', () => {
  it('a command is answered at once: nothing was queued', async () => {
    await redis.kill9();
    const { failure, ackText, ms } = await qualify();
    expect(failure).toBeUndefined();
    expect(ackText).toContain('could not be queued');
    expect(ackText).toContain('Ask again');
    expect(ms).toBeLessThan(3_000);
    expect(bot.commands).toEqual(['qualify failed']);
  });

  it('a command is answered in time also when Redis is only deaf', async () => {
    redis.pause();
    const { failure, ackText } = await qualify();
    redis.resume();
    expect(failure).toBeUndefined();
    expect(ackText).toMatch(/could not be queued|not certain/);
  });

  it('help needs no Redis', async () => {
    await redis.kill9();
    const { ackText } = await bot.sandbox.as(people.seller).command('/cugar', 'help');
    expect(ackText).toContain('/cugar qualify');
  });

  it('a click decides nothing and says so, and counts when Redis is back', async () => {
    const { planId, card, told } = await openRequest(bot);
    await redis.kill9();
    expect((await click(bot, people.seller, card(), APPROVE_ACTION))?.failure).toBeUndefined();
    await told(people.seller, 'try again in a minute');
    await redis.restart();
    await expect.poll(() => stateOf(bot, planId).catch(() => 'away')).toBe('pending');
    await click(bot, people.seller, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });

  it('a submitted form says so in the form', async () => {
    const { card } = await openRequest(bot);
    const form = await openForm(bot, people.seller, card(), DENY_ACTION);
    await redis.kill9();
    const outcome = await bot.sandbox.as(people.seller).submitView(form, { reason: 'Not this one' });
    expect(outcome.failure).toBeUndefined();
    expect(JSON.stringify(outcome.view?.content)).toContain('did not count');
  });

  it('what was acknowledged is there after a kill', async () => {
    const { ackText = '' } = await qualify();
    const planId = /[0-9A-HJKMNP-TV-Z]{26}/.exec(ackText)?.[0] ?? '';
    const { planId: decided, card } = await openRequest(bot);
    await click(bot, people.seller, card(), APPROVE_ACTION);
    await redis.kill9();
    await redis.restart();
    await expect.poll(() => stateOf(bot, decided).catch(() => 'away')).toBe('approved');
    expect((await bot.store.load(bot.teamId, planId))?.plan.requestedBy).toBe(people.seller);
  });
});
