import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseOf, cycleDays } from '../../../src/learning/cases.ts';
import { landmarksOf, snapshotsOf } from '../../../src/learning/snapshots.ts';
import { splitsOf } from '../../../src/learning/split.ts';
import { closedDeals } from '../../support/closed-deals.ts';
import { aDeal } from '../../support/records.ts';

const FACTS = { labels: {}, criteria: {} };
const aCase = (over: Parameters<typeof aDeal>[0]) => caseOf(aDeal({ stage: 'closed_lost', ...over }), FACTS);
const tenDays = aCase({ createdAt: '2026-01-01', closedAt: '2026-01-11' });

describe('snapshotsOf', () => {
  it('looks at a deal when it begins and at every landmark that it outlived', () => {
    expect(cycleDays(tenDays)).toBe(10);
    const seen = snapshotsOf(tenDays, [3, 8, 9, 30], false);
    expect(seen.map(({ ageDays }) => ageDays)).toEqual([0, 4, 9]);
    expect(seen.map(({ atMs }) => new Date(atMs ?? 0).toISOString().slice(0, 10))).toEqual([
      '2026-01-01',
      '2026-01-05',
      '2026-01-10',
    ]);
  });

  it('looks once at a deal without dates, or with dates that contradict each other', () => {
    expect(snapshotsOf(aCase({}), [3], false)).toMatchObject([{ ageDays: null, atMs: null }]);
    const turned = aCase({ createdAt: '2026-02-01', closedAt: '2026-01-01' });
    expect(snapshotsOf(turned, [3], false)).toMatchObject([{ ageDays: null }]);
  });

  it('looks at every stage that a deal reached, where the book tells the last one', () => {
    const lost = aCase({ extra: { last_open_stage: 'Proposal' } });
    expect(snapshotsOf(lost, [], true).map(({ stage }) => stage)).toEqual([
      'discovery',
      'qualification',
      'proposal',
    ]);
    const won = caseOf(aDeal({ stage: 'closed_won' }), FACTS);
    expect(snapshotsOf(won, [], true)).toHaveLength(4);
  });

  it('takes the last stage as the book tells it, else the one that the deal came into last', () => {
    const stageDates = { discovery: '2026-01-01', qualification: '2026-01-05' };
    expect(aCase({ stageDates }).lastStage).toBe('qualification');
    expect(aCase({ stageDates, lastOpenStage: 'negotiation' }).lastStage).toBe('negotiation');
    expect(aCase({ extra: { 'Lost at stage': 'proposal' } }).lastStage).toBe('proposal');
    expect(aCase({}).lastStage).toBeNull();
  });

  it('never looks at a deal after its end, whatever the landmarks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.array(fc.integer({ min: 1, max: 400 })),
        (days, ages) => {
          const closedAt = new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10);
          const one = aCase({ createdAt: '2025-01-01', closedAt });
          for (const { atMs } of snapshotsOf(one, ages, false)) {
            expect(atMs).toBeLessThanOrEqual(one.closedMs ?? 0);
          }
        },
      ),
    );
  });
});

describe('landmarksOf', () => {
  it('takes the ages by which a quarter, half, three quarters and nine tenths had ended', () => {
    const cases = Array.from({ length: 101 }, (_, days) =>
      aCase({ createdAt: '2025-01-01', closedAt: new Date(Date.UTC(2025, 0, 1 + days)).toISOString() }),
    );
    expect(landmarksOf(cases)).toEqual([25, 50, 75, 90]);
    expect(landmarksOf([aCase({})])).toEqual([]);
  });
});

describe('splitsOf', () => {
  const world = { deals: 400, truth: () => 0 };
  const casesOf = (dated: boolean) => closedDeals({ ...world, dated }).map((deal) => caseOf(deal, FACTS));

  it('keeps the last three tenths by closing date out, once', () => {
    const [split, ...more] = splitsOf(casesOf(true));
    expect(more).toEqual([]);
    const { train = [], test = [], afterMs = 0 } = split ?? {};
    expect(Math.max(...train.map(({ closedMs }) => closedMs ?? 0))).toBe(afterMs);
    expect(Math.min(...test.map(({ closedMs }) => closedMs ?? 0))).toBeGreaterThan(afterMs ?? 0);
    expect(test.length / 400).toBeCloseTo(0.3, 1);
  });

  it('draws five times at random, and always the same, where there are no dates', () => {
    const splits = splitsOf(casesOf(false));
    expect(splits.map(({ train, test, afterMs }) => [train.length, test.length, afterMs])).toEqual(
      Array.from({ length: 5 }, () => [280, 120, null]),
    );
    const tested = splits.map(({ test }) =>
      test
        .map(({ id }) => id)
        .sort()
        .join(),
    );
    expect(new Set(tested).size).toBe(5);
    expect(splitsOf([...casesOf(false)].reverse())).toEqual(splits);
    for (const { train, test } of splits) {
      const ids = new Set(train.map(({ id }) => id));
      expect(test.some(({ id }) => ids.has(id))).toBe(false);
    }
  });
});
