import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadOf, verdictOf } from '../../../../src/tools/territory/balance.ts';
import { PLAYBOOK } from '../../../support/tool-context.ts';

const LIMITS = PLAYBOOK.territory.balance;

describe('the spread of a load', () => {
  it('is computed by hand', () => {
    // mean 4, deviations −2 0 2: σ = √(8 ÷ 3) = 1.633, ÷ 4 = .408
    // Gini: (−2·2 + 0·4 + 2·6) ÷ (3·12) = 8 ÷ 36 = .222; 6 ÷ 2 = 3
    expect(spreadOf([6, 2, 4])).toEqual({ variation: 0.408, gini: 0.222, maxMin: 3 });
  });

  it('is none where all have the same, and the most that n allow where one has all', () => {
    expect(spreadOf([5, 5, 5, 5])).toEqual({ variation: 0, gini: 0, maxMin: 1 });
    // mean 3: σ = √((81 + 3·9) ÷ 4) = 5.196 → 1.732; Gini (4 − 1) ÷ 4
    expect(spreadOf([0, 12, 0, 0])).toEqual({ variation: 1.732, gini: 0.75, maxMin: null });
  });

  it.each([[[]], [[7]], [[0, 0, 0]]])('cannot be told of %j', (values) => {
    expect(spreadOf(values)).toEqual({ variation: null, gini: null, maxMin: null });
    expect(verdictOf(spreadOf(values), LIMITS)).toBeNull();
  });

  it.each([
    [0.15, 'balanced'],
    [0.151, 'watch'],
    [0.3, 'watch'],
    [0.301, 'unbalanced'],
  ])('with a variation of %d is %s', (variation, verdict) => {
    expect(verdictOf({ variation, gini: 0, maxMin: 1 }, LIMITS)).toBe(verdict);
  });
});

const loads = fc.array(fc.integer({ min: 0, max: 10_000 }), { minLength: 2, maxLength: 40 });

describe('the spread of a load, whatever it is', () => {
  it('does not depend on order or unit, and stays within bounds', () => {
    fc.assert(
      fc.property(loads, fc.integer({ min: 1, max: 50 }), (values, factor) => {
        const spread = spreadOf(values);
        expect(spreadOf([...values].reverse())).toEqual(spread);
        const scaled = spreadOf(values.map((value) => value * factor));
        for (const key of ['variation', 'gini', 'maxMin'] as const) {
          if (spread[key] === null) expect(scaled[key]).toBeNull();
          else expect(scaled[key]).toBeCloseTo(spread[key], 2);
        }
        if (spread.gini !== null) expect(spread.gini).toBeLessThan(1);
        if (spread.variation !== null) {
          expect(spread.variation).toBeLessThanOrEqual(Math.sqrt(values.length - 1) + 0.001);
        }
      }),
    );
  });

  it('never grows when one gives to another who has less, up to the middle', () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
        const sorted = [...values].sort((a, b) => a - b);
        const [least = 0, most = 0] = [sorted[0], sorted.at(-1)];
        const given = ((most - least) / 2) * share;
        const fairer = [least + given, ...sorted.slice(1, -1), most - given];
        const [before, after] = [spreadOf(values), spreadOf(fairer)];
        expect(after.gini ?? 0).toBeLessThanOrEqual((before.gini ?? 0) + 0.001);
        expect(after.variation ?? 0).toBeLessThanOrEqual((before.variation ?? 0) + 0.001);
      }),
    );
  });
});
