import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION, EDIT_ACTION } from '../../../blocks/index.ts';
import type { Message } from '../../../src/sandbox/messages.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { hasButtons, openRequest, stateOf } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';
import { click, openForm } from './support/clicks.ts';

const { people, groups } = SAMPLE;
const byApprovers = { policy: { kind: 'approvers', approvers: [groups.approvers] } } as const;
const byTwo = { policy: { kind: 'two_person', approvers: [groups.approvers, people.secondSeller] } } as const;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
});
afterEach(async () => {
  await bot.close();
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('approve', () => {
  it('counts for the requester of an own draft, and the buttons go', async () => {
    const { planId, card } = await openRequest(bot);
    expect(hasButtons(card())).toBe(true);
    const outcome = await click(bot, people.seller, card(), APPROVE_ACTION);
    expect(outcome?.failure).toBeUndefined();
    expect(await stateOf(bot, planId)).toBe('approved');
    await bot.deliverWoken();
    expect(hasButtons(card())).toBe(false);
    expect(card().text).toContain(people.seller);
  });

  it('counts once for a double click, and tells the second one', async () => {
    const { planId, card, told } = await openRequest(bot);
    const shown = card();
    await Promise.all([
      click(bot, people.seller, shown, APPROVE_ACTION),
      click(bot, people.seller, shown, APPROVE_ACTION),
    ]);
    expect(await stateOf(bot, planId)).toBe('approved');
    await told(people.seller, 'already approved');
  });

  it('has one winner when people race, and everybody else is told who', async () => {
    const { planId, card } = await openRequest(bot, byApprovers);
    const shown = card();
    const racers = [people.approver, people.manager, people.approver, people.manager, people.approver];
    const outcomes = await Promise.all(racers.map((racer) => click(bot, racer, shown, APPROVE_ACTION)));
    expect(outcomes.filter((outcome) => outcome?.failure)).toEqual([]);
    const approval = (await bot.store.load(bot.teamId, planId))?.steps.draft?.approval;
    expect(approval?.state).toBe('approved');
    expect(racers).toContain(approval?.decidedBy);
    const losers = () =>
      bot.sandbox
        .messages(shown.channelId)
        .filter(({ ephemeralTo, text }) => ephemeralTo && text.includes('already approved'));
    await expect.poll(() => losers().length).toBe(4);
  });

  it('needs two different people where the policy says so', async () => {
    const { planId, card, told } = await openRequest(bot, byTwo);
    await click(bot, people.approver, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('pending');
    await told(people.approver, '1 of 2');
    await click(bot, people.approver, card(), APPROVE_ACTION);
    await told(people.approver, 'already counted');
    expect(await stateOf(bot, planId)).toBe('pending');
    await bot.deliverWoken();
    await click(bot, people.secondSeller, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });
});

describe('cards that no longer count', () => {
  it('a click in a copy of the card is refused, and the copy loses its buttons', async () => {
    const { planId, card, posted, told } = await openRequest(bot);
    const { text, blocks } = card();
    const copy = await bot.clients.worker.chat.postMessage({
      channel: posted.channel,
      text,
      blocks: blocks as never,
    });
    const shown = bot.sandbox.messages(posted.channel).find(({ ts }) => ts === copy.ts) as Message;
    await click(bot, people.seller, shown, APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('pending');
    await told(people.seller, 'did not count');
    await expect.poll(() => hasButtons(bot.sandbox.current(shown))).toBe(false);
    expect(hasButtons(card())).toBe(true);
  });

  it('a click on the version before an edit is refused as superseded', async () => {
    const { planId, card, told } = await openRequest(bot);
    const form = await openForm(bot, people.seller, card(), EDIT_ACTION);
    await bot.sandbox.as(people.seller).submitView(form, { subject: 'Hello', body: 'Another text' });
    await click(bot, people.seller, card(), APPROVE_ACTION);
    await told(people.seller, 'version 2 replaced');
    await bot.deliverWoken();
    await bot.sandbox.raw.clickStale(people.seller, card(), 1, APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('pending');
    expect(hasButtons(card())).toBe(true);
    await click(bot, people.seller, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
  });

  it('a click on a decided card that still shows buttons takes them away', async () => {
    const { planId, card, told } = await openRequest(bot, byApprovers);
    await click(bot, people.manager, card(), APPROVE_ACTION);
    expect(hasButtons(card())).toBe(true);
    await click(bot, people.approver, card(), APPROVE_ACTION);
    await told(people.approver, 'already approved');
    await expect.poll(() => hasButtons(card())).toBe(false);
    expect(await stateOf(bot, planId)).toBe('approved');
  });
});
