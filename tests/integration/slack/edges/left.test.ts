import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { sharedRedisUrl } from '../../../support/redis.ts';
import { openRequest } from '../support/approvals.ts';
import { type Bot, startBot } from '../support/bot.ts';

const { people } = SAMPLE;
let bot: Bot;

beforeEach(async () => {
  bot = await startBot({ redisUrl: sharedRedisUrl() });
  bot.sandbox.setRateLimits('off');
});
afterEach(() => bot.close());

/** Approves the request and does what was approved, up to the handover. */
async function approved() {
  const { planId, key, card } = await openRequest(bot, {
    policy: { kind: 'approvers', approvers: [people.approver] },
  });
  const record = await bot.store.load(bot.teamId, planId);
  const approval = record?.steps.draft?.approval;
  if (!record || !approval) throw new Error('no approval');
  const { teamId } = bot;
  const ref = { planId, stepId: 'draft', version: 1, hash: approval.hash };
  await bot.decisions.decide(record, { teamId, ref, decision: 'approved', by: people.approver });
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
  const result = { status: 'succeeded', output: {}, handOver: true } as const;
  await bot.store.finish({ ...named, attempt: begun.attempt, result });
  return { planId, key, card };
}

function leaves(userId: string): void {
  const person = bot.sandbox.world.people.get(userId);
  if (person) person.kind = 'deactivated';
}

describe('a requester who has left', () => {
  it.each([false, true])(
    'gets no handover; the text is kept, and the card says so (known before: %s)',
    async (isKnown) => {
      const { planId, key, card } = await approved();
      if (isKnown) {
        const { planId: earlier } = await approved();
        await bot.deliver({ kind: 'handover', planId: earlier, stepId: 'draft' });
      }
      await bot.deliver(key);
      expect(JSON.stringify(card().blocks)).toContain('It was handed to');
      leaves(people.seller);
      await bot.deliver({ kind: 'handover', planId, stepId: 'draft' });
      const owed = await bot.messages.behind(bot.teamId, 0, Date.now() + 60_000);
      expect(owed.filter((each) => each.planId === planId && each.kind === 'handover')).toEqual([]);
      expect(owed).toContainEqual(key);
      await bot.deliver(key);
      const shown = JSON.stringify(card().blocks);
      expect(shown).toContain('It could not be handed to');
      expect(shown).toContain('that account is deactivated');
      expect(shown).toContain('Hello Dana');
    },
  );
});
