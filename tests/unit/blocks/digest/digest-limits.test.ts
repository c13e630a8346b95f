import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  digestAnswer,
  digestMessages,
  digestOwnerUnknown,
  digestSetting,
  digestState,
} from '../../../../blocks/index.ts';
import { weigh } from '../../../../blocks/layout/compose.ts';
import type { Message } from '../../../../blocks/layout/message.ts';
import { validateBlocks } from '../../../../blocks/validate/blocks.ts';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import { type DigestContent, PLAN_OUTCOMES } from '../../../../src/core/digest.ts';
import { Stage } from '../../../../src/core/records.ts';
import { aFullDigest, DIGEST_NOW, WEEK } from '../../../support/digest-content.ts';
import { hostileText } from '../../../support/hostile.ts';
import { hostileApproval } from '../../../support/hostile-records.ts';
import { liveFallback, liveMarkup } from '../../../support/live-markup.ts';
import { textsOf } from '../../../support/message-texts.ts';

function expectSafe(message: Message): void {
  expect(validateMessage(message, 'chat.update')).toBeNull();
  expect(liveMarkup(message.blocks)).toEqual([]);
  expect(liveFallback(message.text)).toEqual([]);
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  expect(weigh(message.blocks) + weigh(message.text)).toBeLessThanOrEqual(8_000);
}

const many = <T>(item: fc.Arbitrary<T>, most: number) =>
  fc.array(item, { maxLength: most }).chain((items) =>
    fc.record({
      items: fc.constant(items),
      total: fc.integer({ min: items.length, max: items.length + 500 }),
    }),
  );
const counts = fc.record({ judged: fc.nat(99), leftOut: fc.nat(99), failed: fc.nat(9) });
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const mode = fc.constantFrom('sample', 'local', 'mock', 'live', 'mixed' as const);

const hot = fc.record({
  accountId: hostileText,
  name: hostileText,
  owner: optional(hostileText),
  score: fc.double({ min: 0, max: 1, noNaN: true }),
  signal: fc.record({
    title: hostileText,
    source: hostileText,
    ageDays: fc.option(fc.integer({ min: -3, max: 9_000 })),
  }),
  dataMode: mode,
});
const risky = fc.record({
  opportunityId: hostileText,
  name: hostileText,
  accountName: optional(hostileText),
  owner: optional(hostileText),
  stage: fc.constantFrom(...Stage.options),
  winProbability: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
  reason: hostileText,
  nextStep: optional(hostileText),
  advice: optional(hostileText),
  dataMode: mode,
});
const decision = fc.record({
  planId: hostileText,
  goal: hostileText,
  decision: fc.constantFrom('approved', 'denied', 'expired', 'cancelled' as const),
  by: fc.oneof(fc.constantFrom('U001', 'system'), hostileText),
  atMs: fc.integer({ min: 0, max: DIGEST_NOW }),
});
const troubled = fc.record({
  planId: hostileText,
  goal: hostileText,
  outcome: fc.constantFrom(...PLAN_OUTCOMES),
  requestedBy: hostileText,
  reason: optional(hostileText),
});
const waiting = fc.record({
  planId: hostileText,
  stepId: hostileText,
  goal: hostileText,
  requestedBy: fc.oneof(fc.constant('U001'), hostileText),
  approval: hostileApproval,
});

const content = fc
  .record({
    audience: fc.oneof(
      fc.constant({ kind: 'channel' } as const),
      fc.record({ kind: fc.constant('person' as const), userId: fc.constant('U001'), owner: hostileText }),
    ),
    askedBy: fc.option(fc.oneof(fc.constant('U002'), hostileText)),
    ended: fc.record({ completed: fc.nat(999), partial: fc.nat(9), failed: fc.nat(9), cancelled: fc.nat(9) }),
    started: fc.nat(50),
    troubled: many(troubled, 30),
    decisions: many(decision, 30),
    waiting: many(waiting, 12),
    hot: fc.option(fc.tuple(many(hot, 20), counts).map(([list, more]) => ({ ...list, ...more }))),
    risky: fc.option(fc.tuple(many(risky, 20), counts).map(([list, more]) => ({ ...list, ...more }))),
    hasNewRisk: fc.boolean(),
    data: fc.record({ mode, loadedAtMs: fc.constant(DIGEST_NOW), problemCount: fc.nat(9_999) }),
  })
  .map((over) => aFullDigest(over as Partial<DigestContent>));

