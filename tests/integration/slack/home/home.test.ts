import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION, DENY_ACTION, EDIT_ACTION } from '../../../../blocks/index.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import type { View } from '../../../../src/sandbox/views.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { hasButtons, openRequest, stateOf, storeRequest } from '../support/approvals.ts';
import { type Bot, startBot } from '../support/bot.ts';
import { homeOf, homeText, openHome } from '../support/home.ts';

const { people, groups } = SAMPLE;
const byApprovers = { policy: { kind: 'approvers', approvers: [groups.approvers] } } as const;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  bot.sandbox.setRateLimits('off');
});
afterEach(async () => {
  await bot.close();
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const formOf = async (userId: string, view: View, action: string): Promise<View> => {
  const afterSeq = bot.sandbox.transcript.entries.length;
  await bot.sandbox.as(userId).click(view, action);
  await bot.sandbox.transcript.waitFor((entry) => entry.kind === 'view_opened', { afterSeq });
  const form = bot.sandbox.as(userId).openView();
  if (!form) throw new Error('no form is open');
  return form;
};

describe('what the Home tab shows', () => {
  it('to somebody for whom nothing waits', async () => {
    const text = homeText(await openHome(bot, people.seller));
    expect(text).toContain('Nothing waits for you.');
    expect(text).toContain('/cugar qualify <account>');
    expect(text).toContain('0 of 20 units');
    expect(text).toContain('4 accounts');
    expect(text).toMatch(/Your own files, read <!date/);
    expect(text).toContain('*HubSpot* Live, not asked yet');
  });

  it('to an approver what may be decided, with the whole text; to the requester that it waits', async () => {
    await openRequest(bot, byApprovers);
    const approver = await openHome(bot, people.approver);
    expect(hasButtons({ blocks: approver.content.blocks })).toBe(true);
    expect(homeText(approver)).toContain('Hello Dana');
    const requester = await openHome(bot, people.seller);
    expect(hasButtons({ blocks: requester.content.blocks })).toBe(false);
    expect(homeText(requester)).toContain('Waits for somebody else');
    expect(homeText(requester)).toContain('Waiting for a decision');
    const colleague = await openHome(bot, people.secondSeller);
    expect(homeText(colleague)).toContain('Nothing waits for you.');
    expect(homeText(colleague)).not.toContain('Waits for somebody else');
  });

  it('first what runs out first, and how many more there are', async () => {
    for (const hours of [5, 2, 6, 1, 4, 3])
      await storeRequest(bot, {
        policy: { expiresInMs: hours * 3_600_000 },
        proposal: { summary: `Runs out in ${hours}` },
      });
    const text = homeText(await openHome(bot, people.seller));
    const shown = [...text.matchAll(/Runs out in (\d)/g)].map(([, hours]) => hours);
    expect([...new Set(shown)]).toEqual(['1', '2', '3', '4', '5']);
    expect(text).toContain('1 more waits for you');
  });

  it('to a guest no buttons, whatever the policy says, and to a stranger nothing at all', async () => {
    await openRequest(bot, { policy: { kind: 'approvers', approvers: [people.guest] } });
    expect(hasButtons({ blocks: (await openHome(bot, people.guest)).content.blocks })).toBe(false);
    await bot.sandbox.as(people.stranger).openHome();
    await expect
      .poll(() => bot.lines.some(({ message }) => message.includes('not of this workspace')))
      .toBe(true);
    expect(bot.woken.size).toBe(0);
    expect(bot.sandbox.as(people.stranger).home()).toBeUndefined();
  });
});

describe('deciding on the Home tab', () => {
  it('approves the same way as the card, and both lose their buttons', async () => {
    const { planId, card } = await openRequest(bot, byApprovers);
    const view = await openHome(bot, people.approver);
    const outcome = await bot.sandbox.as(people.approver).click(view, APPROVE_ACTION);
    expect(outcome?.failure).toBeUndefined();
    expect(await stateOf(bot, planId)).toBe('approved');
    await bot.deliverWoken();
    expect(hasButtons(card())).toBe(false);
    expect(homeText(homeOf(bot, people.approver))).toContain('Nothing waits for you.');
  });

  it('denies with a reason, and edits', async () => {
    const { planId } = await openRequest(bot);
    const edit = await formOf(people.seller, await openHome(bot, people.seller), EDIT_ACTION);
    await bot.sandbox.as(people.seller).submitView(edit, { subject: 'Hello', body: 'Another text' });
    await bot.deliverWoken();
    expect(homeText(homeOf(bot, people.seller))).toContain('Another text');
    const deny = await formOf(people.seller, homeOf(bot, people.seller), DENY_ACTION);
    await bot.sandbox.as(people.seller).submitView(deny, { reason: 'Not this quarter' });
    expect(await stateOf(bot, planId)).toBe('denied');
    await bot.deliverWoken();
    expect(homeText(homeOf(bot, people.seller))).toContain('Nothing waits for you.');
  });

  it('tells at its top why a click did not count, until something newer is drawn after a minute', async () => {
    const { planId, card } = await openRequest(bot, byApprovers);
    const view = await openHome(bot, people.approver);
    await bot.sandbox.as(people.manager).click(card(), APPROVE_ACTION);
    await bot.sandbox.as(people.approver).click(view, APPROVE_ACTION);
    await expect.poll(() => bot.woken.has(`home.${people.approver}`)).toBe(true);
    await bot.deliverWoken();
    const text = homeText(homeOf(bot, people.approver));
    expect(text).toContain(`already approved by <@${people.manager}>`);
    expect(text.indexOf('already approved')).toBeLessThan(text.indexOf('Waits for your decision'));
    expect(bot.refusals).toEqual(['decided']);
    expect(await stateOf(bot, planId)).toBe('approved');
    const key = `cugar:{${bot.teamId}}:home:notice:${people.approver}`;
    expect(await bot.redis.pttl(key)).toBeGreaterThan(30_000);
  });

  it('refuses the buttons of a version before an edit', async () => {
    const { planId, proposal } = await openRequest(bot);
    const view = await openHome(bot, people.seller);
    const record = await bot.store.load(bot.teamId, planId);
    const approval = record?.steps.draft?.approval;
    if (!record || !approval) throw new Error('no approval');
    const ref = { planId, stepId: 'draft', version: 1, hash: approval.hash };
    await bot.decisions.edit(record, { ref, text: { body: `${proposal.summary} again` }, by: people.seller });
    await bot.sandbox.as(people.seller).click(view, APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('pending');
    await expect.poll(() => bot.refusals).toEqual(['superseded']);
  });

  it('tells by direct message where the tab cannot be shown any more', async () => {
    const { card } = await openRequest(bot, byApprovers);
    const view = await openHome(bot, people.approver);
    await bot.sandbox.as(people.manager).click(card(), APPROVE_ACTION);
    bot.sandbox.world.app.homeTab = false;
    await bot.sandbox.as(people.approver).click(view, APPROVE_ACTION);
    await expect.poll(() => bot.woken.has(`home.${people.approver}`)).toBe(true);
    await bot.deliverWoken();
    const direct = bot.sandbox.messages(bot.sandbox.world.openDm(people.approver).id);
    expect(direct.map(({ text }) => text).join()).toContain('already approved');
    expect(await bot.homes.viewers(bot.teamId)).toEqual(new Set());
  });
});
