import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reliability, reliabilityGap, scoresOf } from '../../../src/learning/scores.ts';

const seen = (...pairs: readonly (readonly [number, boolean])[]) =>
  pairs.map(([chance, won]) => ({ chance, won }));

describe('scores', () => {
  it('counts pairs in the right order, by hand', () => {
    // won .8 and .4, lost .6 and .2: of four pairs .8>.6 .8>.2 .4>.2 are right, .4<.6 is wrong
    const found = scoresOf(seen([0.8, true], [0.6, false], [0.4, true], [0.2, false]));
    expect(found.auc).toBe(0.75);
    // (.04 + .36 + .36 + .04) ÷ 4
    expect(found.brier).toBeCloseTo(0.2, 10);
    // −(ln .8 + ln .4 + ln .4 + ln .8) ÷ 4
    expect(found.logLoss).toBeCloseTo(-(2 * Math.log(0.8) + 2 * Math.log(0.4)) / 4, 10);
  });

  it('takes equal chances for a coin, and knows nothing of one outcome alone', () => {
    expect(scoresOf(seen([0.5, true], [0.5, false], [0.5, true])).auc).toBe(0.5);
    expect(scoresOf(seen([0.5, true], [0.6, true])).auc).toBeNull();
  });

  it('keeps a certain mistake finite', () => {
    expect(scoresOf(seen([1, false], [0, true])).logLoss).toBeLessThan(14);
  });

  it('is the same after any change of scale that keeps the order', () => {
    const cases = fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.boolean()), { minLength: 2 });
    fc.assert(
      fc.property(cases, (all) => {
        const plain = scoresOf(all.map(([n, won]) => ({ chance: n / 100, won }))).auc;
        const bent = scoresOf(all.map(([n, won]) => ({ chance: (n / 100) ** 3, won }))).auc;
        const turned = scoresOf(all.map(([n, won]) => ({ chance: 1 - n / 100, won }))).auc;
        expect(bent).toBe(plain);
        if (plain !== null) expect(turned).toBeCloseTo(1 - plain, 10);
      }),
    );
  });
});

describe('reliability', () => {
  it('makes five bins of equal size, each with what was foreseen and what came', () => {
    const all = Array.from({ length: 50 }, (_, n) => ({ chance: n / 50, won: n >= 25 }));
    const bins = reliability(all);
    expect(bins.map(({ count }) => count)).toEqual([10, 10, 10, 10, 10]);
    expect(bins[0]).toMatchObject({ won: 0 });
    expect(bins[0]?.foreseen).toBeCloseTo(0.09, 10);
    expect(bins[2]).toMatchObject({ won: 0.5 });
    // |.09−0| + |.29−0| + |.49−.5| + |.69−1| + |.89−1| = .09 + .29 + .01 + .31 + .11, ÷ 5
    expect(reliabilityGap(bins)).toBeCloseTo(0.162, 10);
  });

  it('never parts equal chances', () => {
    const bins = reliability(Array.from({ length: 40 }, (_, n) => ({ chance: 0.4, won: n < 10 })));
    expect(bins).toHaveLength(1);
    expect(bins[0]).toMatchObject({ count: 40, won: 0.25 });
    expect(reliabilityGap(bins)).toBeCloseTo(0.15, 10);
  });
});
