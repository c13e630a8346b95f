import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { keysOf } from '../../../src/store/keys.ts';
import { readable } from '../../support/e2e-plans.ts';
import { sharedRedisUrl } from '../../support/redis.ts';
import { storeRequest } from './support/approvals.ts';
import { type Bot, startBot } from './support/bot.ts';

const { people, channels } = SAMPLE;
let bot: Bot;
let redis: Redis;

beforeAll(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  await bot.start();
  redis = new Redis(sharedRedisUrl());
});
afterAll(async () => {
  redis.disconnect();
  await bot.close();
});

async function say(text: string): Promise<string> {
  const { answer, failure } = await bot.sandbox
    .as(people.seller)
    .command('/cugar', text, { channel: channels.sales });
  expect(failure).toBeUndefined();
  if (!answer) throw new Error('no answer');
  return `${answer.text}\n${readable(answer)}`;
}

describe('what is told of a plan from its records', () => {
  it('is why each step was planned, what came of it, and who decided', async () => {
    const { planId, hash } = await storeRequest(bot);
    const shown = await say(`explain ${planId.slice(-8)}`);
    expect(shown).toContain('Planned by template');
    expect(shown).toContain('Whether the account resembles the customers we win with.');
    expect(shown).toContain('awaiting approval');
    expect(shown).toContain(planId);
    const decided = await bot.store.decide({
      teamId: bot.teamId,
      ref: { planId, stepId: 'draft', version: 1, hash },
      decision: 'denied',
      by: people.seller,
      reason: 'Not this week',
    });
    expect(decided.kind).toBe('decided');
    expect(await say(`explain ${planId}`)).toMatch(/denied by .*reason: Not this week/s);
  });

  it('is what happened to it, oldest first, and nothing about another plan', async () => {
    const [mine, other] = [await storeRequest(bot), await storeRequest(bot)];
    const shown = await say(`audit ${mine.planId}`);
    expect(shown).toMatch(/\d+ entries about plan/);
    expect(shown.indexOf('plan created')).toBeGreaterThanOrEqual(0);
    expect(shown.indexOf('plan created')).toBeLessThan(shown.indexOf('approval requested'));
    expect(shown).not.toContain(other.planId);
    await say(`cancel ${mine.planId}`);
    expect(await say(`audit ${mine.planId}`)).toMatch(/cancelled.*by/s);
  });

  it('needs a plan, and says how to name one', async () => {
    expect(await say('explain')).toContain('/cugar explain &lt;plan&gt;');
    expect(await say('audit')).toContain('/cugar audit &lt;plan&gt;');
    expect(await say('audit 01ARZ3NDEKTSV4RRFFQ69G5FAV')).toContain('no plan');
    expect(await say('explain 01')).toContain('no plan');
  });

  it('is whole as long as nobody touched the trail, and broken where somebody did', async () => {
    await storeRequest(bot);
    expect(await say('audit verify')).toMatch(/intact: all \d+ entries/);
    const { audit } = keysOf(bot.teamId);
    const [last] = await redis.xrevrange(audit, '+', '-', 'COUNT', 1);
    await redis.xdel(audit, last?.[0] ?? '');
    expect(await say('audit verify')).toContain('The audit trail is broken');
  });
});
