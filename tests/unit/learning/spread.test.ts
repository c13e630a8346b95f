import { describe, expect, it } from 'vitest';
import { spreadOf } from '../../../src/learning/spread.ts';
import { seeded } from '../../support/closed-deals.ts';

const counts = (...all: readonly (readonly [number, number])[]) =>
  all.map(([won, deals], index) => ({ label: `L${index}`, won, deals }));

describe('spreadOf', () => {
  it('takes what is more than chance, by hand', () => {
    // shares (80.5 ÷ 101) and (20.5 ÷ 101): log-odds ±1.368; weight each 100 × .5 × .5 = 25
    // seen = 2 × 25 × 1.368² = 93.6; left = (93.6 − 1) ÷ (50 − 1250 ÷ 50) = 3.70; √ = 1.92, held at .5
    expect(spreadOf(counts([80, 100], [20, 100]))).toBe(0.5);
    // shares 55.5 ÷ 101 and 45.5 ÷ 101: ±.1984; seen = 50 × .03936 = 1.968; left = .968 ÷ 25 = .0387; √ = .197
    expect(spreadOf(counts([55, 100], [45, 100]))).toBeCloseTo(0.197, 3);
    // shares 52.5 ÷ 101 and 48.5 ÷ 101: seen = 50 × .0792² = .31, less than chance alone makes
    expect(spreadOf(counts([52, 100], [48, 100]))).toBe(0);
  });

  it('is nothing for one label, or one outcome', () => {
    expect(spreadOf(counts([5, 10]))).toBe(0);
    expect(spreadOf(counts([10, 10], [20, 20]))).toBe(0);
    expect(spreadOf([])).toBe(0);
  });

  it('finds little where coins decide, and the truth where labels differ', () => {
    const random = seeded(11);
    const drawn = (shares: readonly number[]) =>
      counts(
        ...shares.map((share) => {
          const won = Array.from({ length: 400 }, () => random() < share).filter(Boolean).length;
          return [won, 400] as const;
        }),
      );
    expect(spreadOf(drawn(Array(30).fill(0.6)))).toBeLessThan(0.1);
    // log-odds −.405 and +.405
    expect(spreadOf(drawn([...Array(15).fill(0.4), ...Array(15).fill(0.6)]))).toBeCloseTo(0.41, 1);
  });
});
