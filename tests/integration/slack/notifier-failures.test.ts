import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CugarError } from '../../../src/core/errors.ts';
import type { Proposal } from '../../../src/core/proposal.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createMessageStore } from '../../../src/store/message-store.ts';
import { aTouchpoint } from '../../support/plan-records.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { freshChannel, hasButtons, openRequest, storeRequest } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';

const { people } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
});
afterEach(() => bot.close());

const planKey = (planId: string) => ({ kind: 'plan', planId }) as const;
const seen = (channel: string) => bot.sandbox.messages(channel);
const isOwed = async (planId: string) =>
  (await createMessageStore(bot.redis).behind(bot.teamId, 0, Date.now() + 60_000)).some(
    (key) => key.kind === 'plan' && key.planId === planId,
  );

async function aPlan() {
  const channelId = freshChannel(bot);
  const { planId } = await storeRequest(bot, { plan: { channelId } });
  return { planId, channelId };
}

describe('Slack that does not take a message now', () => {
  it('a 429 becomes a wait of what Slack asks, for every process', async () => {
    const { planId, channelId } = await aPlan();
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'rate_limited', retryAfterS: 2 } });
    expect(await bot.notifier.deliver(bot.teamId, planKey(planId))).toEqual({
      kind: 'later',
      afterMs: 2_000,
    });
    const other = await storeRequest(bot, { plan: { channelId } });
    const next = await bot.notifier.deliver(bot.teamId, planKey(other.planId));
    expect(next).toMatchObject({ kind: 'later' });
    expect(bot.calls.filter((call) => call.startsWith('chat.postMessage'))).toEqual([
      'chat.postMessage rate_limited',
    ]);
    await bot.deliver(planKey(planId));
    expect(seen(channelId)).toHaveLength(1);
  });

  it.each([
    ['an error 500', { kind: 'status', status: 500 }],
    ['a page instead of JSON', { kind: 'html' }],
    ['a broken connection', { kind: 'drop', when: 'before' }],
    ["Slack's own internal_error", { kind: 'error', error: 'internal_error' }],
  ] as const)('%s is thrown as retryable, and nothing is lost', async (_what, fault) => {
    const { planId, channelId } = await aPlan();
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault });
    const failure = await bot.notifier
      .deliver(bot.teamId, planKey(planId))
      .catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(CugarError);
    expect(failure).toMatchObject({ code: 'SYSTEM_UNAVAILABLE', retryable: true });
    expect(await isOwed(planId)).toBe(true);
    await bot.deliver(planKey(planId));
    expect(seen(channelId)).toHaveLength(1);
    expect(await isOwed(planId)).toBe(false);
  });

  it('keeps to what a channel takes, and loses nothing', async () => {
    const channelId = freshChannel(bot);
    bot.sandbox.setRateLimits('slack');
    const plans = await Promise.all(
      Array.from({ length: 5 }, () => storeRequest(bot, { plan: { channelId } })),
    );
    await Promise.all(plans.map(({ planId }) => bot.deliver(planKey(planId))));
    expect(seen(channelId)).toHaveLength(5);
    expect(bot.calls.filter((call) => call.endsWith('rate_limited'))).toEqual([]);
  });
});

describe('Slack that never takes it', () => {
  it.each(['missing_scope', 'ekm_access_denied'])('%s ends it with an error in the log', async (error) => {
    const { planId } = await aPlan();
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'error', error } });
    expect(await bot.notifier.deliver(bot.teamId, planKey(planId))).toEqual({ kind: 'shown' });
    expect(await isOwed(planId)).toBe(false);
    expect(bot.lines.filter(({ level }) => level === 'error').map(({ facts }) => facts.error)).toContain(
      error,
    );
  });

  it('a message that may not be changed is left, until it changes again', async () => {
    const { key, planId, card } = await openRequest(bot);
    const record = await bot.store.load(bot.teamId, planId);
    if (!record) throw new Error('no plan');
    await bot.decisions.cancel(record.plan, people.seller);
    bot.sandbox.faults.add({ match: 'chat.update', fault: { kind: 'error', error: 'cant_update_message' } });
    await bot.deliver(key);
    expect(hasButtons(card())).toBe(true);
    await bot.deliver(key);
    expect(hasButtons(card())).toBe(false);
  });

  it('blocks that Slack refuses are followed by the plain text', async () => {
    const { planId, channelId } = await aPlan();
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'error', error: 'invalid_blocks' } });
    await bot.deliver(planKey(planId));
    const [message] = seen(channelId);
    expect(message?.text).toContain('Qualify Northwind');
    expect(message?.text).toContain('cannot be shown');
    expect(message?.blocks).toHaveLength(1);
  });

  it('an approval whose card cannot be shown leaves no buttons behind', async () => {
    const channelId = freshChannel(bot);
    const { key } = await storeRequest(bot, { plan: { channelId } });
    bot.sandbox.faults.add({ match: 'chat.update', fault: { kind: 'error', error: 'msg_too_long' } });
    await bot.deliver(key);
    expect(seen(channelId)).toHaveLength(1);
    expect(seen(channelId).filter(hasButtons)).toEqual([]);
  });
});

