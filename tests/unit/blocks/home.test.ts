import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type HomeModel, homeView, plainHome } from '../../../blocks/home/index.ts';
import { refusal } from '../../../blocks/index.ts';
import { MAX_VIEW_BYTES, validateView } from '../../../blocks/validate/view.ts';
import { PLAN_STATUSES } from '../../../src/core/plan.ts';
import type { PendingApproval } from '../../../src/core/plan-store.ts';
import type { SourceReport } from '../../../src/core/source-report.ts';
import { hostileText } from '../../support/hostile.ts';
import { hostileApproval } from '../../support/hostile-records.ts';
import { liveMarkup } from '../../support/live-markup.ts';
import { textsOf } from '../../support/message-texts.ts';
import { anApproval, aPayload, aProposal, OPENED_AT, PLAN_ID } from '../../support/plan-records.ts';

const counts = { accounts: 4, contacts: 3, opportunities: 2, signals: 1, reps: 0 };
const budget = (id: string) =>
  ({ kind: 'user_day', id, costLimit: 20, callLimit: 60, cost: 18, calls: 3 }) as const;

const listed = <T>(items: readonly T[]) => ({ items, total: items.length });

function aModel(overrides: Partial<HomeModel> = {}): HomeModel {
  return {
    notice: [],
    decidable: listed([]),
    waiting: listed([]),
    plans: [],
    budget: [budget('U001:2026-11-22')],
    digest: null,
    data: { mode: 'local', loadedAt: new Date(OPENED_AT), counts, problemCount: 0, problems: [] },
    sources: [],
    nowMs: OPENED_AT,
    ...overrides,
  };
}

const aPending = (overrides: Partial<PendingApproval> = {}): PendingApproval => ({
  planId: PLAN_ID,
  stepId: 'draft',
  goal: 'Qualify Northwind',
  requestedBy: 'U001',
  approval: anApproval(),
  ...overrides,
});

const textOf = (model: HomeModel) => JSON.stringify(homeView(model).blocks);
const buttonsOf = (model: HomeModel) => textOf(model).match(/approval\.approve/g)?.length ?? 0;

/** As full as it can get. */
const full = (pending: PendingApproval): HomeModel =>
  aModel({
    notice: refusal({ reason: 'unknown' }).blocks,
    decidable: listed(Array.from({ length: 30 }, (_, n) => ({ ...pending, stepId: `draft_${n}` }))),
    waiting: listed(Array.from({ length: 30 }, () => pending)),
    plans: Array.from({ length: 30 }, () => ({
      planId: PLAN_ID,
      goal: pending.goal,
      status: 'running' as const,
      requestedBy: 'U001',
      createdAt: '2026-11-22T10:00:00Z',
    })),
    budget: Array.from({ length: 9 }, (_, n) => budget(`U001:${n}`)),
    digest: {
      schedule: { channel: 'C001', cron: '0 8 * * 1-5', timeZone: 'UTC' },
      off: { by: 'U002', atMs: OPENED_AT },
      owner: 'Sam',
    },
    data: { mode: 'sample', loadedAt: new Date(OPENED_AT), counts, problemCount: 12, problems: [] },
    sources: Array.from({ length: 30 }, (_, n) => ({ title: `Vendor ${n}`, mode: 'live', health: null })),
  });

