import { DAY } from '../core/clock.ts';
import type { OpenStage } from '../core/records.ts';
import { quantile } from '../core/statistics.ts';
import { type Case, cycleDays, type Facts, stagesUpTo } from './cases.ts';

/** A deal at one moment before its end: what could be known then, and nothing later. */
export interface Situation {
  readonly facts: Facts;
  readonly stage: OpenStage | null;
  /** Days since its creation. */
  readonly ageDays: number | null;
  /** The moment; null in a book without dates. */
  readonly atMs: number | null;
}

/** A situation and what became of it. */
export interface Snapshot extends Situation {
  readonly of: Case;
}

/** Where deals are looked at: when they are created, and when they are still open after so many days. */
export type Landmarks = readonly number[];

const SHARES = [0.25, 0.5, 0.75, 0.9];

/** Ages by which a quarter, half, three quarters and nine tenths of the deals had ended. */
export function landmarksOf(cases: readonly Case[]): Landmarks {
  const days = cases.flatMap((one) => cycleDays(one) ?? []);
  if (days.length === 0) return [];
  return [...new Set(SHARES.map((share) => Math.round(quantile(days, share))))].filter((age) => age > 0);
}

/**
 * Each deal as it was while it was still open: in every stage that it reached where the book tells the last
 * one, else at every landmark that it outlived, else once.
 */
export function snapshotsOf(one: Case, landmarks: Landmarks, byStage: boolean): Snapshot[] {
  const { facts, lastStage, createdMs } = one;
  if (byStage) {
    return stagesUpTo(lastStage ?? 'discovery').map((stage) => ({
      of: one,
      facts,
      stage,
      ageDays: null,
      atMs: null,
    }));
  }
  const days = cycleDays(one);
  if (days === null || createdMs === null)
    return [{ of: one, facts, stage: null, ageDays: null, atMs: null }];
  return [0, ...landmarks.map((age) => age + 1)]
    .filter((age) => age === 0 || age < days)
    .map((age) => ({ of: one, facts, stage: null, ageDays: age, atMs: createdMs + age * DAY }));
}
