import { describe, expect, it } from 'vitest';
import {
  assessCapacityCoverage,
  CoverageOutput,
} from '../../../../src/tools/territory/assess-capacity-coverage.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aDeal, anAccount, anIcp } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';
import { rep, THREE_REPS, weighing } from './world.ts';

async function assessed(book: Book, input: Record<string, unknown> = {}, over = {}): Promise<CoverageOutput> {
  const context = toolContext({ ...book, ...over });
  return CoverageOutput.parse(
    await assessCapacityCoverage.run(assessCapacityCoverage.input.parse(input), context),
  );
}

const named = (found: CoverageOutput, name: string) =>
  found.territories.find(({ territory }) => territory === name);

describe('assess_capacity_coverage', () => {
  it('counts load, ramped capacity and gaps by hand', async () => {
    const found = await assessed(THREE_REPS);
    // East: (5 + 2 + 5) ÷ (20 + 20 × .5) = 12 ÷ 30 = .4; .9 × 30 − 12 = 15 points of room
    expect(named(found, 'East')).toMatchObject({
      load: { reps: 2, ramping: 1, accounts: 3, points: 12, capacity: 30, utilization: 0.4 },
      gap: {
        type: 'underutilized',
        severity: 'low',
        recommendation: expect.stringContaining('15 points more'),
      },
    });
    // West: 19 ÷ 20 = .95; 19 − 18 = 1 point too many, of .9 × 20 that a rep of usual capacity can take
    expect(named(found, 'West')).toMatchObject({
      load: { points: 19, capacity: 20, utilization: 0.95 },
      gap: {
        type: 'overloaded',
        severity: 'medium',
        recommendation: 'at 95 % of capacity; move 1 point away or add less than one rep.',
      },
    });
    expect(named(found, 'North')?.gap).toMatchObject({ type: 'no_rep', severity: 'high' });
    expect(found.territories.map(({ territory }) => territory)).toEqual(['North', 'West', 'East']);
  });

  it('weighs the balance of all reps by hand', async () => {
    // 7 ÷ 20, 5 ÷ 10, 19 ÷ 20 = .35 .5 .95: mean .6, σ = √(.195 ÷ 3) = .255 → .425
    // Gini (−2·.35 + 2·.95) ÷ (3·1.8) = .222; .95 ÷ .35 = 2.714
    const { balance, reasons } = await assessed(THREE_REPS);
    expect(balance).toMatchObject({
      measure: 'utilization',
      reps: 3,
      workload: { variation: 0.425, gini: 0.222, maxMin: 2.714 },
      verdict: 'unbalanced',
    });
    expect(reasons).toContain('The load of 3 reps is badly balanced (variation 0.42).');
  });

  it('takes territories without reps for a gap, never for idleness', async () => {
    const found = await assessed({ accounts: [weighing('a', 3, null, { territory: 'Nowhere' })] });
    expect(found.overall).toMatchObject({ reps: 0, capacity: null, utilization: null });
    expect(found.headline).toBe('Nobody covers anything: the book has 1 account and no rep.');
    expect(named(found, 'Nowhere')?.gap?.type).toBe('no_rep');
  });

  it('calls nobody full or idle whose capacity is not known', async () => {
    const { capacity: _, ...nameless } = rep('ann');
    const found = await assessed({ reps: [nameless], accounts: [weighing('a', 50, 'ann')] });
    expect(named(found, 'East')).toMatchObject({ load: { capacity: null, utilization: null }, gap: null });
    expect(found.balance.measure).toBe('points');
    expect(found.unknowns).toContainEqual(expect.stringContaining('How much 1 rep can carry'));
    expect(found.confidence).toBe(0.5);
  });

  it('weighs accounts by their fit, and says where that is assumed', async () => {
    const icp = anIcp({ industries: ['Software'], weights: { industry: 1 } });
    const accounts = [
      anAccount({ accountId: 'a', owner: 'Rep ann', industry: 'Software' }), // A: 5
      anAccount({ accountId: 'b', owner: 'Rep ann', industry: 'Technology' }), // wider, .5: C, 1
      anAccount({ accountId: 'c', owner: 'Somebody Else', industry: 'Mining' }), // D: 1, but nobody's
      anAccount({ accountId: 'd', owner: 'ann' }), // unknown: 1 assumed; owner by id
    ];
    const found = await assessed({ reps: [rep('ann')], accounts }, {}, { icp });
    expect(named(found, 'East')?.load).toMatchObject({ accounts: 3, points: 7 });
    expect(found).toMatchObject({ withoutOwner: 0, withUnknownOwner: 1 });
    expect(found.unknowns).toContainEqual(expect.stringMatching(/weight of 1 account.*1 assumed each/));
    expect(found.unknowns).toContainEqual(expect.stringContaining('Who the owner of 1 account is'));
  });

  it('counts pipeline by currency and the cover of the quotas left', async () => {
    const money = (amount: number, currency = 'USD') => ({ amount, currency });
    const found = await assessed({
      reps: [rep('ann', { extra: { quota: '100,000' } })],
      accounts: [weighing('a', 1, 'ann')],
      opportunities: [
        aDeal({ opportunityId: 'o1', accountId: 'a', stage: 'discovery', amount: money(30_000) }),
        aDeal({ opportunityId: 'o2', accountId: 'a', stage: 'negotiation', amount: money(90_000) }),
        // this year, by Ann: 100,000 − 40,000 = 60,000 left; (30,000 + 90,000) ÷ 60,000 = 2
        aDeal({
          opportunityId: 'o4',
          accountId: 'a',
          stage: 'closed_won',
          amount: money(40_000),
          owner: 'Rep ann',
          closedAt: '2026-03-01',
        }),
        aDeal({
          opportunityId: 'o5',
          stage: 'closed_won',
          amount: money(9),
          owner: 'Rep ann',
          closedAt: '2025-12-31',
        }),
      ],
    });
    expect(found.overall).toMatchObject({
      pipeline: [money(120_000)],
      lateDeals: 1,
      quotaCoverage: 2,
    });
    expect(found.details?.[0]?.lines[0]).toBe(
      'East: 1 account · 1 of 20 points (5 %) for 1 rep · pipeline USD 120K · 1 late-stage deal · 2.0× of the quota left · room to spare',
    );
  });

  it('sums pipeline by currency, and holds no mixed one against a quota', async () => {
    const found = await assessed({
      reps: [rep('ann', { extra: { quota: '100000' } })],
      accounts: [weighing('a', 1, 'ann')],
      opportunities: [
        aDeal({ opportunityId: 'o1', accountId: 'a', amount: { amount: 5_000, currency: 'EUR' } }),
        aDeal({ opportunityId: 'o2', accountId: 'a', amount: { amount: 7_000, currency: 'USD' } }),
      ],
    });
    expect(found.overall).toMatchObject({
      pipeline: [
        { amount: 5_000, currency: 'EUR' },
        { amount: 7_000, currency: 'USD' },
      ],
      quotaCoverage: null,
    });
  });

  it('does not call a book without owners free of gaps', async () => {
    const { headline } = await assessed({ reps: [rep('ann')], accounts: [weighing('a', 1, null)] });
    expect(headline).toBe('No account has an owner (1 in all), so the load of 1 rep cannot be told.');
  });

  it('answers for one territory, by a part of its name too', async () => {
    const found = await assessed(THREE_REPS, { territory: 'wes' });
    expect(found).toMatchObject({ territory: 'West', overall: { points: 19 } });
    expect(found.territories).toHaveLength(1);
    expect(found.headline).toContain('West: 2 accounts · 19 of 20 points (95 %) for 1 rep');
  });

  it('refuses a territory that is none or several, and names those there are', async () => {
    await expect(assessed(THREE_REPS, { territory: 'South' })).rejects.toMatchObject({
      code: 'USER_INPUT',
      detail: { hint: 'There are East, North and West.' },
    });
    const reps = [rep('a', { territory: 'NA East' }), rep('b', { territory: 'NA West' })];
    await expect(assessed({ reps }, { territory: 'na' })).rejects.toThrow('"na" may be NA East or NA West.');
  });

  it('takes a threshold, and no senseless one', async () => {
    const found = await assessed(THREE_REPS, { capacityThreshold: 1 });
    expect(named(found, 'West')?.gap).toBeNull();
    expect(assessCapacityCoverage.input.safeParse({ capacityThreshold: 9 }).success).toBe(false);
  });

  it('says that a rep without capacity can carry nothing', async () => {
    const found = await assessed({
      reps: [rep('ann', { capacity: 0 })],
      accounts: [weighing('a', 2, 'ann')],
    });
    expect(named(found, 'East')?.gap).toMatchObject({ type: 'no_capacity', severity: 'high' });
    expect(found.balance.reps).toBe(0);
  });
});
