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
