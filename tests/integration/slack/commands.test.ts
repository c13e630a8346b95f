import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { storeRequest } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';

const { people, channels } = SAMPLE;
let bot: Bot;

beforeAll(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl(), approvers: [SAMPLE.groups.approvers] });
  await bot.start();
});
afterAll(() => bot.close());

const say = (text: string, userId: string = people.seller) =>
  bot.sandbox.as(userId).command('/cugar', text, { channel: channels.sales });
const plansOf = (userId: string) => bot.store.list(bot.teamId, 100, userId);
const planIn = (text: string) => /[0-9A-HJKMNP-TV-Z]{26}/.exec(text)?.[0] ?? '';

describe('/cugar qualify', () => {
  it('is acknowledged with the plan id after the plan is stored', async () => {
    const { ackText = '', failure } = await say('qualify northwind');
    expect(failure).toBeUndefined();
    const record = await bot.store.load(bot.teamId, planIn(ackText));
    expect(record?.plan).toMatchObject({
      requestedBy: people.seller,
      channelId: channels.sales,
      goal: 'Qualify Northwind',
      subject: { accountId: 'northwind', name: 'Northwind' },
    });
    expect(bot.woken.has(`plan.${record?.plan.planId}`)).toBe(true);
  });

  it.each(['qualify "Müller & Söhne"', 'qualify “Müller & Söhne”', 'QUALIFY   Müller & Söhne '])(
    'finds the account of %s',
    async (text) => {
      const { ackText = '' } = await say(text.replaceAll('&', '&amp;'));
      const record = await bot.store.load(bot.teamId, planIn(ackText));
      expect(record?.plan.subject?.accountId).toBe('umlaut');
    },
  );

  it('queues nothing for an account that does not exist, and names the nearest', async () => {
    const before = (await plansOf(people.secondSeller)).length;
    const { ackText = '' } = await say('qualify Nortwnid', people.secondSeller);
    if (planIn(ackText) === '') expect(ackText).toContain('Northwind');
    const missing = await say('qualify Zzyzx Unheard', people.secondSeller);
    expect(missing.ackText).toContain('nothing was queued');
    expect(await plansOf(people.secondSeller)).toHaveLength(before + (planIn(ackText) === '' ? 0 : 1));
  });

  it('says how to use it when no account is given', async () => {
    expect((await say('qualify')).ackText).toContain('/cugar qualify');
    expect((await say('qualify "" ')).ackText).toMatch(/qualify|no account/);
  });

  it('lets the person choose among several, and a double click makes one plan', async () => {
    const before = (await plansOf(people.manager)).length;
    const { answer } = await say('qualify Acme', people.manager);
    if (!answer) throw new Error('no answer');
    expect(answer.text).toContain('Several accounts');
    const manager = bot.sandbox.as(people.manager);
    const clicks = await Promise.all([
      manager.click(answer, 'account.choose.2'),
      manager.click(answer, 'account.choose.2'),
    ]);
    expect(clicks.map((click) => click?.failure)).toEqual([undefined, undefined]);
    const plans = await plansOf(people.manager);
    expect(plans).toHaveLength(before + 1);
    const shown = bot.sandbox.current(answer);
    expect(shown.text).toContain(plans[0]?.planId);
    expect(JSON.stringify(shown.blocks)).not.toContain('account.choose');
  });

  it('refuses a plan that the budget does not allow, with the numbers', async () => {
    const user = people.approver;
    let last = '';
    for (let i = 0; i < 25 && !last.includes('Not started'); i += 1) {
      const { ackText = '' } = await say('qualify northwind', user);
      last = ackText;
      const plan = await bot.store.load(bot.teamId, planIn(ackText));
      if (!plan) continue;
      const { teamId, planId } = plan.plan;
      const scope = { kind: 'user_day', costLimit: 20, callLimit: 60 } as const;
      const day = new Date().toISOString().slice(0, 10);
      await bot.store.begin({
        teamId,
        planId,
        stepId: 'draft',
        tool: 'draft_message',
        phase: 'run',

        charge: { cost: 10, calls: 2, scopes: [{ ...scope, id: `${user}:${day}` }] },
        maxAttempts: 3,
        repeatable: true,
      });
    }
    expect(last).toMatch(/Not started.*of 20 units/);
  });
});

describe('the other commands', () => {
  it('answers help, bare and in capitals', async () => {
    for (const text of ['help', '', 'HELP']) expect((await say(text)).ackText).toContain('/cugar qualify');
  });

  it('suggests the nearest for a subcommand that does not exist', async () => {
    const { ackText } = await say('qualfy Acme');
    expect(ackText).toContain('/cugar qualify');
    expect(ackText).toContain('nothing was done');
  });

  it('shows one plan by its id, or by a part of it that is unique', async () => {
    const { planId } = await storeRequest(bot);
    for (const part of [planId, planId.toLowerCase(), planId.slice(-8)]) {
      expect((await say(`status ${part}`)).ackText).toContain(planId);
    }
    expect((await say('status 01')).ackText).toContain('no plan');
    expect((await say(`status ${planId.slice(0, 4)}`)).ackText).toContain('Give more of the id');
    expect((await say('status')).ackText).toMatch(/plans, \d+ of them open/);
  });

  it('lists what waits, and the budget', async () => {
    expect((await say('approvals')).ackText).toContain('for a decision');
    expect((await say('budget')).ackText).toContain('of 20 units');
  });

  it('cancels for the requester and for approvers, and for nobody else', async () => {
    const mine = await storeRequest(bot);
    expect((await say(`cancel ${mine.planId}`, people.secondSeller)).ackText).toContain(
      'Only the one who asked',
    );
    expect((await bot.store.load(bot.teamId, mine.planId))?.status).toBe('awaiting_approval');
    expect((await say(`cancel ${mine.planId}`)).ackText).toContain('is cancelled');
    expect((await say(`cancel ${mine.planId}`)).ackText).toContain('already ended');
    const other = await storeRequest(bot);
    expect((await say(`cancel ${other.planId}`, people.manager)).ackText).toContain('is cancelled');
    expect((await say('cancel 01ARZ3NDEKTSV4RRFFQ69G5FAV')).ackText).toContain('no plan');
    expect((await say('cancel')).ackText).toContain('/cugar cancel');
  });

  it('takes 3,000 characters of anything', async () => {
    for (const text of ['🦄'.repeat(1_500), `qualify ${'"'.repeat(2_990)}`, `status ${'<@'.repeat(1_400)}`]) {
      const { failure, ackText } = await say(text);
      expect(failure).toBeUndefined();
      expect(ackText).not.toBe('');
    }
  });

  it('counts what it did', () => {
    expect(bot.commands).toContain('qualify queued');
    expect(bot.commands).toContain('qualify refused');
    expect(bot.commands).toContain('unknown refused');
    expect(bot.commands).toContain('help answered');
    expect(bot.commands.filter((line) => line.endsWith('failed'))).toEqual([]);
  });

  it('says no more about a plan of another workspace than that it is not here', async () => {
    const elsewhere = await startBot({ redisUrl: sharedRedisUrl() });
    const { planId } = await storeRequest(elsewhere);
    expect((await say(`status ${planId}`)).ackText).toContain('no plan');
    await elsewhere.close();
  });
});
