import type { Account, OpenStage, Opportunity } from './records.ts';

/** How the book's own history is used to judge an open deal. `level`: its win rate; `factors`: its weights too. */
export type LearnedUse = 'defaults' | 'level' | 'factors';

/** Something that was held against the outcomes of the own history, and how far it moves the log-odds. */
export interface LearnedFactor {
  readonly factor: string;
  readonly logOdds: number;
  readonly note: string;
  /** False: the history says nothing about it, so it is the default. */
  readonly fitted: boolean;
}

/** What the own history says of one open deal. */
export interface LearnedJudgement {
  /** Chance to win before the factors, 0..1. */
  readonly base: number;
  readonly basis: string;
  /** Empty unless factors are used. */
  readonly factors: readonly LearnedFactor[];
  /** Half the width of the interval, in log-odds. */
  readonly halfWidth: number;
  /** Null: the estimate stood the test. Else why it does not count as calibrated. */
  readonly doubt: string | null;
}

/** Days from creation to the end. */
export interface CycleLengths {
  readonly wonMedian: number;
  /** Nine of ten won deals closed within it. */
  readonly wonMost: number;
  readonly longest: number;
}

/** How long deals stay in a stage, in days. */
export interface StageTime {
  /** Stays that have ended, and such that have not yet. */
  readonly ended: number;
  readonly open: number;
  /** After which half and three quarters of the deals have left it; null where so many were never seen to leave. */
  readonly median: number | null;
  readonly most: number | null;
}

/** What one loaded book teaches about its deals. */
export interface Lesson {
  readonly use: LearnedUse;
  /** Won ÷ closed; null of none. */
  readonly winRate: number | null;
  readonly closed: number;
  /** What is used and why, one sentence. */
  readonly summary: string;
  readonly cycle: CycleLengths | null;
  /** By stage; empty where the book does not say when deals came into their stages. */
  readonly stageTimes: ReadonlyMap<OpenStage, StageTime>;
  /** Null: the defaults judge it alone. `asOf` is the moment at which the deal is looked at. */
  judge(deal: Opportunity, account: Account | null, asOf: Date): LearnedJudgement | null;
}

/** What the book of business teaches about itself; learned once for each loaded book. */
export interface DealHistory {
  lesson(): Promise<Lesson>;
}
