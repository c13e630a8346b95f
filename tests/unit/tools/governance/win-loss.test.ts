import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Opportunity } from '../../../../src/core/records.ts';
import { twoSided } from '../../../../src/core/statistics.ts';
import {
  analyzeWinLossPatterns,
  WinLossOutput,
} from '../../../../src/tools/governance/analyze-win-loss-patterns.ts';
import { compareGroups, countReal } from '../../../../src/tools/governance/win-loss/compare-groups.ts';
import { seeded } from '../../../support/closed-deals.ts';
import { aDeal, anAccount } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

/** So many won and lost deals of one kind. */
function deals(won: number, lost: number, over: Partial<Opportunity> = {}): Opportunity[] {
  return Array.from({ length: won + lost }, (_, index) =>
    aDeal({
      opportunityId: `${JSON.stringify(over)}${index}`,
      stage: index < won ? 'closed_won' : 'closed_lost',
      ...over,
    }),
  );
}

async function analyze(
  opportunities: readonly Opportunity[],
  input: Record<string, unknown> = {},
): Promise<WinLossOutput> {
  const accounts = [anAccount({ industry: 'Logistics' })];
  const parsed = analyzeWinLossPatterns.input.parse(input);
  return WinLossOutput.parse(
    await analyzeWinLossPatterns.run(parsed, toolContext({ accounts, opportunities })),
  );
}

describe('analyze_win_loss_patterns', () => {
  it('finds what differs by more than chance, by hand', async () => {
    const found = await analyze([
      ...deals(40, 10, { product: 'Floor' }),
      ...deals(20, 30, { product: 'Plan' }),
      ...deals(3, 3, { product: 'Rare' }),
    ]);
    // 63 of 106; Wilson 95 %: .4994 to .6831
    expect(found).toMatchObject({ won: 63, closed: 106, winRate: 0.594, compared: 2 });
    expect(found.interval?.low).toBeCloseTo(0.499, 3);
    expect(found.interval?.high).toBeCloseTo(0.683, 3);
    expect(found.patterns).toMatchObject([
      { segment: 'product', label: 'Floor', won: 40, closed: 50, winRate: 0.8, differs: 'above' },
      { segment: 'product', label: 'Plan', won: 20, closed: 50, winRate: 0.4, differs: 'below' },
    ]);
    // 40 of 50: .6696 to .8876
    expect(found.patterns[0]?.low).toBeCloseTo(0.67, 2);
    expect(found.patterns[0]?.high).toBeCloseTo(0.888, 2);
    expect(found.headline).toBe(
      '59 % of 106 closed deals were won (50 % to 68 %); 2 of 2 groups differ from the rest by more than chance.',
    );
    expect(found.reasons[0]).toBe('product Floor: 80 % (67 % to 89 %), 40 of 50, above the rest.');
  });

  it('calls nine deals no group, and nine others no rest', async () => {
    const rest = deals(20, 20, { product: 'Plan' });
    expect((await analyze([...deals(9, 0, { product: 'Floor' }), ...rest])).compared).toBe(0);
    expect((await analyze([...deals(10, 0, { product: 'Floor' }), ...rest])).compared).toBe(2);
  });

  it('names what it did not compare, and why', async () => {
    const won = deals(30, 0, { amount: { amount: 100, currency: 'USD' }, product: 'Floor' });
    const lost = deals(0, 30, { amount: { amount: 0, currency: 'USD' }, product: 'Floor' });
    const { notCompared, unknowns } = await analyze([...won, ...lost], {
      segments: ['deal size', 'owner', 'product', 'industry'],
    });
    expect(notCompared).toEqual([
      { segment: 'deal size', reason: expect.stringContaining('100 % of the won and 0 % of the lost') },
      { segment: 'owner', reason: 'not recorded' },
    ]);
    expect(unknowns[0]).toContain('owner (not recorded)');
  });

  it('looks at a period when asked to, and counts what has no date', async () => {
    const old = deals(10, 10, { closedAt: '2025-12-31' });
    const fresh = deals(6, 4, { closedAt: '2026-01-01T10:00:00Z' });
    const found = await analyze([...old, ...fresh, ...deals(1, 0)], { since: '2026-01-01' });
    expect(found).toMatchObject({ won: 6, closed: 10 });
    expect(found.headline).toContain('10 closed deals since 2026-01-01');
    expect(found.unknowns.at(-1)).toBe('1 closed deal without a closing date is left out.');
  });

  it('tells how long deals took and why they were lost, as recorded', async () => {
    const dates = { createdAt: '2026-01-01', closedAt: '2026-01-31' };
    const found = await analyze([
      ...deals(4, 0, dates),
      ...deals(0, 3, { extra: { 'Loss Reason': 'No budget' } }),
      ...deals(0, 1, { extra: { loss_reason: 'Price' } }),
    ]);
    const titled = Object.fromEntries(found.details?.map(({ title, lines }) => [title, lines]) ?? []);
    expect(titled['How long deals took']).toEqual(['Won: 30 days in the median of 4 dated deals']);
    expect(titled['Why deals were lost, as recorded']).toEqual([
      'No budget: 3 of 4 lost deals',
      'Price: 1 of 4 lost deals',
    ]);
  });

  it('has nothing to say where nothing has closed', async () => {
    const found = await analyze([aDeal()]);
    expect(found).toMatchObject({ closed: 0, winRate: null, interval: null, patterns: [] });
    expect(found.headline).toBe('No deal has closed, so there is no pattern to see.');
  });

  it('refuses a segment that it does not know', () => {
    expect(analyzeWinLossPatterns.input.safeParse({ segments: ['mood'] }).success).toBe(false);
  });
});

