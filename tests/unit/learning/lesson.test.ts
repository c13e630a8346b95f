import { describe, expect, it } from 'vitest';
import type { Opportunity } from '../../../src/core/records.ts';
import { sigmoid } from '../../../src/core/statistics.ts';
import { createDealHistory } from '../../../src/learning/deal-history.ts';
import { learn } from '../../../src/learning/learn.ts';
import { lessonOf } from '../../../src/learning/lesson.ts';
import { closedDeals, coin, WEIGHTS } from '../../support/closed-deals.ts';
import { inMemoryData } from '../../support/in-memory-data.ts';
import { aDeal } from '../../support/records.ts';

const CHAMPION = {
  deals: 900,
  draw: (random: () => number): Partial<Opportunity> => ({ criteria: { champion: coin(random) } }),
  truth: ({ criteria }: Opportunity) => (criteria.champion ? 1.2 : -1.2),
};
const AS_OF = new Date('2026-01-15T12:00:00Z');
const open = (over: Partial<Opportunity>) =>
  aDeal({ stage: 'qualification', createdAt: '2026-01-10', ...over });

async function lesson(deals: readonly Opportunity[]) {
  return lessonOf(await learn({ deals, weights: WEIGHTS, accountOf: () => null }));
}

describe('a lesson of factors', () => {
  it('judges a deal by what decided the closed ones', async () => {
    const { judge, use, summary } = await lesson(closedDeals(CHAMPION));
    expect(use).toBe('factors');
    expect(summary).toContain('fitted factors foresee better');
    const chance = (deal: Opportunity) => {
      const judged = judge(deal, null, AS_OF);
      const logOdds = judged?.factors.reduce((sum, factor) => sum + factor.logOdds, 0) ?? 0;
      return sigmoid(Math.log((judged?.base ?? 0) / (1 - (judged?.base ?? 0))) + logOdds);
    };
    // the truth: sigmoid(±1.2) = .77 and .23
    expect(chance(open({ criteria: { champion: true } }))).toBeCloseTo(0.77, 1);
    expect(chance(open({ criteria: { champion: false } }))).toBeCloseTo(0.23, 1);
    expect(judge(open({ criteria: { champion: true } }), null, AS_OF)).toMatchObject({
      doubt: null,
      basis: 'fitted to 900 closed deals',
    });
  });

  it('says what it cannot vouch for', async () => {
    const { judge } = await lesson(closedDeals(CHAMPION));
    expect(judge(open({ stage: 'proposal' }), null, AS_OF)?.doubt).toContain('in which stage they were');
    expect(judge(open({ createdAt: '2025-06-01' }), null, AS_OF)?.doubt).toMatch(
      /open for \d+ days, and no deal/,
    );
    // nobody ever recorded a need here, so its weight was not learned and does not appear
    expect(
      judge(open({ criteria: { need: false } }), null, AS_OF)?.factors.map(({ factor }) => factor),
    ).not.toContain('need_disproved');
  });

  it('has nothing to say of a closed deal', async () => {
    const { judge } = await lesson(closedDeals(CHAMPION));
    expect(judge(aDeal({ stage: 'closed_won' }), null, AS_OF)).toBeNull();
  });
});

describe('a lesson of the win rate alone', () => {
  it('gives the own win rate at the anchor stage, and a shifted one elsewhere', async () => {
    const deals = closedDeals({ deals: 800, truth: () => 1 });
    const { judge, use, winRate } = await lesson(deals);
    expect(use).toBe('level');
    const [here, there] = [open({}), open({ stage: 'proposal' })].map((deal) => judge(deal, null, AS_OF));
    expect(here?.base).toBeCloseTo(winRate ?? 0, 2);
    expect(here).toMatchObject({ doubt: null, factors: [] });
    expect(there?.base).toBeGreaterThan(here?.base ?? 1);
    expect(there?.doubt).toContain('a default');
  });
});

describe('a lesson of nothing', () => {
  it('leaves the defaults in force, and says why', async () => {
    const { judge, use, summary, winRate, cycle } = await lesson([]);
    expect({ use, winRate, cycle }).toEqual({ use: 'defaults', winRate: null, cycle: null });
    expect(summary).toBe(
      'The book holds 0 closed deals; 100, of them 20 won and 20 lost, are needed to test anything, so the defaults stay in force.',
    );
    expect(judge(open({}), null, AS_OF)).toBeNull();
  });
});

describe('createDealHistory', () => {
  function counted(opportunities: readonly Opportunity[]) {
    const data = inMemoryData({ opportunities });
    const counts = { read: 0, loads: 0, fail: false };
    return {
      counts,
      data: {
        ...data,
        async allOpportunities() {
          counts.read += 1;
          if (counts.fail) throw new Error('gone');
          return [...opportunities];
        },
        status: () => ({ ...data.status(), loadedAt: new Date(Date.UTC(2026, 0, 1 + counts.loads)) }),
      },
    };
  }

  it('learns once for each loaded book, however many ask at once', async () => {
    const { data, counts } = counted(closedDeals({ deals: 150, truth: () => 0 }));
    const history = createDealHistory(data, WEIGHTS);
    const lessons = await Promise.all([history.lesson(), history.lesson(), history.lesson()]);
    expect(counts.read).toBe(1);
    expect(new Set(lessons).size).toBe(1);
    counts.loads += 1;
    expect(await history.lesson()).not.toBe(lessons[0]);
    expect(counts.read).toBe(2);
  });

  it('tries again after a failure', async () => {
    const { data, counts } = counted([]);
    const history = createDealHistory(data, WEIGHTS);
    counts.fail = true;
    await expect(history.lesson()).rejects.toThrow('gone');
    counts.fail = false;
    expect((await history.lesson()).use).toBe('defaults');
  });
});
