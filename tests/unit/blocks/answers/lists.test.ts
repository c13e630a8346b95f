import { describe, expect, it } from 'vitest';
import { age } from '../../../../blocks/answers/approvals.ts';
import { approvalsList, budgetAnswer, budgetRefusal, statusList } from '../../../../blocks/index.ts';
import type { BudgetUse } from '../../../../src/core/budget.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/clock.ts';
import type { PlanSummary } from '../../../../src/core/plan-store.ts';
import { textsOf } from '../../../support/message-texts.ts';
import { anApproval, aProposal, OPENED_AT, PLAN_ID } from '../../../support/plan-records.ts';

const plan = (overrides: Partial<PlanSummary> = {}): PlanSummary => ({
  planId: PLAN_ID,
  goal: 'Qualify Northwind',
  status: 'running',
  requestedBy: 'U001',
  createdAt: '2026-11-22T10:00:00Z',
  ...overrides,
});

describe('statusList', () => {
  it('shows each plan with state, id, who asked and when', () => {
    const { text, blocks } = statusList([plan(), plan({ goal: 'Qualify Acme', status: 'completed' })]);
    expect(text).toBe('2 plans, 1 of them open. Qualify Northwind: Running; Qualify Acme: Completed.');
    expect(textsOf(blocks)).toMatch(
      /◐ \*Running\* · Qualify Northwind\n`01JD\w+`, asked by <@U001> · <!date\^/,
    );
  });

  it('says what became of a plan of which nothing was done', () => {
    const { text } = statusList([plan({ status: 'partial', undone: 'denied' })]);
    expect(text).toContain('Qualify Northwind: Denied');
  });

  it('says how to begin when there is none', () => {
    expect(statusList([]).text).toContain('/cugar qualify &lt;account&gt;');
  });

  it('says how many do not fit', () => {
    const { blocks } = statusList(Array.from({ length: 100 }, () => plan()));
    const shown = blocks.filter(({ type }) => type === 'section').length;
    expect(textsOf(blocks.at(-1))).toBe(`${100 - shown} more, see \`/cugar status &lt;plan&gt;\``);
  });
});

describe('approvalsList', () => {
  const pending = (summary: string, openedAt: number) => ({
    planId: PLAN_ID,
    stepId: 'draft',
    goal: 'Qualify Northwind',
    requestedBy: 'U001',
    approval: anApproval({ openedAt, proposal: aProposal({ summary }) }),
  });

  it('shows the oldest first, with age, who may decide and until when', () => {
    const now = OPENED_AT + 3 * HOUR;
    const { text, blocks } = approvalsList(
      { items: [pending('Older', OPENED_AT), pending('Younger', now - MINUTE)], total: 2 },
      now,
    );
    expect(text).toBe('2 requests wait for a decision: Older; Younger.');
    expect(textsOf(blocks[0])).toMatch(
      /^◆ \*3 hours\* old · Older\nFor Qualify Northwind, plan `01JD\w+`\nMay decide: <@U001>, who asked\nUntil <!date/,
    );
    expect(textsOf(blocks[1])).toContain('*1 minute* old · Younger');
  });

  it('says how many there are besides those it was given', () => {
    const { text, blocks } = approvalsList({ items: [pending('Older', OPENED_AT)], total: 1_234 }, OPENED_AT);
    expect(text).toBe('1234 requests wait for a decision: Older.');
    expect(textsOf(blocks.at(-1))).toContain('1233 more');
  });

  it('says so when nothing waits', () => {
    expect(approvalsList({ items: [], total: 0 }, OPENED_AT).text).toBe('Nothing waits for a decision.');
  });

  it.each([
    [0, 'less than a minute'],
    [-5, 'less than a minute'],
    [2 * MINUTE, '2 minutes'],
    [HOUR, '1 hour'],
    [DAY - 1, '23 hours'],
    [3 * DAY, '3 days'],
  ])('%i ms are %s', (elapsedMs, words) => {
    expect(age(elapsedMs)).toBe(words);
  });
});

describe('budgets', () => {
  const use = (overrides: Partial<BudgetUse> = {}): BudgetUse => ({
    kind: 'user_day',
    id: 'U001:2026-11-22',
    cost: 50,
    costLimit: 200,
    calls: 30,
    callLimit: 600,
    ...overrides,
  });

  it('shows bar, share, numbers, limits and period', () => {
    const { text, blocks } = budgetAnswer([use()]);
    expect(textsOf(blocks)).toContain(
      '*You, today (UTC)*\n███░░░░░░░ 25 % used\n50 of 200 units, 30 of 600 calls',
    );
    expect(text).toBe('Budget. You, today (UTC): 50 of 200 units, 30 of 600 calls.');
  });

  it.each([
    [{ cost: 160 }, 'nearly used up'],
    [{ calls: 600 }, 'nothing left'],
    [{ costLimit: 0, cost: 0 }, 'nothing left'],
  ])('warns: %j', (overrides, words) => {
    expect(textsOf(budgetAnswer([use(overrides)]).blocks)).toContain(words);
  });

  it('refuses with the numbers and what to do', () => {
    const { text } = budgetRefusal({ ...use({ cost: 199.123 }), wantedCost: 3.7, wantedCalls: 6 });
    expect(text).toBe(
      'Not started: it needs about 3.7 units and 6 calls, which does not fit the budget of you, today (UTC) (used: 199.12 of 200 units, 30 of 600 calls). It is full again tomorrow (UTC).',
    );
  });

  it('says so where there is no budget', () => {
    expect(budgetAnswer([]).text).toBe('No budget is set for you here.');
  });
});
