import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  accountChoice,
  accountNotFound,
  approvalsList,
  budgetAnswer,
  budgetRefusal,
  cancelAnswer,
  commandHelp,
  doneModal,
  errorAnswer,
  help,
  type Message,
  queued,
  refusal,
  statusList,
  unknownCommand,
} from '../../../blocks/index.ts';
import { weigh } from '../../../blocks/layout/compose.ts';
import { validateMessage } from '../../../blocks/validate/message.ts';
import { blocksTextLength } from '../../../blocks/validate/totals.ts';
import { validateView } from '../../../blocks/validate/view.ts';
import { BUDGET_SCOPES } from '../../../src/core/budget.ts';
import { ERROR_CODES } from '../../../src/core/errors.ts';
import { PLAN_STATUSES } from '../../../src/core/plan.ts';
import { hostileList, hostileText } from '../../support/hostile.ts';
import { hostileApproval } from '../../support/hostile-records.ts';
import { liveFallback, liveMarkup } from '../../support/live-markup.ts';
import { OPENED_AT } from '../../support/plan-records.ts';

function expectSafe(message: Message): void {
  expect(validateMessage(message, 'response_url')).toBeNull();
  expect(liveMarkup(message.blocks)).toEqual([]);
  expect(liveFallback(message.text)).toEqual([]);
  expect(message.text.trim().length).toBeGreaterThan(10);
  expect(blocksTextLength(message.blocks) + weigh(message.text)).toBeLessThanOrEqual(8_000);
}

const check = <T>(arbitrary: fc.Arbitrary<T>, make: (value: T) => Message) =>
  fc.assert(
    fc.property(arbitrary, (value) => expectSafe(make(value))),
    { numRuns: 100, interruptAfterTimeLimit: 10_000 },
  );

describe('whatever is typed or stored', () => {
  it('answers to commands stay safe', () => {
    check(hostileText, (goal) => queued({ goal, planId: goal }));
    check(hostileText, (planId) => cancelAnswer('unknown', planId));
    check(fc.tuple(hostileText, fc.option(hostileText, { nil: undefined })), ([word, nearest]) =>
      unknownCommand(word, nearest),
    );
    const commands = (texts: readonly string[]) =>
      texts.map((text) => ({
        name: text,
        usage: text,
        what: text,
        examples: [text] as const,
        notes: [text],
      }));
    check(hostileList, (texts) => help(commands(texts)));
    check(hostileList, (texts) => commandHelp(commands(texts)));
  });

  it('lists of plans and approvals stay safe, however long', () => {
    const plan = fc.record({
      planId: hostileText,
      goal: hostileText,
      status: fc.constantFrom(...PLAN_STATUSES),
      requestedBy: hostileText,
      createdAt: fc.constantFrom('2026-11-22T10:00:00Z', 'never'),
    });
    check(fc.array(plan, { maxLength: 80 }), statusList);
    const pending = fc.record({
      planId: hostileText,
      stepId: fc.constant('draft'),
      goal: hostileText,
      requestedBy: hostileText,
      approval: hostileApproval,
    });
    check(fc.array(pending, { maxLength: 30 }), (items) =>
      approvalsList({ items, total: items.length }, OPENED_AT + 1),
    );
  });

  it('account answers stay safe', () => {
    const account = fc.record({
      name: hostileText,
      accountId: hostileText,
      facts: hostileList,
      value: hostileText,
    });
    check(fc.tuple(hostileText, fc.array(account, { maxLength: 14 })), ([query, all]) =>
      accountChoice(query, all),
    );
    check(fc.tuple(hostileText, hostileList), ([query, nearest]) => accountNotFound(query, nearest));
  });

  it('budgets, refusals and errors stay safe', () => {
    const use = fc.record({
      kind: fc.constantFrom(...BUDGET_SCOPES),
      id: hostileText,
      cost: fc.double({ min: 0, max: 1e6, noNaN: true }),
      calls: fc.nat(),
      costLimit: fc.nat(),
      callLimit: fc.nat(),
    });
    check(fc.array(use, { maxLength: 60 }), budgetAnswer);
    check(use, (refused) => budgetRefusal({ ...refused, wantedCost: 1, wantedCalls: 2 }));
    check(hostileText, (by) => refusal({ reason: 'decided', state: 'denied', by, at: OPENED_AT }));
    const error = fc.record(
      {
        code: fc.constantFrom(...ERROR_CODES),
        message: hostileText,
        hint: hostileText,
        reference: hostileText,
      },
      { requiredKeys: ['code', 'message', 'reference'] },
    );
    check(error, errorAnswer);
  });

  it('a closing sentence stays safe', () => {
    fc.assert(
      fc.property(hostileText, (sentence) => {
        expect(validateView(doneModal(sentence))).toEqual([]);
        expect(liveMarkup(doneModal(sentence))).toEqual([]);
      }),
    );
  });
});
