import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION } from '../../../blocks/index.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { hasButtons, openRequest, stateOf } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';
import { click, forgeClick } from './support/clicks.ts';

const { people, channels, groups } = SAMPLE;
const byApprovers = { policy: { kind: 'approvers', approvers: [groups.approvers] } } as const;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
});
afterEach(async () => {
  await bot.close();
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('who may not', () => {
  it.each([
    [
      'the requester where approvers decide',
      people.seller,
      byApprovers,
      'asked for this yourself',
      'own_request',
    ],
    [
      'the requester who is an approver',
      people.seller,
      { policy: { kind: 'approvers', approvers: [people.seller, people.manager] } },
      'asked for this yourself',
      'own_request',
    ],
    [
      'the requester as one of two',
      people.seller,
      { policy: { kind: 'two_person', approvers: [people.seller, people.manager] } },
      'asked for this yourself',
      'own_request',
    ],
    ['a colleague where the requester decides', people.secondSeller, {}, 'not among those', 'not_approver'],
    [
      'a colleague where approvers decide',
      people.secondSeller,
      byApprovers,
      'not among those',
      'not_approver',
    ],
    [
      'a member of a disabled group',
      people.secondSeller,
      { policy: { kind: 'approvers', approvers: [groups.disabled] } },
      'not among those',
      'not_approver',
    ],
    [
      'a guest who is named an approver',
      people.guest,
      { policy: { kind: 'approvers', approvers: [people.guest] } },
      'guests may not decide',
      'guest',
    ],
    [
      'a single-channel guest',
      people.singleChannelGuest,
      { policy: { kind: 'approvers', approvers: [people.singleChannelGuest] } },
      'guests may not decide',
      'guest',
    ],
  ] as const)('%s', async (_who, userId, setup, sentence, reason) => {
    const { planId, card, told } = await openRequest(bot, setup as Parameters<typeof openRequest>[1]);
    const outcome = await click(bot, userId, card(), APPROVE_ACTION);
    expect(outcome?.failure).toBeUndefined();
    await told(userId, sentence);
    expect(await stateOf(bot, planId)).toBe('pending');
    expect(hasButtons(card())).toBe(true);
    await expect.poll(() => bot.refusals.at(-1)).toBe(reason);
  });

  it('somebody of another workspace, in a shared channel', async () => {
    const policy = { kind: 'approvers', approvers: [people.stranger] } as const;
    const { planId, card, told } = await openRequest(bot, { policy, plan: { channelId: channels.shared } });
    await click(bot, people.stranger, card(), APPROVE_ACTION);
    await told(people.stranger, 'only members of the workspace');
    expect(await stateOf(bot, planId)).toBe('pending');
  });

  it.each([
    ['a deactivated account', people.deactivated, 'deactivated'],
    ['another app', people.otherBot, 'bot'],
    ['an account that nobody knows', 'U0NOSUCH01', 'other_workspace'],
  ])('%s, with a signed click', async (_who, userId, reason) => {
    const policy = { kind: 'approvers', approvers: [userId] } as const;
    const { planId, card } = await openRequest(bot, { policy });
    const forged = await forgeClick(bot, userId, card());
    expect(forged.status).toBe(200);
    await expect.poll(() => bot.refusals.at(-1)).toBe(reason);
    expect(await stateOf(bot, planId)).toBe('pending');
  });

  it('anybody, while Slack cannot say who they are', async () => {
    const { planId, card, told } = await openRequest(bot, {
      policy: { kind: 'approvers', approvers: ['S0UNSEEN01'] },
    });
    bot.sandbox.faults.add({
      match: 'usergroups.users.list',
      fault: { kind: 'status', status: 500 },
      times: 1,
    });
    await click(bot, people.manager, card(), APPROVE_ACTION);
    await told(people.manager, 'try again in a minute');
    expect(await stateOf(bot, planId)).toBe('pending');
  });

  it('anybody with a button that names nothing, or too late', async () => {
    const { card, planId, told } = await openRequest(bot, { policy: { expiresInMs: 30 } });
    const expiresAt = (await bot.store.load(bot.teamId, planId))?.steps.draft?.approval?.expiresAt;
    await expect.poll(() => Date.now()).toBeGreaterThan(Number(expiresAt));
    await click(bot, people.seller, card(), APPROVE_ACTION);
    await told(people.seller, 'expired');
    expect(await stateOf(bot, planId)).toBe('expired');
    await forgeClick(bot, people.seller, card(), '01ARZ3NDEKTSV4RRFFQ69G5FAV.draft.1.0123456789abcdef');
    await expect.poll(() => bot.refusals.at(-1)).toBe('unknown');
    await forgeClick(bot, people.seller, card(), 'approve everything');
    await expect.poll(() => bot.refusals.at(-1)).toBe('unknown');
  });

  it('is told another way when the response URL does not work', async () => {
    const { card, told } = await openRequest(bot);
    bot.sandbox.faults.add({ match: 'response_url', fault: { kind: 'status', status: 500 } });
    await click(bot, people.manager, card(), APPROVE_ACTION);
    await told(people.manager, 'not among those');
    await expect.poll(() => bot.calls).toContain('chat.postEphemeral ok');
    expect(bot.calls).toContain('response_url error');
  });

  it('is audited with ids and the reason only', async () => {
    const { planId, card } = await openRequest(bot);
    await click(bot, people.manager, card(), APPROVE_ACTION);
    const newest = async () =>
      (await bot.redis.xrevrange(`cugar:{${bot.teamId}}:audit`, '+', '-', 'COUNT', 1))[0]?.[1] ?? [];
    await expect
      .poll(newest)
      .toEqual(
        expect.arrayContaining(['approval_refused', planId, people.manager, '{"reason":"not_approver"}']),
      );
  });
});