describe('whatever the data hold', () => {
  it('every message keeps to the limits and nothing in it is live', () => {
    fc.assert(
      fc.property(content, (given) => {
        const { head, card, replies } = digestMessages(given);
        for (const message of [head, card, ...replies]) expectSafe(message);
        expect(replies.length).toBeLessThanOrEqual(6);
      }),
      { numRuns: 120, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('answers and settings stay safe', () => {
    fc.assert(
      fc.property(hostileText, hostileText, (name, other) => {
        const state = { schedule: null, off: { by: name, atMs: DIGEST_NOW }, owner: other };
        for (const message of [
          digestOwnerUnknown(name, other),
          digestState(state),
          digestAnswer('me_on', state),
        ])
          expectSafe(message);
        expect(validateBlocks(digestSetting(state), 'home')).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('a digest whose every section is as full as can be', () => {
  it.each([20, 60, 90, 120, 400])('keeps to the limits with texts of %i characters', (length) => {
    const given = aFullDigest({
      audience: { kind: 'person', userId: 'U001', owner: 'o'.repeat(length) },
      data: { mode: 'mixed', loadedAtMs: DIGEST_NOW, problemCount: 9_999 },
    });
    const text = '&'.repeat(length);
    const fill = <T extends object>(item: T | undefined) =>
      Array.from({ length: 20 }, () =>
        Object.fromEntries(
          Object.entries(item ?? {}).map(([key, value]) => [
            key,
            typeof value === 'string' && key in LONG ? text : value,
          ]),
        ),
      ) as T[];
    const LONG = { name: 1, owner: 1, accountName: 1, reason: 1, nextStep: 1, advice: 1, goal: 1 };
    const stretched: DigestContent = {
      ...given,
      troubled: { items: fill(given.troubled.items[0]), total: 99 },
      decisions: { items: fill(given.decisions.items[0]), total: 99 },
      waiting: {
        items: Array.from({ length: 50 }, () => given.waiting.items[0] ?? ({} as never)),
        total: 999,
      },
      hot: given.hot && {
        ...given.hot,
        total: 99,
        items: fill({ ...given.hot.items[0], dataMode: 'sample' } as never),
      },
      risky: given.risky && {
        ...given.risky,
        total: 99,
        items: fill({ ...given.risky.items[0], dataMode: 'mock' } as never),
      },
    };
    const { head, card, replies } = digestMessages(stretched);
    for (const message of [head, card, ...replies]) expectSafe(message);
    expect(replies.length).toBeGreaterThan(0);
  });
});

describe('a digest that does not fit its card', () => {
  const [deal] = aFullDigest().risky?.items ?? [];
  const items = Array.from({ length: 20 }, (_, index) => ({
    ...(deal ?? ({} as never)),
    opportunityId: `o${index}`,
    name: `Deal number ${index}.`,
    reason: `Reason ${'long '.repeat(25)}`,
  }));
  const given = aFullDigest({ risky: { items, total: 34, judged: 60, leftOut: 4, failed: 0 }, week: WEEK });
  const { card, replies } = digestMessages(given);

  it('has every entry exactly once, on the card or in the thread', () => {
    const all = [card, ...replies].map(({ blocks }) => textsOf(blocks)).join('\n');
    for (const { name } of items) expect(all.split(`*${name}*`), name).toHaveLength(2);
  });

  it('says how many are in the thread, and how many are nowhere', () => {
    const onCard = items.filter(({ name }) => textsOf(card.blocks).includes(`*${name}*`)).length;
    expect(onCard).toBeGreaterThan(0);
    expect(textsOf(card.blocks)).toContain(`• ${items.length - onCard} more in the thread`);
    expect(textsOf(card.blocks)).toContain('• 14 more, see `/cugar qualify &lt;account&gt;`');
  });
});
