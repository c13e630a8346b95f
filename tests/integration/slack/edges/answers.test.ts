import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION, DENY_ACTION } from '../../../../blocks/index.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { freshChannel, openRequest, stateOf } from '../support/approvals.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { click } from '../support/clicks.ts';
import { openHome } from '../support/home.ts';

const { people } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  bot.sandbox.setRateLimits('off');
});
afterEach(() => bot.close());

const direct = (userId: string) =>
  bot.sandbox.messages(bot.sandbox.world.openDm(userId).id).map(({ text }) => text);

describe('a trigger that is spent', () => {
  it.each(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'trigger_expired'])(
    '%s: the person is asked to press again, and nothing was decided',
    async (error) => {
      const { planId, card, told } = await openRequest(bot);
      bot.sandbox.faults.add({ match: 'views.open', fault: { kind: 'error', error } });
      await click(bot, people.seller, card(), DENY_ACTION);
      await told(people.seller, 'came too late for Slack');
      await told(people.seller, 'Press the button again');
      expect(await stateOf(bot, planId)).toBe('pending');
    },
  );

  it('on the Home tab the same stands at its top', async () => {
    await openRequest(bot);
    const view = await openHome(bot, people.seller);
    bot.sandbox.faults.add({ match: 'views.open', fault: { kind: 'error', error: 'expired_trigger_id' } });
    await bot.sandbox.as(people.seller).click(view, DENY_ACTION);
    await expect.poll(() => bot.woken.has(`home.${people.seller}`)).toBe(true);
    await bot.deliverWoken();
    expect(JSON.stringify(bot.sandbox.as(people.seller).home()?.content)).toContain('Press the button again');
  });
});

describe('a response URL that answers no more', () => {
  it.each(['expired_url', 'used_url'])('%s: the sentence comes as an ephemeral message', async (body) => {
    const { card, told } = await openRequest(bot);
    bot.sandbox.faults.add({ match: 'response_url', fault: { kind: 'status', status: 404, body } });
    await click(bot, people.manager, card(), APPROVE_ACTION);
    await told(people.manager, 'not among those');
    await expect.poll(() => bot.calls).toContain('chat.postEphemeral ok');
  });

  it('and no place for an ephemeral one either: it comes as a direct message', async () => {
    const channelId = freshChannel(bot);
    const { card } = await openRequest(bot, { plan: { channelId } });
    bot.sandbox.faults.add({
      match: 'response_url',
      fault: { kind: 'status', status: 404, body: 'expired_url' },
    });
    bot.sandbox.world.channels.get(channelId)?.members.delete(bot.sandbox.world.app.botUserId);
    await click(bot, people.manager, card(), APPROVE_ACTION);
    await expect.poll(() => direct(people.manager).join()).toContain('not among those');
  });
});

describe('events that Slack sends again', () => {
  it('are acted on once', async () => {
    await bot.sandbox.as(people.seller).openHome();
    await expect.poll(() => bot.woken.has(`home.${people.seller}`)).toBe(true);
    bot.woken.clear();
    const event = bot.sandbox.deliveries.at(-1);
    if (!event) throw new Error('no event was sent');
    const headers = { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' };
    const timestamp = Math.floor(Date.now() / 1_000) + 1;
    const again = await bot.sandbox.raw.post(event.body, {
      contentType: 'application/json',
      headers,
      timestamp,
    });
    expect(again.status).toBe(200);
    await bot.sandbox.as(people.manager).openHome();
    await expect.poll(() => [...bot.woken.keys()]).toEqual([`home.${people.manager}`]);
  });
});
