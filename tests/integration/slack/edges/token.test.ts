import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION } from '../../../../blocks/index.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { freshChannel, openRequest, stateOf, storeRequest } from '../support/approvals.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { click } from '../support/clicks.ts';

const { people } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  bot.sandbox.setRateLimits('off');
});
afterEach(() => bot.close());

const planKey = (planId: string) => ({ kind: 'plan', planId }) as const;
const errors = () => bot.lines.filter(({ level }) => level === 'error').map(({ facts }) => facts.error);
const owed = async () => await bot.messages.behind(bot.teamId, 0, Date.now() + 60_000);

describe('a token that Slack takes no more', () => {
  it.each(['token_revoked', 'account_inactive'] as const)(
    '%s: said once, nothing is lost, and a good token delivers it',
    async (status) => {
      const channelId = freshChannel(bot);
      const plans = [
        await storeRequest(bot, { plan: { channelId } }),
        await storeRequest(bot, { plan: { channelId } }),
      ];
      bot.sandbox.world.app.status = status;
      for (const { planId } of plans) {
        const delivery = await bot.notifier.deliver(bot.teamId, planKey(planId));
        expect(delivery).toMatchObject({ kind: 'later' });
      }
      expect(errors()).toEqual([status]);
      expect(bot.clients.token.failure()).toBe(status);
      expect((await owed()).filter(({ kind }) => kind === 'plan')).toHaveLength(2);

      bot.sandbox.world.app.status = 'active';
      for (const { planId } of plans) await bot.deliver(planKey(planId));
      expect(bot.sandbox.messages(channelId)).toHaveLength(2);
      expect(bot.clients.token.failure()).toBeNull();
      expect((await owed()).filter(({ kind }) => kind === 'plan')).toHaveLength(0);
    },
  );

  it('a click is refused in time, as nobody can be asked who it was, and the request stays open', async () => {
    const { planId, card, told } = await openRequest(bot);
    bot.sandbox.world.app.status = 'token_revoked';
    await click(bot, people.seller, card(), APPROVE_ACTION);
    await told(people.seller, 'cannot be checked at the moment');
    expect(await stateOf(bot, planId)).toBe('pending');
  });
});

describe('the app is taken away', () => {
  it.each([
    ['app_uninstalled', {}],
    ['tokens_revoked', { tokens: { oauth: [], bot: ['U0CUGARBOT'] } }],
  ])('%s: logged and shown as not ready; nothing is posted, and requests stay open', async (type, more) => {
    const { planId } = await openRequest(bot);
    const calls = bot.calls.length;
    const { attempts } = await bot.sandbox.events.send({ type, event_ts: '1.1', ...more });
    expect(attempts.map(({ status }) => status)).toEqual([200]);
    await expect.poll(() => bot.clients.token.failure()).toBe(type);
    expect(errors()).toEqual([type]);
    expect(bot.calls.length).toBe(calls);
    expect(await stateOf(bot, planId)).toBe('pending');
  });

  it('the tokens of people concern nobody: the bot uses none', async () => {
    const event = { type: 'tokens_revoked', event_ts: '1.1', tokens: { oauth: [people.seller], bot: [] } };
    await bot.sandbox.events.send(event);
    await expect
      .poll(() => bot.lines.some(({ message }) => message.includes('uses none of them')))
      .toBe(true);
    expect(bot.clients.token.failure()).toBeNull();
  });
});
