import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION, DENY_ACTION, EDIT_ACTION } from '../../../blocks/index.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { openRequest, stateOf } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';
import { click, openForm } from './support/clicks.ts';

const { people, groups } = SAMPLE;
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

describe('deny', () => {
  it('asks for a reason and decides with it', async () => {
    const { planId, card } = await openRequest(bot);
    const form = await openForm(bot, people.seller, card(), DENY_ACTION);
    expect(form.content.private_metadata).toMatch(new RegExp(`^${planId}\\.draft\\.1\\.[0-9a-f]{16}$`));
    expect(await stateOf(bot, planId)).toBe('pending');
    const outcome = await bot.sandbox.as(people.seller).submitView(form, { reason: 'Too pushy for them' });
    expect(outcome).toMatchObject({ isSent: true, errors: {} });
    expect(outcome.view).toBeUndefined();
    const approval = (await bot.store.load(bot.teamId, planId))?.steps.draft?.approval;
    expect(approval).toMatchObject({
      state: 'denied',
      decidedBy: people.seller,
      reason: 'Too pushy for them',
    });
  });

  it('complains about a reason of spaces', async () => {
    const { planId, card } = await openRequest(bot);
    const form = await openForm(bot, people.seller, card(), DENY_ACTION);
    const outcome = await bot.sandbox.as(people.seller).submitView(form, { reason: '        ' });
    expect(outcome.errors.reason).toContain('5 to 500');
    expect(await stateOf(bot, planId)).toBe('pending');
  });

  it('opens no form for somebody who may not decide', async () => {
    const { card, told } = await openRequest(bot);
    const before = bot.sandbox.as(people.manager).openView();
    await click(bot, people.manager, card(), DENY_ACTION);
    expect(bot.sandbox.as(people.manager).openView()).toBe(before);
    await told(people.manager, 'not among those');
  });

  it('that comes after another decision says who was faster, in the form', async () => {
    const { planId, card } = await openRequest(bot, byApprovers);
    const form = await openForm(bot, people.approver, card(), DENY_ACTION);
    await click(bot, people.manager, card(), APPROVE_ACTION);
    const outcome = await bot.sandbox.as(people.approver).submitView(form, { reason: 'Not this one' });
    expect(JSON.stringify(outcome.view?.content)).toContain('already approved');
    expect(await stateOf(bot, planId)).toBe('approved');
  });

  it('says so when Slack opens no form', async () => {
    const { planId, card, told } = await openRequest(bot);
    bot.sandbox.faults.add({ match: 'views.open', fault: { kind: 'error', error: 'expired_trigger_id' } });
    await click(bot, people.seller, card(), DENY_ACTION);
    await told(people.seller, 'Nothing was decided');
    expect(await stateOf(bot, planId)).toBe('pending');
  });
});

describe('edit', () => {
  it('shows complaints in the form, then takes the better text as a new version', async () => {
    const { planId, card, proposal } = await openRequest(bot);
    const form = await openForm(bot, people.seller, card(), EDIT_ACTION);
    const seller = bot.sandbox.as(people.seller);
    expect(JSON.stringify(form.content)).toContain('you opened a warehouse');
    const worse = await seller.submitView(form, { subject: 'Now!!!', body: 'Buy!!!' });
    expect(worse.errors).toEqual({ subject: 'The subject shouts', body: 'The text shouts → Use one mark' });
    expect(await stateOf(bot, planId)).toBe('pending');
    const better = await seller.submitView(form, { subject: 'A question', body: 'Hello Dana, how is Lyon?' });
    expect(better).toMatchObject({ errors: {} });
    expect(better.view).toBeUndefined();
    const approval = (await bot.store.load(bot.teamId, planId))?.steps.draft?.approval;
    expect(approval).toMatchObject({ state: 'pending', version: 2, editedBy: people.seller });
    expect(approval?.proposal.payload).toMatchObject({
      subject: 'A question',
      body: 'Hello Dana, how is Lyon?',
    });
    expect(approval?.proposal.summary).toBe(proposal.summary);
    await bot.deliverWoken();
    expect(JSON.stringify(card().blocks)).toContain('how is Lyon?');
  });

  it('changes nothing for the same text', async () => {
    const { planId, card } = await openRequest(bot);
    const form = await openForm(bot, people.seller, card(), EDIT_ACTION);
    const outcome = await bot.sandbox.as(people.seller).submitView(form);
    expect(JSON.stringify(outcome.view?.content)).toContain('nothing was changed');
    expect((await bot.store.load(bot.teamId, planId))?.steps.draft?.approval?.version).toBe(1);
  });

  it('is refused for somebody who lost the right while the form was open', async () => {
    const { planId, card } = await openRequest(bot, byApprovers);
    const form = await openForm(bot, people.manager, card(), EDIT_ACTION);
    await click(bot, people.approver, card(), APPROVE_ACTION);
    const outcome = await bot.sandbox
      .as(people.manager)
      .submitView(form, { subject: 'Late', body: 'Too late' });
    expect(JSON.stringify(outcome.view?.content)).toContain('already approved');
    expect((await bot.store.load(bot.teamId, planId))?.steps.draft?.approval?.version).toBe(1);
  });
});
