import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opportunity } from '../../../src/core/records.ts';
import { stageTimesOf } from '../../../src/learning/stage-times.ts';
import { aDeal } from '../../support/records.ts';

const dayAt = (day: number) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10);

/** Came into qualification on the first day and into proposal so many days later; lost there the day after. */
const left = (days: number): Opportunity =>
  aDeal({
    stage: 'closed_lost',
    stageDates: { qualification: dayAt(0), proposal: dayAt(days) },
    closedAt: dayAt(days + 1),
  });
/** Still in qualification, as long as the book goes. */
const still = (since: number): Opportunity =>
  aDeal({ stage: 'qualification', stageDates: { qualification: dayAt(since) } });
const times = async (deals: readonly Opportunity[]) =>
  Object.fromEntries(await stageTimesOf(deals, async () => {}));
const upTo = (days: number) => Array.from({ length: days }, (_, n) => left(n + 1));

describe('stageTimesOf', () => {
  it('takes the days from one stage to the next, or to the end', async () => {
    // 20 deals left after 1, 2, … 20 days: ten within 10, fifteen within 15; each stayed one day in proposal
    expect(await times(upTo(20))).toEqual({
      qualification: { ended: 20, open: 0, median: 10, most: 15 },
      proposal: { ended: 20, open: 0, median: 1, most: 1 },
    });
  });

  it('counts who is still there as longer, by hand', async () => {
    // 20 left after 10 days, 20 have been there for 20 (the book ends on day 20): half are gone at 10, three quarters never
    const deals = [
      ...Array.from({ length: 20 }, () => left(10)),
      ...Array.from({ length: 20 }, () => still(0)),
    ];
    const end = aDeal({ stage: 'discovery', createdAt: dayAt(20) });
    expect((await times([...deals, end])).qualification).toEqual({
      ended: 20,
      open: 20,
      median: 10,
      most: null,
    });
    // had those who are there come only 5 days ago, nothing would be known of their tenth day: all who were seen left at 10
    const late = [
      ...Array.from({ length: 20 }, () => left(10)),
      ...Array.from({ length: 20 }, () => still(15)),
    ];
    expect((await times([...late, end])).qualification).toEqual({
      ended: 20,
      open: 20,
      median: 10,
      most: 10,
    });
  });

  it('says nothing of a stage that fewer than twenty have left, of undated ends and of turned days', async () => {
    expect(await times(upTo(19))).toEqual({});
    expect(await times([])).toEqual({});
    const undated = upTo(20).map(({ closedAt: _, ...deal }): Opportunity => deal);
    expect(Object.keys(await times(undated))).toEqual(['qualification']);
    const turned = upTo(20).map(
      (deal): Opportunity => ({ ...deal, stageDates: { qualification: dayAt(50), proposal: dayAt(1) } }),
    );
    expect(await times(turned)).not.toHaveProperty('qualification');
  });

  it('never tells a shorter time for who is still there longer', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 20, maxLength: 60 }),
        fc.integer({ min: 0, max: 40 }),
        async (days, waiting) => {
          const end = aDeal({ stage: 'discovery', createdAt: dayAt(61) });
          const without = (await times([...days.map(left), end])).qualification?.median ?? 0;
          const extra = Array.from({ length: waiting }, () => still(0));
          const having = (await times([...days.map(left), ...extra, end])).qualification?.median;
          expect(having ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(without);
        },
      ),
      { numRuns: 60 },
    );
  });
});
