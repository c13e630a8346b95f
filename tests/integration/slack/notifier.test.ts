import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION } from '../../../blocks/index.ts';
import { CugarError } from '../../../src/core/errors.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createGate } from '../../support/gate.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { freshChannel, hasButtons, openRequest, storeRequest } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';
import { click } from './support/clicks.ts';

const { people, channels } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
});
afterEach(() => bot.close());

const planKey = (planId: string) => ({ kind: 'plan', planId }) as const;
const inChannel = (channel: string) =>
  bot.sandbox.messages(channel).filter(({ ephemeralTo }) => !ephemeralTo);
const live = (channel: string) => inChannel(channel).filter(hasButtons);
const countOf = (method: string) => bot.calls.filter((call) => call.startsWith(`${method} `)).length;
const brokenRules = () => bot.lines.filter(({ message }) => message.includes('breaks a rule'));

async function decideDirectly(planId: string, decision: 'approved' | 'denied' = 'approved') {
  const record = await bot.store.load(bot.teamId, planId);
  const approval = record?.steps.draft?.approval;
  if (!record || !approval) throw new Error('nothing to decide');
  const { version, hash } = approval;
  const ref = { planId, stepId: 'draft', version, hash };
  await bot.decisions.decide(record, { teamId: bot.teamId, ref, decision, by: people.seller });
}

describe('a plan', () => {
  it('is one message, posted once and updated in place, in its newest state only', async () => {
    const channelId = freshChannel(bot);
    const { planId } = await storeRequest(bot, { plan: { channelId } });
    await bot.deliver(planKey(planId));
    await bot.deliver(planKey(planId));
    expect(countOf('chat.postMessage')).toBe(1);
    expect(countOf('chat.update')).toBe(0);
    await decideDirectly(planId);
    await bot.store.consume(bot.teamId, planId, 'draft');
    await bot.deliver(planKey(planId));
    expect(inChannel(channelId)).toHaveLength(1);
    expect(countOf('chat.update')).toBe(1);
    expect(brokenRules()).toEqual([]);
  });

  it('changes at most once a second, and then at once to the newest state', async () => {
    const { planId, key } = await openRequest(bot);
    await bot.deliver(planKey(planId));
    await decideDirectly(planId);
    expect(await bot.notifier.deliver(bot.teamId, key)).toMatchObject({ kind: 'later' });
    await bot.deliver(key);
    expect((await bot.messages.place(bot.teamId, key)).shown).toBe(
      (await bot.messages.place(bot.teamId, key)).wanted,
    );
  });

  it('is posted anew where somebody deleted it', async () => {
    const channelId = freshChannel(bot);
    const { planId } = await storeRequest(bot, { plan: { channelId } });
    await bot.deliver(planKey(planId));
    const [first] = inChannel(channelId);
    await bot.clients.worker.chat.delete({ channel: channelId, ts: first?.ts ?? '' });
    await bot.decisions.cancel((await bot.store.load(bot.teamId, planId))?.plan as never, people.seller);
    await bot.deliver(planKey(planId));
    expect(inChannel(channelId)).toHaveLength(1);
    expect(inChannel(channelId)[0]?.text).toMatch(/cancelled/i);
  });

  it.each([
    ['the bot is not in', channels.withoutBot],
    ['that is archived', channels.archived],
    ['that it does not know', 'C0UNKNOWN1'],
  ])('goes to the requester, saying so, for a channel %s', async (_what, channelId) => {
    const { planId } = await storeRequest(bot, { plan: { channelId } });
    await bot.deliver(planKey(planId));
    const { posted } = await bot.messages.place(bot.teamId, planKey(planId));
    expect(posted?.channel).toBe(bot.sandbox.world.openDm(people.seller).id);
    const [message] = inChannel(posted?.channel ?? '');
    expect(message?.text).toContain('Cugar cannot post in the channel');
    await decideDirectly(planId, 'denied');
    await bot.deliver(planKey(planId));
    expect(inChannel(posted?.channel ?? '')[0]?.text).toContain('Cugar cannot post in the channel');
    expect(brokenRules()).toEqual([]);
  });

  it('without a channel has no message', async () => {
    const { planId } = await storeRequest(bot, { plan: { channelId: null } });
    expect(await bot.notifier.deliver(bot.teamId, planKey(planId))).toEqual({ kind: 'shown' });
    expect(countOf('chat.postMessage')).toBe(0);
  });
});

