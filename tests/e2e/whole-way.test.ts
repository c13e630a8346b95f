import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isApprovalCard } from '../../src/sandbox/terminal/decide.ts';
import {
  answersTo,
  approvalCard,
  cugar,
  handover,
  messagesAbout,
  planCard,
  queue,
  readable,
  sales,
  seller,
} from '../support/e2e-plans.ts';
import { until } from '../support/e2e-program.ts';
import { expectValidTranscript } from '../support/e2e-transcript.ts';
import { type Bot, openWorld, type World } from '../support/e2e-world.ts';

let world: World;
let bot: Bot;
beforeAll(async () => {
  world = await openWorld();
  bot = await world.start();
});
afterAll(async () => {
  const log = bot.log();
  await world.close();
  expectValidTranscript(world.sandbox);
  // The one request that was sent twice is refused, and said so.
  expect(log.filter(({ level, reason }) => level !== 'info' && reason !== 'replayed_request')).toEqual([]);
});

const person = (userId = seller) => world.sandbox.as(userId);

describe('/cugar qualify', () => {
  it('goes through an approval to a text ready to send', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const open = await approvalCard(sandbox, planId);
    await person().click(open, 'Approve');
    const card = await planCard(sandbox, planId);
    expect(readable(card)).toMatch(/Completed, 6 of 6 steps done/);
    expect(readable(card)).toMatch(/Budget used: \d.* of 10 units/);
    const handedOver = await handover(sandbox, planId);
    expect(sandbox.world.channels.get(handedOver.channelId)?.kind).toBe('im');
    expect(readable(handedOver)).toContain('Cugar has sent nothing');
    const about = messagesAbout(sandbox, planId);
    expect(about.filter(({ channelId }) => channelId === sales)).toHaveLength(2);
    expect(about).toHaveLength(3);
    expect(readable(sandbox.current(open))).toMatch(/Approved\* by <@U0SELLER01>/);
  });

  it('is denied with a reason that the card shows', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const open = await approvalCard(sandbox, planId);
    await person().click(open, 'Deny');
    const form = await until('the form', () => person().openView());
    expect((await person().submitView(form, { reason: 'no' })).isSent).toBe(false);
    await person().submitView(form, { reason: 'They asked us to wait until spring.' });
    expect(readable(await planCard(sandbox, planId))).toMatch(/Partly completed, 5 of 6/);
    expect(readable(sandbox.current(open))).toContain('They asked us to wait until spring.');
    expect(messagesAbout(sandbox, planId).map(readable).join()).not.toContain('Ready to send');
  });

  it('is edited under the eyes of the checks, and approved as edited', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const first = await approvalCard(sandbox, planId);
    await person().click(first, 'Edit');
    const form = await until('the form', () => person().openView());
    const refused = await person().submitView(form, { body: 'Buy now!!! {{first_name}} act TODAY!!!' });
    expect(Object.keys(refused.errors)).toEqual(['body']);
    const text =
      'Hello Jordan,\n\nHow do you plan the three new lines?\n\nIf you would rather not hear from me, a short reply is enough.\n\nBest regards,\nSam Seller (sample)';
    const saved = await person().submitView(refused.view ?? form, { body: text });
    expect(saved).toMatchObject({ isSent: true, errors: {} });
    const second = await until('the new version', () => {
      const now = sandbox.current(first);
      return readable(now).includes('three new lines') && now;
    });
    expect(second.ts).toBe(first.ts);
    const seen = first.versions.length - 1;
    await sandbox.raw.clickStale(seller, second, seen, 'Approve');
    await until('the refusal', () => answersTo(sandbox, seller).some((text) => text.includes('was edited')));
    await person().click(second, 'Approve');
    await planCard(sandbox, planId);
    expect(readable(await handover(sandbox, planId))).toContain('three new lines');
  });

  it('is cancelled with its open request', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const open = await approvalCard(sandbox, planId);
    expect((await cugar(sandbox, `cancel ${planId}`)).ackText).toMatch(/cancelled/i);
    expect(readable(await planCard(sandbox, planId))).toContain('Cancelled');
    expect(isApprovalCard(sandbox.current(open))).toBe(false);
    expect((await cugar(sandbox, `cancel ${planId}`)).ackText).toMatch(/ended/i);
  });

  it('asks which account is meant, and goes on with the chosen one', async () => {
    const { sandbox } = world;
    const { answer, ackText } = await cugar(sandbox, 'qualify Northfold');
    expect(ackText).not.toContain('Queued');
    if (!answer) throw new Error('no question');
    const choice = readable(answer);
    for (const name of ['Logistics', 'Foods', 'Marine']) expect(choice).toContain(`Northfold ${name}`);
    const afterSeq = sandbox.transcript.entries.length;
    await person().click(answer, /\d\. Northfold Foods/.exec(choice)?.[0] ?? '');
    const posted = await sandbox.transcript.waitForKind(
      'message_posted',
      ({ message }) => message.text.includes('Qualify Northfold Foods') && message.ephemeralTo === undefined,
      { afterSeq },
    );
    const planId = /Plan ([0-9A-Z]{26})/.exec(posted.message.text)?.[1] ?? '';
    await approvalCard(sandbox, planId);
    expect((await cugar(sandbox, `cancel ${planId}`)).ackText).toMatch(/cancelled/i);
    await planCard(sandbox, planId);
  });

  it('lets no markup out of hostile data', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox, 'qualify zephyr');
    await person().click(await approvalCard(sandbox, planId), 'Approve');
    await planCard(sandbox, planId);
    await handover(sandbox, planId);
    expect(
      messagesAbout(sandbox, planId).flatMap(({ pings }) => pings.map(({ kind }) => kind)),
    ).not.toContain('channel');
  });

  it('is acted on once, however often Slack sends it', async () => {
    const { sandbox } = world;
    const planId = await queue(sandbox);
    const delivery = sandbox.deliveries.findLast(({ kind }) => kind === 'command');
    expect((await sandbox.raw.replay(delivery?.id)).status).toBe(409);
    const earlier = Math.floor(Date.now() / 1_000) - 5;
    const again = await sandbox.raw.post(delivery?.body ?? '', { timestamp: earlier });
    expect(again.body).toContain(`plan \`${planId}\`, and nothing was queued twice`);
    await person().click(await approvalCard(sandbox, planId), 'Approve');
    await planCard(sandbox, planId);
    const posts = sandbox.transcript.entries.flatMap((entry) =>
      entry.kind === 'message_posted' && !entry.message.ephemeralTo ? [entry.message.text] : [],
    );
    expect(posts.filter((text) => text.includes(`Plan ${planId}`))).toHaveLength(1);
  });
});

describe('what queues nothing', () => {
  it.each([
    ['', /qualify &lt;account&gt;/],
    ['help', /qualify &lt;account&gt;/],
    ['qualfy Acme', /qualify/],
    ['qualify', /qualify Acme/],
    ['qualify Acne Robtx Incorporation', /nearest|no account/i],
    ['qualify Nobody At All', /no account|not found|nearest/i],
    ['status 01ARZ3NDEKTSV4RRFFQ69G5FAV', /no plan/i],
    ['approvals', /./],
    ['budget', /of 200 units/],
    ['status', /plans?/],
  ])('%j is answered privately at once', async (text, answer) => {
    const { sandbox } = world;
    const before = sandbox.messages(sales).filter(({ ephemeralTo }) => ephemeralTo === undefined).length;
    const outcome = await cugar(sandbox, text);
    expect(outcome.failure).toBeUndefined();
    expect(outcome.answer?.ephemeralTo).toBe(seller);
    expect(outcome.answer && readable(outcome.answer)).toMatch(answer);
    expect(outcome.ackText).not.toContain('Queued');
    expect(sandbox.messages(sales).filter(({ ephemeralTo }) => ephemeralTo === undefined)).toHaveLength(
      before,
    );
  });
});
