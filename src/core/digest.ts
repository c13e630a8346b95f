import type { BudgetUse } from './budget.ts';
import type { DataMode } from './data-mode.ts';
import type { LearnedUse } from './learning.ts';
import type { Listed } from './listed.ts';
import type { Undone } from './plan.ts';
import type { PendingApproval } from './plan-store.ts';
import type { Stage } from './records.ts';

/** How a plan can end, best first. */
export const PLAN_OUTCOMES = ['completed', 'partial', 'failed', 'cancelled'] as const;
export type PlanOutcome = (typeof PLAN_OUTCOMES)[number];
export type OutcomeCounts = Readonly<Record<PlanOutcome, number>>;

/** Plans that ended on one local day. */
export interface DayOutcomes {
  /** `2026-11-22` in the digest's time zone. */
  readonly date: string;
  readonly counts: OutcomeCounts;
}

/** What was judged by a tool; what could not be judged is counted, never left out silently. */
export interface Judged<T> extends Listed<T> {
  /** Open deals or accounts that were judged, that were left out for their number, and whose judging failed. */
  readonly judged: number;
  readonly leftOut: number;
  readonly failed: number;
}

export interface EndedPlan {
  readonly planId: string;
  readonly goal: string;
  readonly outcome: PlanOutcome;
  /** No step of it was done, for this reason. */
  readonly undone?: Undone;
  readonly requestedBy: string;
  /** Why it did not end well, if that is stored. */
  readonly reason?: string;
}

export interface DayDecision {
  readonly planId: string;
  readonly goal: string;
  readonly decision: 'approved' | 'denied' | 'expired' | 'cancelled';
  /** A Slack user id, or `system`. */
  readonly by: string;
  readonly atMs: number;
}

export interface HotAccount {
  readonly accountId: string;
  readonly name: string;
  readonly owner?: string;
  /** 0..1, as the tool weighs all signals of the account. */
  readonly score: number;
  /** The heaviest positive one. */
  readonly signal: { readonly title: string; readonly source: string; readonly ageDays: number | null };
  readonly dataMode: DataMode;
}

export interface RiskyDeal {
  readonly opportunityId: string;
  readonly name: string;
  readonly accountName?: string;
  readonly owner?: string;
  readonly stage: Stage;
  /** 0..1 and not calibrated; null where the tool gives none. */
  readonly winProbability: number | null;
  /** What lowers the chance most, in the tool's words. */
  readonly reason: string;
  /** As the data has it; absent when none is recorded. */
  readonly nextStep?: string;
  /** The tool's first recommendation. */
  readonly advice?: string;
  readonly dataMode: DataMode;
}

/** Everything that one digest says; texts in it come from data. */
export interface DigestContent {
  /** For a channel, or for one person who asked for the own lines. */
  readonly audience:
    | { readonly kind: 'channel' }
    | { readonly kind: 'person'; readonly userId: string; readonly owner: string };
  /** Sent by the schedule, or because this person asked just now. */
  readonly askedBy: string | null;
  /** Local day and zone of the digest. */
  readonly date: string;
  readonly timeZone: string;
  /** What happened after `sinceMs` and not after `untilMs`; milliseconds since 1970. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly ended: OutcomeCounts;
  /** Plans that ended partly, failed or were cancelled. */
  readonly troubled: Listed<EndedPlan>;
  readonly started: number;
  /** The last days, oldest first, the digest's own day last. */
  readonly week: readonly DayOutcomes[];
  readonly waiting: Listed<PendingApproval>;
  readonly decisions: Listed<DayDecision>;
  /** Null: the profile does not allow the tool that judges it. */
  readonly hot: Judged<HotAccount> | null;
  readonly risky: Judged<RiskyDeal> | null;
  /** Deals at risk are others than in the digest before. */
  readonly hasNewRisk: boolean;
  /** How the own history is used to judge deals, and what changed in it; absent where nothing learns. */
  readonly lesson?: {
    readonly use: LearnedUse;
    readonly winRate: number | null;
    readonly change: string | null;
  };
  readonly budget: readonly BudgetUse[];
  readonly data: { readonly mode: DataMode; readonly loadedAtMs: number; readonly problemCount: number };
}

export const NO_OUTCOMES: OutcomeCounts = { completed: 0, partial: 0, failed: 0, cancelled: 0 };

/** How many plans ended in all. */
export function endedIn(counts: OutcomeCounts): number {
  return PLAN_OUTCOMES.reduce((sum, outcome) => sum + counts[outcome], 0);
}

/** Whether there is nothing to tell but that there is nothing to tell. */
export function isQuiet(content: DigestContent): boolean {
  const { ended, started, waiting, decisions, hot, hasNewRisk, lesson, sinceMs, untilMs } = content;
  const coveredDays = Math.ceil((untilMs - sinceMs) / 86_400_000);
  const isFresh = ({ signal }: HotAccount) => signal.ageDays !== null && signal.ageDays < coveredDays;
  return (
    endedIn(ended) + started + waiting.total + decisions.total === 0 &&
    !hasNewRisk &&
    (lesson?.change ?? null) === null &&
    !(hot?.items.some(isFresh) ?? false)
  );
}
