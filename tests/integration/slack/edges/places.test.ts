import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION } from '../../../../blocks/index.ts';
import type { Message } from '../../../../src/sandbox/messages.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { freshChannel, hasButtons, openRequest, stateOf, storeRequest } from '../support/approvals.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { click } from '../support/clicks.ts';

const { people, channels } = SAMPLE;
const ELSEWHERE = 'cannot post in the channel where it belongs';
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  bot.sandbox.setRateLimits('off');
});
afterEach(() => bot.close());

const planKey = (planId: string) => ({ kind: 'plan', planId }) as const;
const direct = (userId: string) => bot.sandbox.messages(bot.sandbox.world.openDm(userId).id);
const channelOf = (id: string) => {
  const channel = bot.sandbox.world.channels.get(id);
  if (!channel) throw new Error('no such channel');
  return channel;
};
const says = ({ text }: Pick<Message, 'text'>, sentence: string) => expect(text).toContain(sentence);

/** A change of the stored truth, so that every message of the plan is behind. */
async function cancel(planId: string): Promise<void> {
  const record = await bot.store.load(bot.teamId, planId);
  if (!record) throw new Error('no plan');
  await bot.decisions.cancel(record.plan, people.seller);
}

describe('a channel that takes nothing', () => {
  it.each([
    ['an archived one', channels.archived],
    ['one that the bot is not in', channels.withoutBot],
    ['one that does not exist for the bot', 'C0UNKNOWN1'],
  ])('%s: the cards go to the requester and say so', async (_which, channelId) => {
    const { planId, key } = await storeRequest(bot, { plan: { channelId } });
    await bot.deliver(planKey(planId));
    await bot.deliver(key);
    const [plan, card] = direct(people.seller);
    if (!plan || !card) throw new Error('no cards');
    says(plan, ELSEWHERE);
    says(card, ELSEWHERE);
    expect(hasButtons(card)).toBe(true);
    await click(bot, people.seller, card, APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });
});

describe('a channel that is lost in the middle', () => {
  it.each([
    ['the bot is removed from a private channel', undefined],
    ['Slack says not_in_channel to the update', 'not_in_channel'],
  ])('%s: the next change is posted to the requester', async (_how, error) => {
    const channelId = freshChannel(bot);
    channelOf(channelId).kind = 'private';
    const { planId, key, card } = await openRequest(bot, { plan: { channelId } });
    const old = card();
    if (error === undefined) channelOf(channelId).members.delete(bot.sandbox.world.app.botUserId);
    else bot.sandbox.faults.add({ match: 'chat.update', fault: { kind: 'error', error } });
    if (error !== undefined) channelOf(channelId).members.delete(bot.sandbox.world.app.botUserId);
    await cancel(planId);
    await bot.deliver(key);
    const [moved, ...more] = direct(people.seller);
    expect(more).toEqual([]);
    says(moved as Message, ELSEWHERE);
    expect(hasButtons(moved as Message)).toBe(false);
    expect(hasButtons(bot.sandbox.current(old))).toBe(true);
  });

  it('a click on the card that stayed behind is refused and takes its buttons off', async () => {
    const channelId = freshChannel(bot);
    channelOf(channelId).kind = 'private';
    const { planId, key, card } = await openRequest(bot, { plan: { channelId } });
    const old = card();
    channelOf(channelId).members.delete(bot.sandbox.world.app.botUserId);
    const record = await bot.store.load(bot.teamId, planId);
    const approval = record?.steps.draft?.approval;
    if (!record || !approval) throw new Error('no approval');
    const ref = { planId, stepId: 'draft', version: 1, hash: approval.hash };
    await bot.decisions.edit(record, { ref, text: { body: 'Another text' }, by: people.seller });
    await bot.deliver(key);
    await click(bot, people.seller, old, APPROVE_ACTION);
    await expect.poll(() => hasButtons(bot.sandbox.current(old))).toBe(false);
    expect(await stateOf(bot, planId)).toBe('pending');
    expect(direct(people.seller).filter(hasButtons)).toHaveLength(1);
  });

  it('archived later: is_inactive to the update, and the card goes to the requester', async () => {
    const { planId, key, posted } = await openRequest(bot);
    channelOf(posted.channel).isArchived = true;
    await cancel(planId);
    await bot.deliver(key);
    says(direct(people.seller)[0] as Message, ELSEWHERE);
  });
});

describe('messages that people delete', () => {
  const remove = (message: Pick<Message, 'channelId' | 'ts'>) =>
    bot.clients.worker.chat.delete({ channel: message.channelId, ts: message.ts });

  it('a plan card is posted anew, once', async () => {
    const channelId = freshChannel(bot);
    const { planId } = await storeRequest(bot, { plan: { channelId } });
    await bot.deliver(planKey(planId));
    await remove(bot.sandbox.messages(channelId)[0] as Message);
    await cancel(planId);
    await Promise.all([bot.deliver(planKey(planId)), bot.deliver(planKey(planId))]);
    await bot.deliver(planKey(planId));
    expect(bot.sandbox.messages(channelId)).toHaveLength(1);
    says(bot.sandbox.messages(channelId)[0] as Message, 'Cancelled');
  });

  it('an approval card is posted anew with its buttons, and a click on the old one does not count', async () => {
    const approvers = [people.approver, people.manager];
    const { planId, key, card, posted } = await openRequest(bot, {
      policy: { kind: 'two_person', approvers },
    });
    const old = card();
    await click(bot, people.approver, old, APPROVE_ACTION);
    await remove(old);
    await bot.deliver(key);
    const anew = bot.sandbox.messages(posted.channel).filter(hasButtons);
    expect(anew).toHaveLength(1);
    await bot.sandbox.raw.clickStale(people.manager, old, old.versions.length - 1, APPROVE_ACTION);
    const told = () =>
      bot.sandbox
        .messages(posted.channel)
        .flatMap(({ ephemeralTo, text }) => (ephemeralTo === people.manager ? [text] : []));
    await expect.poll(told).toEqual([expect.stringContaining('replaced by a newer one of the same request')]);
    expect(await stateOf(bot, planId)).toBe('pending');
    await click(bot, people.manager, anew[0] as Message, APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });
});

describe('channels that change their ways', () => {
  it('renamed, and made private: the same message goes on', async () => {
    const { planId, key, card, posted } = await openRequest(bot);
    channelOf(posted.channel).name = 'another-name';
    channelOf(posted.channel).kind = 'private';
    await cancel(planId);
    await bot.deliver(key);
    expect(hasButtons(card())).toBe(false);
    expect(bot.sandbox.messages(posted.channel)).toHaveLength(1);
  });

  it('a direct conversation that takes nothing any more is opened again', async () => {
    const first = await storeRequest(bot, { plan: { channelId: channels.archived } });
    await bot.deliver(planKey(first.planId));
    const gone = bot.sandbox.world.openDm(people.seller);
    gone.members.clear();
    const second = await storeRequest(bot, { plan: { channelId: channels.archived } });
    await bot.deliver(planKey(second.planId));
    expect(bot.sandbox.world.openDm(people.seller).id).not.toBe(gone.id);
    expect(direct(people.seller)).toHaveLength(1);
  });
});
