import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { APPROVE_ACTION, DISCARD_ACTION } from '../../../blocks/index.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { hasButtons, openRequest, stateOf } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';
import { click } from './support/clicks.ts';

const { people } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
});
afterEach(async () => {
  await bot.close();
  expect(bot.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const question = () =>
  openRequest(bot, {
    proposal: {
      summary: 'Run 1 step for about 6 units',
      payload: {
        kind: 'run_plan',
        goal: 'bring it forward',
        steps: [{ id: 'fit', tool: 'score_account_fit', reason: 'To know.' }],
        cost: 6,
        calls: 9,
      },
    },
  });

describe('the question whether a plan may run', () => {
  it('is answered by Run, and the buttons go', async () => {
    const { planId, card } = await question();
    await click(bot, people.seller, card(), APPROVE_ACTION);
    expect(await stateOf(bot, planId)).toBe('approved');
    await bot.deliverWoken();
    expect(hasButtons(card())).toBe(false);
  });

  it('is answered by Discard at once, without a reason', async () => {
    const { planId, card } = await question();
    const outcome = await click(bot, people.seller, card(), DISCARD_ACTION);
    expect(outcome?.failure).toBeUndefined();
    expect(await stateOf(bot, planId)).toBe('denied');
    await bot.deliverWoken();
    expect(hasButtons(card())).toBe(false);
  });

  it('is answered by nobody but the one who asked', async () => {
    const { planId, card } = await question();
    await click(bot, people.approver, card(), DISCARD_ACTION);
    expect(await stateOf(bot, planId)).toBe('pending');
  });
});

describe('discarding', () => {
  it('is no way around the reason that another denial needs', async () => {
    const { planId, card, told } = await openRequest(bot);
    const shown = card();
    const forged = JSON.parse(
      JSON.stringify(shown).replaceAll('approval.deny', DISCARD_ACTION),
    ) as typeof shown;
    Object.assign(shown, { blocks: forged.blocks });
    await click(bot, people.seller, shown, DISCARD_ACTION);
    expect(await stateOf(bot, planId)).toBe('pending');
    await told(people.seller, '');
  });
});
