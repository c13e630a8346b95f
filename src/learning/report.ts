import type { CycleLengths, LearnedUse, StageTime } from '../core/learning.ts';
import type { OpenStage } from '../core/records.ts';
import { wilson } from '../core/statistics.ts';
import { MIN_FITTED } from './judge.ts';
import type { Learned } from './learn.ts';
import { cycleOf, lessonOf } from './lesson.ts';
import { type SegmentRates, segmentRates } from './segment-rates.ts';

/** All that was learned and how it stood the test, as plain data. */
export interface LearningReport {
  readonly use: LearnedUse;
  readonly summary: string;
  readonly closed: number;
  readonly won: number;
  readonly winRate: { readonly value: number; readonly low: number; readonly high: number } | null;
  readonly cycle: CycleLengths | null;
  /** Empty where the book does not say when deals came into their stages. */
  readonly stageTimes: readonly ({ readonly stage: OpenStage } & StageTime)[];
  /** Null: nothing could be tested. */
  readonly test: {
    /** `time`: learned from what closed until `learnedUntil`. `random`: several times. */
    readonly split: 'time' | 'random';
    readonly learnedUntil: string | null;
    readonly splits: number;
    readonly deals: number;
    readonly moments: number;
    readonly models: readonly {
      readonly use: LearnedUse;
      readonly auc: number | null;
      readonly brier: number;
      readonly logLoss: number;
      /** Standard errors by which it is better than the one before. */
      readonly z: number | null;
    }[];
    /** Of the one in use. */
    readonly reliability: readonly {
      readonly foreseen: number;
      readonly won: number;
      readonly low: number;
      readonly high: number;
      readonly moments: number;
    }[];
    readonly facts: readonly { readonly name: string; readonly refused: string | null }[];
    /** Log-odds, fitted to all closed deals; used only where `use` is `factors`. */
    readonly weights: readonly {
      readonly name: string;
      readonly prior: number;
      readonly weight: number;
      readonly deals: number;
      readonly fitted: boolean;
    }[];
    readonly stagesKnown: boolean;
    /** Of the segments that may foresee. */
    readonly segments: readonly SegmentRates[];
  } | null;
}

export function reportOf(learned: Learned): LearningReport {
  const { cases, tested } = learned;
  const won = cases.filter((one) => one.won).length;
  const { use, summary } = lessonOf(learned);
  return {
    use,
    summary,
    closed: cases.length,
    won,
    winRate: cases.length === 0 ? null : { value: won / cases.length, ...wilson(won, cases.length) },
    cycle: cycleOf(cases),
    stageTimes: [...learned.stageTimes].map(([stage, time]) => ({ stage, ...time })),
    test: tested && testOf(learned, tested),
  };
}

function testOf(
  { cases }: Learned,
  { fields, byStage, splits, verdict, trained }: NonNullable<Learned['tested']>,
) {
  const afterMs = splits[0]?.afterMs ?? null;
  return {
    split: afterMs === null ? ('random' as const) : ('time' as const),
    learnedUntil: afterMs === null ? null : new Date(afterMs).toISOString().slice(0, 10),
    splits: splits.length,
    deals: verdict.testDeals,
    moments: verdict.testLooks,
    models: verdict.models.map(({ use, scores, gain }) => ({ use, ...scores, z: gain?.z ?? null })),
    reliability: verdict.bins.map(({ count, ...bin }) => ({ ...bin, moments: count })),
    facts: fields.all,
    weights: trained.space.features.map(({ feature, mean, deals }, at) => ({
      name: Object.values(feature).join(' '),
      prior: mean,
      weight: trained.fit.weights[at] ?? mean,
      deals,
      fitted: deals >= MIN_FITTED,
    })),
    stagesKnown: byStage,
    segments: fields.segments.flatMap((segment) => segmentRates(cases, segment) ?? []),
  };
}
