import {
  type DayDecision,
  type DayOutcomes,
  type EndedPlan,
  endedIn,
  NO_OUTCOMES,
  type OutcomeCounts,
  PLAN_OUTCOMES,
  type PlanOutcome,
} from '../core/digest.ts';
import type { Listed } from '../core/listed.ts';
import { undone } from '../core/plan.ts';
import type { AuditEntry, PlanStore } from '../core/plan-store.ts';
import type { AuditWindow } from '../store/audit-window.ts';
import type { DigestFrame } from '../store/digest-store.ts';
import { createLocalClock, shiftDate } from './local-time.ts';

/** What happened to plans and requests, read from the audit trail. */
export interface Activity {
  readonly ended: OutcomeCounts;
  readonly troubled: Listed<EndedPlan>;
  readonly started: number;
  readonly week: readonly DayOutcomes[];
  readonly decisions: Listed<DayDecision>;
}

export interface ActivityQuestion {
  readonly teamId: string;
  readonly frame: DigestFrame;
  readonly date: string;
  readonly timeZone: string;
  /** Only plans that this person asked for; absent: everybody's. */
  readonly requestedBy?: string;
}

interface Sources {
  readonly store: Pick<PlanStore, 'load'>;
  readonly audit: AuditWindow;
}

/** Days of the picture. */
const WEEK_DAYS = 7;
/** A week and the hours by which local days are shifted. */
const WEEK_MS = (WEEK_DAYS + 1) * 86_400_000;
const MAX_NAMED = 30;
const DECISIONS = ['approved', 'denied', 'expired', 'cancelled'] as const;

export async function readActivity(sources: Sources, question: ActivityQuestion): Promise<Activity> {
  const { teamId, frame, date, timeZone, requestedBy } = question;
  const local = createLocalClock(timeZone);
  const dates = Array.from({ length: WEEK_DAYS }, (_, index) => shiftDate(date, index - WEEK_DAYS + 1));
  const week = new Map<string, OutcomeCounts>(dates.map((day) => [day, NO_OUTCOMES]));
  const from = Math.min(frame.sinceMs, frame.untilMs - WEEK_MS);
  const nameOf = plansOf(sources.store, teamId);
  const isCounted = async (planId: string) =>
    requestedBy === undefined || (await nameOf(planId)).requestedBy === requestedBy;
  const decisions: Omit<DayDecision, 'goal'>[] = [];
  const troubled: Pick<EndedPlan, 'planId' | 'outcome'>[] = [];
  let ended = NO_OUTCOMES;
  let started = 0;

  for await (const entry of sources.audit.between(teamId, from, frame.untilMs)) {
    const { planId, event, at, actor } = entry;
    const outcome = outcomeOf(entry);
    const decision = decisionOf(entry);
    const isNew = at > frame.sinceMs;
    const isAsked = outcome !== null || (isNew && (decision !== null || event === 'plan_created'));
    if (!isAsked || !(await isCounted(planId))) continue;
    const day = local(at).date;
    const counts = week.get(day);
    if (outcome && counts) week.set(day, plusOne(counts, outcome));
    if (!isNew) continue;
    if (outcome) ended = plusOne(ended, outcome);
    if (outcome && outcome !== 'completed') troubled.push({ planId, outcome });
    if (event === 'plan_created') started += 1;
    if (decision) decisions.push({ planId, decision, by: actor, atMs: at });
  }
  return {
    ended,
    started,
    troubled: await newest(troubled, async (plan) => ({ ...(await nameOf(plan.planId)), ...plan })),
    decisions: await newest(decisions, async (one) => ({ ...one, goal: (await nameOf(one.planId)).goal })),
    week: [...week].map(([day, counts]) => ({ date: day, counts })),
  };
}

type NamedPlan = Pick<EndedPlan, 'goal' | 'requestedBy' | 'reason' | 'undone'>;

/** Looks each plan up once; one that is stored no longer has no name. */
function plansOf(store: Sources['store'], teamId: string): (planId: string) => Promise<NamedPlan> {
  const known = new Map<string, NamedPlan>();
  const look = async (planId: string): Promise<NamedPlan> => {
    const record = await store.load(teamId, planId).catch(() => null);
    if (!record) return { goal: '', requestedBy: '' };
    const { goal, requestedBy } = record.plan;
    const left = undone(record);
    return {
      goal,
      requestedBy,
      ...(record.error && { reason: record.error.message }),
      ...(left && { undone: left }),
    };
  };
  return async (planId) => {
    const found = known.get(planId) ?? (await look(planId));
    known.set(planId, found);
    return found;
  };
}

function outcomeOf({ event, data }: AuditEntry): PlanOutcome | null {
  if (event !== 'plan_ended' && event !== 'plan_cancelled') return null;
  return PLAN_OUTCOMES.find((outcome) => outcome === data.status) ?? null;
}

function decisionOf({ event, data }: AuditEntry): DayDecision['decision'] | null {
  if (event !== 'approval_received' && event !== 'approval_timeout') return null;
  return DECISIONS.find((decision) => decision === data.decision) ?? null;
}

function plusOne(counts: OutcomeCounts, outcome: PlanOutcome): OutcomeCounts {
  return { ...counts, [outcome]: counts[outcome] + 1 };
}

async function newest<T, U>(all: readonly T[], name: (one: T) => Promise<U>): Promise<Listed<U>> {
  return { items: await Promise.all(all.slice(-MAX_NAMED).reverse().map(name)), total: all.length };
}

/** Whether the digest's own time changed anything that the picture shows. */
export function hasMoved({ ended }: Pick<Activity, 'ended'>): boolean {
  return endedIn(ended) > 0;
}
