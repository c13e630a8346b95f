import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { hasButtons, openRequest, storeRequest } from '../support/approvals.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { homeText, openHome } from '../support/home.ts';

const { people } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  bot.sandbox.setRateLimits('off');
});
afterEach(() => bot.close());

const homeKey = (userId: string) => ({ kind: 'home', userId }) as const;
const published = () => bot.calls.filter((call) => call.startsWith('views.publish'));

describe('minutes in which Slack takes nothing', () => {
  it('a message is put off as long as Slack says, kept, and asked for once only', async () => {
    const { planId } = await storeRequest(bot);
    const key = { kind: 'plan', planId } as const;
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'rate_limited', retryAfterS: 180 } });
    expect(await bot.notifier.deliver(bot.teamId, key)).toEqual({ kind: 'later', afterMs: 180_000 });
    const other = await storeRequest(bot);
    const waits = await bot.notifier.deliver(bot.teamId, { kind: 'plan', planId: other.planId });
    if (waits.kind !== 'later') throw new Error(waits.kind);
    expect(waits.afterMs).toBeGreaterThan(170_000);
    expect(bot.calls.filter((call) => call.startsWith('chat.postMessage'))).toHaveLength(1);
    expect(await bot.messages.behind(bot.teamId, 0, Date.now() + 60_000)).toContainEqual(key);
  });

  it('a Home tab waits as well, and is drawn in its newest state', async () => {
    bot.sandbox.faults.add({ match: 'views.publish', fault: { kind: 'rate_limited', retryAfterS: 120 } });
    await bot.homes.opened(bot.teamId, people.seller);
    expect(await bot.notifier.deliver(bot.teamId, homeKey(people.seller))).toEqual({
      kind: 'later',
      afterMs: 120_000,
    });
    expect(await bot.notifier.deliver(bot.teamId, homeKey(people.seller))).toMatchObject({ kind: 'later' });
    expect(published()).toEqual(['views.publish rate_limited']);
  });
});

describe('a Home tab under contention', () => {
  it('is published at most once a second for one person, and not at all when nothing changed', async () => {
    await openHome(bot, people.seller);
    await bot.deliver(homeKey(people.seller));
    expect(published()).toHaveLength(1);
    await openRequest(bot);
    expect(await bot.notifier.deliver(bot.teamId, homeKey(people.seller))).toMatchObject({ kind: 'later' });
    await bot.deliver(homeKey(people.seller));
    expect(published()).toHaveLength(2);
    const view = bot.sandbox.as(people.seller).home();
    expect(hasButtons({ blocks: view?.content.blocks ?? [] })).toBe(true);
  });

  it('somebody else published it meanwhile: it is loaded and published again', async () => {
    await openHome(bot, people.seller);
    await bot.clients.worker.views.publish({ user_id: people.seller, view: { type: 'home', blocks: [] } });
    await openRequest(bot);
    await bot.deliver(homeKey(people.seller));
    expect(published().filter((call) => call.endsWith('error')).length).toBeGreaterThan(0);
    const view = bot.sandbox.as(people.seller).home();
    if (!view) throw new Error('no Home tab');
    expect(homeText(view)).toContain('Hello Dana');
  });

  it('one that Slack does not take is shown plainly', async () => {
    bot.sandbox.faults.add({ match: 'views.publish', fault: { kind: 'error', error: 'view_too_large' } });
    expect(homeText(await openHome(bot, people.seller))).toContain('cannot be shown in full');
  });
});

describe('a message that grew too long', () => {
  it.each(['msg_too_long', 'msg_blocks_too_long'])('%s: its text is shown alone', async (error) => {
    const { planId, key, card } = await openRequest(bot);
    const record = await bot.store.load(bot.teamId, planId);
    if (!record) throw new Error('no plan');
    await bot.decisions.cancel(record.plan, people.seller);
    bot.sandbox.faults.add({ match: 'chat.update', fault: { kind: 'error', error } });
    await bot.deliver(key);
    expect(card().text).toContain('cannot be shown here');
    expect(card().text).toContain('Cancelled');
    expect(hasButtons(card())).toBe(false);
  });
});
