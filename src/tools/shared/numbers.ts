import { twoSided } from '../../core/statistics.ts';

export { logit, sigmoid, wilson } from '../../core/statistics.ts';

export function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** Rounded to three decimals; what is stored is what is compared with thresholds. */
export function round3(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}

/** `0.634` as `63 %`. */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** 1 − Π(1 − wᵢ): what independent pieces of evidence amount to together, 0..1. */
export function noisyOr(weights: readonly number[]): number {
  return 1 - weights.reduce((rest, weight) => rest * (1 - weight), 1);
}

/** The middle value, the mean of the two middle ones where their number is even; `values` must not be empty. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? upper) + upper) / 2;
}

/** How many of all. */
export interface Counted {
  readonly hits: number;
  readonly total: number;
}

/** How likely two shares lie this far apart by chance alone; with Yates' correction, which makes it careful where there are few. */
export function chanceApart(a: Counted, b: Counted): number {
  const share = (a.hits + b.hits) / (a.total + b.total);
  const spread = Math.sqrt(share * (1 - share) * (1 / a.total + 1 / b.total));
  if (spread === 0) return 1;
  const correction = (1 / a.total + 1 / b.total) / 2;
  const difference = Math.abs(a.hits / a.total - b.hits / b.total);
  return twoSided(Math.max(0, difference - correction) / spread);
}
