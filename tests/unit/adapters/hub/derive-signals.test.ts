import { describe, expect, it } from 'vitest';
import { deriveSignals } from '../../../../src/adapters/hub/derive-signals.ts';
import type { Observation } from '../../../../src/core/observation.ts';
import { SignalRecord } from '../../../../src/core/records.ts';

const origin = { source: '6sense', mode: 'live' as const, asOf: '2026-11-22T09:00:00.000Z' };
const at = (day: number) => new Date(Date.UTC(2026, 8, day, 9)).toISOString();
/** Readings by day of September 2026, and on. */
const derived = (...readings: [day: number, observed: Observation][]) =>
  deriveSignals(
    readings.map(([day, observed]) => ({ at: at(day), observed })),
    origin,
    'a1',
  );
const types = (...readings: [number, Observation][]) =>
  derived(...readings).map(({ type, occurredAt = '', key }) => [
    type,
    occurredAt.slice(5, 10),
    ...(key ? [key] : []),
  ]);

describe('what changed between two readings', () => {
  it('is nothing in the first one', () => {
    expect(types([1, { intentScore: 90, isQualified: true, buyingStage: 5, technologies: ['SAP'] }])).toEqual(
      [],
    );
  });

  it('is a surge, when the intent score rose by 20 points within 14 days', () => {
    expect(types([1, { intentScore: 40 }], [10, { intentScore: 60 }])).toEqual([['intent_surge', '09-10']]);
    expect(types([1, { intentScore: 40 }], [10, { intentScore: 59 }])).toEqual([]);
    expect(types([1, { intentScore: 40 }], [5, { intentScore: 50 }], [14, { intentScore: 61 }])).toEqual([
      ['intent_surge', '09-14'],
    ]);
  });

  it('is no surge, when the score crept up', () => {
    expect(types([1, { intentScore: 40 }], [20, { intentScore: 50 }], [39, { intentScore: 60 }])).toEqual([]);
  });

  it('is a surge too, when the score had been the same for long: readings alike are kept once', () => {
    expect(types([1, { intentScore: 40 }], [60, { intentScore: 65 }])).toEqual([['intent_surge', '10-30']]);
  });

  it('is told once, not with every reading after it', () => {
    expect(types([1, { intentScore: 40 }], [3, { intentScore: 70 }], [5, { intentScore: 71 }])).toEqual([
      ['intent_surge', '09-03'],
    ]);
  });

  it('is a later buying stage, not an earlier one', () => {
    expect(types([1, { buyingStage: 2 }], [3, { buyingStage: 3 }], [5, { buyingStage: 1 }])).toEqual([
      ['buying_stage_advance', '09-03'],
    ]);
  });

  it('is a qualification', () => {
    expect(
      types([1, { isQualified: false }], [3, { isQualified: true }], [5, { isQualified: true }]),
    ).toEqual([['account_qualified_6qa', '09-03']]);
    expect(types([1, {}], [3, { isQualified: true }])).toEqual([]);
  });

  it('is growth by a tenth within a year', () => {
    expect(types([1, { employeeCount: 100 }], [90, { employeeCount: 110 }])).toEqual([
      ['headcount_growth', '11-29', 'head count'],
    ]);
    expect(types([1, { employeeCount: 100 }], [90, { employeeCount: 109 }])).toEqual([]);
    expect(types([1, { employeeCount: 110 }], [90, { employeeCount: 100 }])).toEqual([]);
  });

  it('is technology that came and went, whatever its letters', () => {
    expect(
      types([1, { technologies: ['SAP', 'Odoo'] }], [3, { technologies: ['sap', 'Snowflake'] }]),
    ).toEqual([
      ['tech_adoption', '09-03', 'Snowflake'],
      ['tech_removal', '09-03', 'Odoo'],
    ]);
    expect(
      types([1, { technologies: ['SAP'] }], [3, { technologies: [] }], [5, { technologies: ['SAP'] }]),
    ).toEqual([]);
  });

  it('is a spike of activity: twice the mean, at least three, and enough weeks to compare', () => {
    const quiet: [number, Observation][] = [
      [1, { weeklyActivities: 1 }],
      [8, { weeklyActivities: 2 }],
      [15, { weeklyActivities: 1 }],
    ];
    expect(types(...quiet, [22, { weeklyActivities: 3 }])).toEqual([['activity_spike', '09-22']]);
    expect(types(...quiet, [22, { weeklyActivities: 2 }])).toEqual([]);
    expect(types(...quiet.slice(1), [22, { weeklyActivities: 9 }])).toEqual([]);
  });

  it('is what happened to deals', () => {
    const deal = {
      id: 'pipedrive:1',
      name: 'Rollout',
      stage: 'discovery' as const,
      closeDate: '2026-10-01',
      amount: 10,
    };
    expect(
      types(
        [1, { deals: [deal] }],
        [3, { deals: [{ ...deal, stage: 'proposal', closeDate: '2026-11-01', amount: 12 }] }],
        [5, { deals: [{ ...deal, stage: 'closed_lost', closeDate: '2026-11-01', amount: 12 }] }],
      ),
    ).toEqual([
      ['deal_progression', '09-03', 'Rollout: proposal'],
      ['close_date_pushed', '09-03', 'Rollout: 2026-11-01'],
      ['deal_amount_changed', '09-03', 'Rollout: 12'],
      ['deal_lost', '09-05', 'Rollout'],
    ]);
    expect(types([1, { deals: [{ ...deal, stage: 'unknown' }] }], [3, { deals: [deal] }])).toEqual([]);
    expect(types([1, { deals: [] }], [3, { deals: [deal] }])).toEqual([]);
  });

  it('is told as signals are', () => {
    const [signal] = derived([1, { intentScore: 10 }], [3, { intentScore: 80 }]);
    expect(SignalRecord.safeParse(signal).error).toBeUndefined();
    expect(signal).toMatchObject({ source: '6sense', title: 'Intent score rose to 80', accountId: 'a1' });
  });
});