describe('an approval', () => {
  it('goes to the approvals channel', async () => {
    await bot.close();
    bot = await startBot({ redisUrl: sharedRedisUrl(), approvalsChannel: channels.approvals });
    await bot.start();
    const { posted, card } = await openRequest(bot);
    expect(posted.channel).toBe(channels.approvals);
    expect(hasButtons(card())).toBe(true);
    expect(card().versions).toHaveLength(2);
    expect(card().versions.map(hasButtons)).toEqual([false, true]);
    expect(brokenRules()).toEqual([]);
  });

  it('goes to the channel of the command, saying so, where the approvals channel takes nothing', async () => {
    await bot.close();
    bot = await startBot({ redisUrl: sharedRedisUrl(), approvalsChannel: channels.withoutBot });
    await bot.start();
    const { posted, card, planId } = await openRequest(bot);
    expect(posted.channel).toBe((await bot.store.load(bot.teamId, planId))?.plan.channelId);
    expect(card().text).toContain('Cugar cannot post in the channel');
    expect(hasButtons(card())).toBe(true);
  });

  it('has no second live card when the first post was processed but not answered', async () => {
    const channelId = freshChannel(bot);
    const { key } = await storeRequest(bot, { plan: { channelId } });
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'drop', when: 'after' } });
    const failure = await bot.notifier.deliver(bot.teamId, key).catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(CugarError);
    expect((failure as CugarError).retryable).toBe(true);
    await bot.deliver(key);
    expect(inChannel(channelId)).toHaveLength(2);
    expect(live(channelId)).toHaveLength(1);
  });

  it('has one live card when the redrawing was processed but not answered', async () => {
    const channelId = freshChannel(bot);
    const { key } = await storeRequest(bot, { plan: { channelId } });
    bot.sandbox.faults.add({ match: 'chat.update', fault: { kind: 'drop', when: 'after' } });
    expect(await bot.notifier.deliver(bot.teamId, key)).toEqual({ kind: 'behind' });
    await expect(bot.notifier.deliver(bot.teamId, key)).rejects.toThrow('does not answer');
    await bot.deliver(key);
    expect(inChannel(channelId)).toHaveLength(1);
    expect(live(channelId)).toHaveLength(1);
  });

  it('has one live card when several workers bring it at the same time', async () => {
    const channelId = freshChannel(bot);
    const { key } = await storeRequest(bot, { plan: { channelId } });
    await Promise.all([bot.deliver(key), bot.deliver(key), bot.deliver(key)]);
    expect(inChannel(channelId)).toHaveLength(1);
    expect(live(channelId)).toHaveLength(1);
  });

  it('is not posted again by a worker that looked before another one posted it', async () => {
    const channelId = freshChannel(bot);
    const { key } = await storeRequest(bot, { plan: { channelId } });
    const gate = createGate();
    let looks = 0;
    const slow = bot.notifierOver({
      ...bot.messages,
      async place(...call) {
        const place = await bot.messages.place(...call);
        looks += 1;
        if (looks === 1) await gate.opened;
        return place;
      },
    });
    const late = slow.deliver(bot.teamId, key);
    await expect.poll(() => looks).toBe(1);
    await bot.deliver(key);
    gate.open();
    expect(await late).toEqual({ kind: 'behind' });
    expect(inChannel(channelId)).toHaveLength(1);
  });

  it('ends without buttons when the decision falls while the first post is in flight', async () => {
    const channelId = freshChannel(bot);
    const { planId, key } = await storeRequest(bot, { plan: { channelId } });
    const gate = createGate();
    const fault = { kind: 'held', until: gate.opened } as const;
    const held = bot.sandbox.faults.add({ match: 'chat.postMessage', fault });
    const delivering = bot.deliver(key);
    await expect.poll(() => held.hits).toBe(1);
    await decideDirectly(planId);
    gate.open();
    await delivering;
    expect(inChannel(channelId)).toHaveLength(1);
    expect(live(channelId)).toEqual([]);
  });

  it('ends without buttons when the decision falls while the card is drawn', async () => {
    const channelId = freshChannel(bot);
    const { planId, key } = await storeRequest(bot, { plan: { channelId } });
    const gate = createGate();
    const fault = { kind: 'held', until: gate.opened } as const;
    const held = bot.sandbox.faults.add({ match: 'chat.update', fault });
    expect(await bot.notifier.deliver(bot.teamId, key)).toEqual({ kind: 'behind' });
    const drawing = bot.notifier.deliver(bot.teamId, key);
    await expect.poll(() => held.hits).toBe(1);
    await decideDirectly(planId, 'denied');
    gate.open();
    expect(await drawing).toEqual({ kind: 'behind' });
    await bot.deliver(key);
    expect(live(channelId)).toEqual([]);
  });

  it.each(['expired', 'cancelled'] as const)('ends without buttons when it is %s', async (end) => {
    const setup = end === 'expired' ? { policy: { expiresInMs: 50 } } : {};
    const { planId, key, card } = await openRequest(bot, setup);
    const record = await bot.store.load(bot.teamId, planId);
    if (!record) throw new Error('no plan');
    if (end === 'cancelled') await bot.decisions.cancel(record.plan, people.seller);
    else {
      await expect.poll(() => Date.now() > (record.steps.draft?.approval?.expiresAt ?? 0)).toBe(true);
      await decideDirectly(planId);
    }
    await bot.deliver(key);
    expect((await bot.store.load(bot.teamId, planId))?.steps.draft?.approval?.state).toBe(end);
    expect(hasButtons(card())).toBe(false);
  });

  it('is posted anew where somebody deleted it, and only the new card counts', async () => {
    const { planId, key, posted } = await openRequest(bot);
    await bot.clients.worker.chat.delete({ channel: posted.channel, ts: posted.ts });
    const record = await bot.store.load(bot.teamId, planId);
    const approval = record?.steps.draft?.approval;
    if (!record || !approval) throw new Error('no approval');
    const ref = { planId, stepId: 'draft', version: 1, hash: approval.hash };
    await bot.decisions.edit(record, {
      ref,
      text: { subject: 'New', body: 'A new text' },
      by: people.seller,
    });
    await bot.deliver(key);
    const [card] = live(posted.channel);
    expect(card?.ts).not.toBe(posted.ts);
    if (card) await click(bot, people.seller, card, APPROVE_ACTION);
    expect((await bot.store.load(bot.teamId, planId))?.steps.draft?.approval?.state).toBe('approved');
  });

  it('keeps the whole of a long text in its thread, once', async () => {
    const body = `${'A long story. '.repeat(600)}The end.`;
    const payload = {
      kind: 'message',
      channel: 'email',
      accountId: 'a',
      accountName: 'A',
      recipient: {},
      body,
    } as const;
    const { posted, key, planId } = await openRequest(bot, { proposal: { payload } });
    const replies = () => inChannel(posted.channel).filter(({ threadTs }) => threadTs === posted.ts);
    expect(replies().length).toBeGreaterThan(1);
    expect(JSON.stringify(replies().at(-1)?.blocks)).toContain('The end.');
    const before = replies().length;
    await decideDirectly(planId);
    await bot.deliver(key);
    expect(replies()).toHaveLength(before);
    expect(brokenRules()).toEqual([]);
  });
});
