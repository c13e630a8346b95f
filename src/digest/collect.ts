import type { BudgetScope } from '../core/budget.ts';
import { DAY, SECOND } from '../core/clock.ts';
import type { DigestContent, Judged } from '../core/digest.ts';
import type { Listed } from '../core/listed.ts';
import { type OpenRequest, oldestFirst, type PendingApproval, type PlanStore } from '../core/plan-store.ts';
import type { AuditWindow } from '../store/audit-window.ts';
import type { DigestFrame, LastDigest } from '../store/digest-store.ts';
import { readActivity } from './activity.ts';
import { type JudgementDeps, type Judgements, judgeOpenDeals, type Verdicts } from './judgements.ts';
import { lessonNews } from './lesson-change.ts';
import { isOwnedBy } from './owners.ts';

export interface CollectDeps extends JudgementDeps {
  readonly store: Pick<PlanStore, 'load' | 'openRequests' | 'pendingApprovals' | 'budgetUse'>;
  readonly audit: AuditWindow;
  /** The budgets to report at this moment. */
  readonly budgets: (now: Date) => readonly BudgetScope[];
}

export interface DigestQuestion extends Pick<DigestContent, 'audience' | 'askedBy' | 'date' | 'timeZone'> {
  readonly teamId: string;
  readonly frame: DigestFrame;
}

const MAX_WAITING = 50;
const MAX_JUDGED = 20;
/** Together, for all questions to the tools. */
const JUDGING_MS = 20 * SECOND;
const LONGEST_FRAME_MS = 7 * DAY;

/** From the end of the digest before, at most a week back; without one, the last 24 hours. */
export function frameFrom(last: LastDigest | null, now: Date): DigestFrame {
  const untilMs = now.getTime();
  const sinceMs = Math.min(untilMs, Math.max(last?.untilMs ?? untilMs - DAY, untilMs - LONGEST_FRAME_MS));
  const lesson = last?.lesson;
  return { sinceMs, untilMs, riskBefore: last?.risk ?? [], ...(lesson && { lessonBefore: lesson }) };
}

/** Reads everything that the digests of one moment need; the tools are asked once for all of them. */
export function createCollector(
  deps: CollectDeps,
  now: Date,
): (question: DigestQuestion) => Promise<DigestContent> {
  let judging: Promise<Judgements> | undefined;
  return async ({ teamId, frame, ...question }) => {
    judging ??= judgeOpenDeals(deps, now, AbortSignal.timeout(JUDGING_MS));
    const { audience, date, timeZone } = question;
    const own = audience.kind === 'person' ? audience : null;
    const [judged, activity, waiting, budget] = await Promise.all([
      judging,
      readActivity(deps, {
        teamId,
        frame,
        date,
        timeZone,
        ...(own && { requestedBy: own.userId }),
      }),
      waitingFor(deps.store, teamId, own?.userId),
      own ? [] : deps.store.budgetUse(teamId, deps.budgets(now)),
    ]);
    const ownerOf = own && ((owner: string | undefined) => isOwnedBy(owner, own.owner));
    const hot = cut(judged.hot, ownerOf);
    const risky = cut(judged.risky, ownerOf);
    const { mode, loadedAt, problemCount } = deps.data.status();
    const lesson = await deps.history?.lesson().catch(() => undefined);
    return {
      ...question,
      ...activity,
      sinceMs: frame.sinceMs,
      untilMs: frame.untilMs,
      waiting,
      hot,
      risky,
      hasNewRisk:
        risky?.items.some(({ opportunityId }) => !frame.riskBefore.includes(opportunityId)) ?? false,
      ...(lesson && { lesson: lessonNews(lesson, frame.lessonBefore) }),
      budget,
      data: { mode, loadedAtMs: loadedAt.getTime(), problemCount },
    };
  };
}

/** The oldest first. For a person: what this person may decide, or asked for. User groups are not looked into. */
async function waitingFor(
  store: CollectDeps['store'],
  teamId: string,
  userId: string | undefined,
): Promise<Listed<PendingApproval>> {
  const concerns = ({ approval, requestedBy }: OpenRequest) =>
    userId === undefined || requestedBy === userId || approval.policy.approvers.includes(userId);
  const all = (await store.openRequests(teamId)).filter(concerns).sort(oldestFirst);
  return { items: await store.pendingApprovals(teamId, all.slice(0, MAX_WAITING)), total: all.length };
}

function cut<T extends { readonly owner?: string }>(
  verdicts: Verdicts<T> | null,
  isOwn: ((owner: string | undefined) => boolean) | null,
): Judged<T> | null {
  if (!verdicts) return null;
  const { found, ...counts } = verdicts;
  const all = isOwn ? found.filter(({ owner }) => isOwn(owner)) : found;
  return { ...counts, items: all.slice(0, MAX_JUDGED), total: all.length };
}