describe('compareGroups', () => {
  it('is hardly ever fooled, however many groups a coin makes', () => {
    let alarms = 0;
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seeded(seed);
      const tallies = Array.from({ length: 60 }, (_, index) => {
        const closed = 20 + Math.floor(random() * 80);
        const won = Array.from({ length: closed }, () => random() < 0.6).filter(Boolean).length;
        return { segment: 'owner' as const, label: `R${index}`, won, closed };
      });
      const all = {
        won: tallies.reduce((sum, { won }) => sum + won, 0),
        closed: tallies.reduce((sum, { closed }) => sum + closed, 0),
      };
      if (compareGroups(tallies, all).some(({ differs }) => differs !== null)) alarms += 1;
    }
    // one book in twenty at most: 10 of 200, with room for luck
    expect(alarms).toBeLessThanOrEqual(16);
  });

  it('is held to more by more comparisons, by hand', () => {
    // Benjamini and Hochberg at 5 %: .01 ≤ 1/4 × .05 = .0125; .02 ≤ .025; .04 > .0375; .9 > .05
    expect(countReal([0.01, 0.02, 0.04, 0.9])).toBe(2);
    // the third is small enough for its place, so the two before it count as well
    expect(countReal([0.02, 0.03, 0.0375, 0.9])).toBe(3);
    expect(countReal([0.04])).toBe(1);
    expect(countReal([0.04, 0.9])).toBe(0);
    expect(countReal([])).toBe(0);
  });

  it('takes the same share everywhere for no difference, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 2, maxLength: 20 }), (sizes) => {
        const tallies = sizes.map((size, index) => ({
          segment: 'product' as const,
          label: `${index}`,
          won: size * 6,
          closed: size * 10,
        }));
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const groups = compareGroups(tallies, { won: total * 6, closed: total * 10 });
        expect(groups.every(({ differs }) => differs === null)).toBe(true);
        for (const { low, high, winRate } of groups) {
          expect(low).toBeLessThanOrEqual(winRate);
          expect(high).toBeGreaterThanOrEqual(winRate);
        }
      }),
    );
  });
});

describe('twoSided', () => {
  it.each([
    [0, 1],
    [1.959964, 0.05],
    [-1.959964, 0.05],
    [2.575829, 0.01],
    [40, 0],
  ])('of %d is %d', (z, chance) => expect(twoSided(z)).toBeCloseTo(chance, 6));
});
