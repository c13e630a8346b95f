import { describe, expect, it } from 'vitest';
import { caseOf } from '../../../src/learning/cases.ts';
import { segmentRates } from '../../../src/learning/segment-rates.ts';
import { aDeal } from '../../support/records.ts';

const cases = (product: string | undefined, won: number, lost: number) =>
  Array.from({ length: won + lost }, (_, n) =>
    caseOf(aDeal({ stage: n < won ? 'closed_won' : 'closed_lost' }), {
      labels: product === undefined ? {} : { product },
      criteria: {},
    }),
  );

describe('segmentRates', () => {
  it('pulls the rates of labels together as far as chance may have parted them', () => {
    const found = segmentRates(
      [...cases('Floor', 160, 40), ...cases('Plan', 15, 15), ...cases('Rare', 9, 10)],
      'product',
    );
    expect(found).toMatchObject({
      differs: true,
      labels: [
        { label: 'Floor', deals: 200, won: 160 },
        { label: 'Plan', deals: 30, won: 15 },
      ],
    });
    const [floor = 0, plan = 0] = found?.labels.map(({ expected }) => expected) ?? [];
    const all = 175 / 230;
    // many deals speak for themselves, few are taken half for the others
    expect(Math.abs(floor - 0.8)).toBeLessThan(0.02);
    expect(plan).toBeGreaterThan(0.5);
    expect(plan).toBeLessThan(all);
  });

  it('expects the same of all where chance explains the difference', () => {
    const found = segmentRates([...cases('Floor', 50, 50), ...cases('Plan', 26, 24)], 'product');
    expect(found?.differs).toBe(false);
    // (76 + ½) of (150 + 1)
    for (const { expected } of found?.labels ?? []) expect(expected).toBeCloseTo(76.5 / 151, 9);
  });

  it('tells nothing where no label has twenty deals, or nobody recorded one', () => {
    expect(segmentRates(cases('Floor', 10, 9), 'product')).toBeNull();
    expect(segmentRates(cases(undefined, 50, 50), 'product')).toBeNull();
  });
});
