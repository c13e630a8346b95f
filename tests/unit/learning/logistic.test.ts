import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logit, sigmoid } from '../../../src/core/statistics.ts';
import { cholesky, solve } from '../../../src/learning/cholesky.ts';
import { fitLogistic } from '../../../src/learning/logistic.ts';
import { seeded } from '../../support/closed-deals.ts';

const breathe = async () => {};
const LOOSE = { mean: 0, sd: 100 };

describe('fitLogistic', () => {
  it('finds the log-odds of a share, by hand', async () => {
    // 30 of 40: ln(30 ÷ 10)
    const rows = Array.from({ length: 40 }, () => [0]);
    const outcomes = rows.map((_, index) => index < 30);
    const fit = await fitLogistic({ rows, outcomes, priors: [LOOSE], rowWeight: 1, breathe });
    expect(fit.weights[0]).toBeCloseTo(Math.log(3), 3);
    // 1 ÷ √(40 × .75 × .25)
    expect(fit.error([0])).toBeCloseTo(1 / Math.sqrt(7.5), 3);
  });

  it('parts two groups exactly, by hand', async () => {
    // without: 10 of 40; with: 30 of 40, so the weight is logit(.75) − logit(.25) = 2 ln 3
    const rows = Array.from({ length: 80 }, (_, index) => (index < 40 ? [0] : [0, 1]));
    const outcomes = rows.map((_, index) => (index < 40 ? index < 10 : index < 70));
    const fit = await fitLogistic({ rows, outcomes, priors: [LOOSE, LOOSE], rowWeight: 1, breathe });
    expect(fit.weights[0]).toBeCloseTo(logit(0.25), 2);
    expect(fit.weights[1]).toBeCloseTo(2 * Math.log(3), 2);
  });

  it('stays at the prior without data, and leaves it as data come', async () => {
    const priors = [LOOSE, { mean: -0.8, sd: 0.7 }];
    const ask = async (count: number) => {
      const rows = Array.from({ length: 1_000 + count }, (_, index) => (index < count ? [0, 1] : [0]));
      const outcomes = rows.map((_, index) => index % 2 === 0);
      return (await fitLogistic({ rows, outcomes, priors, rowWeight: 1, breathe })).weights[1] ?? 0;
    };
    expect(await ask(0)).toBeCloseTo(-0.8, 6);
    const [few, many] = [await ask(6), await ask(600)];
    expect(few).toBeGreaterThan(-0.8);
    expect(many).toBeGreaterThan(few);
    expect(many).toBeCloseTo(0, 1);
  });

  it('stays finite where a fact parts the outcomes entirely', async () => {
    const rows = Array.from({ length: 200 }, (_, index) => (index < 100 ? [0, 1] : [0]));
    const outcomes = rows.map((_, index) => index < 100);
    const priors = [
      { mean: 0, sd: 3 },
      { mean: 0, sd: 0.7 },
    ];
    const { weights } = await fitLogistic({ rows, outcomes, priors, rowWeight: 1, breathe });
    expect(weights.every(Number.isFinite)).toBe(true);
    expect(weights[1]).toBeGreaterThan(1);
  });

  it('ends where the slope is zero, whatever the data', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 1e6 }), async (seed) => {
        const random = seeded(seed);
        const rows = Array.from({ length: 60 }, () =>
          [0, 1, 2, 3].filter((at) => at === 0 || random() < 0.4),
        );
        const outcomes = rows.map(() => random() < 0.3);
        const priors = [0, 1, 2, 3].map(() => ({ mean: random() - 0.5, sd: 0.2 + random() }));
        const { weights } = await fitLogistic({ rows, outcomes, priors, rowWeight: 0.5, breathe });
        for (const [at, { mean, sd }] of priors.entries()) {
          const pull = ((weights[at] ?? 0) - mean) / sd ** 2;
          const push = rows.reduce((sum, row, index) => {
            if (!row.includes(at)) return sum;
            const chance = sigmoid(row.reduce((total, one) => total + (weights[one] ?? 0), 0));
            return sum + 0.5 * (chance - (outcomes[index] ? 1 : 0));
          }, 0);
          expect(pull + push).toBeCloseTo(0, 4);
        }
      }),
      { numRuns: 50 },
    );
  });
});

describe('cholesky', () => {
  it('solves what it factored', () => {
    // [[4, 2], [2, 3]] · [1, 2] = [8, 8]
    const lower = cholesky(Float64Array.of(4, 2, 2, 3), 2);
    expect([...solve(lower, Float64Array.of(8, 8))].map((x) => Math.round(x * 1e9) / 1e9)).toEqual([1, 2]);
  });
});