describe('the handover', () => {
  const approved = (body: string) =>
    carriedOut({
      kind: 'message',
      channel: 'email',
      accountId: 'a',
      accountName: 'Northwind',
      recipient: {},
      body,
    });

  async function carriedOut(payload: Proposal['payload'], output: object = {}) {
    const { planId } = await openRequest(bot, { proposal: { payload } });
    const record = await bot.store.load(bot.teamId, planId);
    const approval = record?.steps.draft?.approval;
    if (!record || !approval) throw new Error('no approval');
    const { version, hash } = approval;
    const ref = { planId, stepId: 'draft', version, hash };
    const { teamId } = bot;
    await bot.decisions.decide(record, { teamId, ref, decision: 'approved', by: people.seller });
    await bot.store.consume(teamId, planId, 'draft');
    const named = { teamId, planId, stepId: 'draft', tool: 'draft_message' };
    const begun = await bot.store.begin({
      ...named,
      phase: 'commit',

      charge: { cost: 0, calls: 0, scopes: [] },
      maxAttempts: 3,
      repeatable: true,
    });
    if (begun.kind !== 'go') throw new Error(begun.kind);
    const result = { status: 'succeeded', output, handOver: true } as const;
    await bot.store.finish({ ...named, attempt: begun.attempt, result });
    return { kind: 'handover', planId, stepId: 'draft' } as const;
  }

  describe('of a touchpoint', () => {
    const calendar = { filename: 'call-northwind.ics', text: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' };
    const set = () => carriedOut(aTouchpoint(), { calendar });
    const direct = () => bot.sandbox.world.openDm(people.seller).id;
    const files = () => seen(direct()).flatMap(({ files: given = [] }) => given);
    const texts = () =>
      seen(direct()).filter(({ blocks }) => JSON.stringify(blocks).includes('BEGIN:VCALENDAR'));

    it('brings the calendar file into its thread, once, however often it is delivered', async () => {
      const key = await set();
      await bot.deliver(key);
      await bot.messages.sent(bot.teamId, key, {
        ...(await bot.messages.place(bot.teamId, key)).posted,
        shown: 0,
      } as never);
      await bot.deliver(key);
      const [card] = seen(direct());
      expect(card?.text).toContain('is set for Tuesday 24 November 2026, 10:00 in Paris');
      expect(files()).toMatchObject([{ name: 'call-northwind.ics', mimetype: 'text/calendar' }]);
      expect(seen(direct()).find((message) => message.files)?.threadTs).toBe(card?.ts);
      expect(Buffer.from(bot.sandbox.files.find(files()[0]?.id ?? '')?.bytes ?? []).toString()).toBe(
        calendar.text,
      );
      expect(texts()).toEqual([]);
    });

    it.each(['files.getUploadURLExternal', 'files.completeUploadExternal'])(
      'brings it as text where Slack refuses %s',
      async (match) => {
        bot.sandbox.faults.add({ match, fault: { kind: 'error', error: 'restricted_action' }, times: 9 });
        await bot.deliver(await set());
        expect(files()).toEqual([]);
        expect(texts()).toHaveLength(1);
        expect(texts()[0]?.text).toMatch(/^call-northwind.+ics: Slack took no file\./);
        expect(texts()[0]?.threadTs).toBe(seen(direct())[0]?.ts);
      },
    );

    it('is not given twice where Slack does not say whether it took the file; its text stands there too', async () => {
      bot.sandbox.faults.add({
        match: 'files.completeUploadExternal',
        fault: { kind: 'drop', when: 'after' },
      });
      await bot.deliver(await set());
      expect(files()).toHaveLength(1);
      expect(texts()).toHaveLength(1);
    });

    it('waits where Slack wants a pause', async () => {
      bot.sandbox.faults.add({
        match: 'files.completeUploadExternal',
        fault: { kind: 'rate_limited', retryAfterS: 1 },
      });
      await bot.deliver(await set());
      expect(files()).toHaveLength(1);
      expect(texts()).toEqual([]);
    });
  });

  it('reaches the requester directly, ready to send, with one conversation opened', async () => {
    const key = await approved('Hello Dana');
    await bot.deliver(key);
    const direct = bot.sandbox.world.openDm(people.seller).id;
    expect(JSON.stringify(seen(direct)[0]?.blocks)).toContain('Hello Dana');
    expect(seen(direct)[0]?.text).toContain('Cugar has sent nothing');
    await bot.deliver(await approved('Hello again'));
    expect(bot.calls.filter((call) => call === 'conversations.open ok')).toHaveLength(1);
    expect(seen(direct)).toHaveLength(2);
  });

  it('is not doubled by a post without an answer, but for an empty one', async () => {
    const key = await approved('Hello Dana');
    bot.sandbox.faults.add({ match: 'chat.postMessage', fault: { kind: 'drop', when: 'after' } });
    await expect(bot.notifier.deliver(bot.teamId, key)).rejects.toThrow();
    await bot.deliver(key);
    const direct = bot.sandbox.world.openDm(people.seller).id;
    const full = seen(direct).filter(({ blocks }) => JSON.stringify(blocks).includes('Hello Dana'));
    expect(full).toHaveLength(1);
  });
});