describe('the Home tab', () => {
  it('is friendly when there is nothing', () => {
    const text = textOf(aModel());
    expect(text).toContain('Nothing waits for you.');
    expect(text).toContain('You have not asked for anything yet');
    expect(text).not.toContain('Daily digest');
    expect(text).not.toContain('Sample data');
    expect(buttonsOf(aModel())).toBe(0);
  });

  it('labels sample data, and says how old the data is and what could not be read', () => {
    const { data } = full(aPending());
    const text = textOf(aModel({ data }));
    expect(text).toContain('⚠ *Sample data: invented companies');
    expect(text).toContain('Sample data, read <!date^');
    expect(text).toContain('12 rows or files could not be used');
  });

  it('names the data vendors, each with its kind and how old its answers are', () => {
    const health = {
      lastSuccessAt: OPENED_AT,
      lastFailure: null,
      requests: 9,
      failed: 0,
      circuit: 'closed',
      rate: null,
    } as const;
    const sources: SourceReport[] = [
      { title: 'Clearbit', mode: 'off', health: null },
      { title: 'BuiltWith', mode: 'mock', health: null },
      { title: '6sense', mode: 'mock', health: null },
      { title: 'Salesforce', mode: 'live', health: null },
      { title: 'HubSpot', mode: 'live', health },
      { title: 'Pipedrive', mode: 'live', health: { ...health, lastSuccessAt: null, circuit: 'open' } },
    ];
    const text = textsOf(homeView(aModel({ sources })).blocks);
    expect(text).toContain('*Salesforce* Live, not asked yet');
    expect(text).toMatch(/\*HubSpot\* Live, working, last answer <!date\^/);
    expect(text).toContain('*Pipedrive* Live, left alone for a while, no answer yet');
    expect(text).toContain('*BuiltWith, 6sense* Mock, invented answers about the sample companies');
    expect(text).toContain('*Clearbit* Off');
  });

  it('keeps within what Slack takes when everything is full, and says how much is left out', () => {
    const model = full(aPending({ approval: anApproval({ proposal: aProposal({ payload: longest() }) }) }));
    const view = homeView(model);
    expect(validateView(view, ['home'])).toEqual([]);
    expect(view.blocks.length).toBeLessThanOrEqual(100);
    expect(JSON.stringify(view).length).toBeLessThan(MAX_VIEW_BYTES / 3);
    expect(buttonsOf(model)).toBe(5);
    expect(textOf(model)).toContain('25 more wait for you');
    expect(textOf(model)).toContain('25 more, see');
  });

  it('offers no button for a text that it cannot show whole', () => {
    const payload = { ...longest(), body: 'x'.repeat(3_001) };
    const model = aModel({
      decidable: listed([aPending({ approval: anApproval({ proposal: aProposal({ payload }) }) })]),
    });
    expect(buttonsOf(model)).toBe(0);
    expect(textOf(model)).toContain('decide on its card');
  });

  it('names the version in its block ids, and differs in time alone only in its last block', () => {
    const ids = (version: number) =>
      homeView(
        aModel({ decidable: listed([aPending({ approval: anApproval({ version }) })]) }),
      ).blocks.flatMap(({ block_id = '' }) => (block_id.includes(PLAN_ID) ? [block_id] : []));
    expect(ids(1).some((id) => ids(2).includes(id))).toBe(false);
    const at = (nowMs: number) => homeView({ ...full(aPending()), nowMs }).blocks.slice(0, -1);
    expect(at(OPENED_AT)).toEqual(at(OPENED_AT + 3_600_000));
  });

  it('stays safe and valid whatever stands in the data', () => {
    const model = fc.record({
      approval: hostileApproval,
      text: hostileText,
      status: fc.constantFrom(...PLAN_STATUSES),
    });
    fc.assert(
      fc.property(model, ({ approval, text, status }) => {
        const pending = aPending({ approval, goal: text, requestedBy: text });
        const plan = {
          planId: PLAN_ID,
          goal: text,
          status,
          requestedBy: text,
          createdAt: '2026-11-22T10:00:00Z',
        };
        const view = homeView(
          aModel({ decidable: listed([pending]), waiting: listed([pending]), plans: [plan] }),
        );
        expect(validateView(view, ['home'])).toEqual([]);
        expect(liveMarkup(view.blocks)).toEqual([]);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 10_000 },
    );
  });

  it('has a plain form', () => {
    expect(validateView(plainHome(), ['home'])).toEqual([]);
  });
});

function longest() {
  return { ...aPayload(), subject: 's'.repeat(250), body: 'b'.repeat(3_000) };
}
