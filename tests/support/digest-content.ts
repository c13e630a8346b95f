import { type DayOutcomes, type DigestContent, NO_OUTCOMES } from '../../src/core/digest.ts';
import type { PendingApproval } from '../../src/core/plan-store.ts';
import { anApproval, PLAN_ID } from './plan-records.ts';

export const DIGEST_NOW = Date.UTC(2026, 10, 23, 8, 0);
const HOUR = 3_600_000;

export function aWaiting(over: Partial<PendingApproval> = {}): PendingApproval {
  const approval = anApproval({ openedAt: DIGEST_NOW - 26 * HOUR, expiresAt: DIGEST_NOW + 46 * HOUR });
  return {
    planId: PLAN_ID,
    stepId: 'draft',
    goal: 'Qualify Northwind',
    requestedBy: 'U001',
    approval,
    ...over,
  };
}

export const WEEK: readonly DayOutcomes[] = [17, 18, 19, 20, 21, 22, 23].map((day, index) => ({
  date: `2026-11-${day}`,
  counts: { completed: index, partial: index % 2, failed: index === 6 ? 1 : 0, cancelled: 0 },
}));

const JUDGED = { items: [], total: 0, judged: 3, leftOut: 0, failed: 0 };

/** A day without news in a channel. */
export function aQuietDigest(over: Partial<DigestContent> = {}): DigestContent {
  return {
    audience: { kind: 'channel' },
    askedBy: null,
    date: '2026-11-23',
    timeZone: 'UTC',
    sinceMs: DIGEST_NOW - 24 * HOUR,
    untilMs: DIGEST_NOW,
    ended: NO_OUTCOMES,
    troubled: { items: [], total: 0 },
    started: 0,
    week: WEEK.map(({ date }) => ({ date, counts: NO_OUTCOMES })),
    waiting: { items: [], total: 0 },
    decisions: { items: [], total: 0 },
    hot: JUDGED,
    risky: JUDGED,
    hasNewRisk: false,
    budget: [],
    data: { mode: 'local', loadedAtMs: DIGEST_NOW - 2 * HOUR, problemCount: 0 },
    ...over,
  };
}

/** A day on which everything happened. */
export function aFullDigest(over: Partial<DigestContent> = {}): DigestContent {
  return aQuietDigest({
    ended: { completed: 6, partial: 0, failed: 1, cancelled: 0 },
    troubled: {
      items: [
        {
          planId: PLAN_ID,
          goal: 'Qualify Initech',
          outcome: 'failed',
          requestedBy: 'U001',
          reason: 'No account',
        },
      ],
      total: 1,
    },
    started: 8,
    week: WEEK,
    waiting: { items: [aWaiting()], total: 1 },
    decisions: {
      items: [
        { planId: PLAN_ID, goal: 'Qualify Acme', decision: 'approved', by: 'U002', atMs: DIGEST_NOW - HOUR },
        {
          planId: PLAN_ID,
          goal: 'Qualify Umbra',
          decision: 'expired',
          by: 'system',
          atMs: DIGEST_NOW - 2 * HOUR,
        },
      ],
      total: 2,
    },
    hot: {
      items: [
        {
          accountId: 'a1',
          name: 'Acme Robotics',
          owner: 'Maya Lindqvist',
          score: 0.83,
          signal: { title: 'Raises 60 million for three plants', source: 'Plant Weekly', ageDays: 12 },
          dataMode: 'local',
        },
      ],
      total: 1,
      judged: 4,
      leftOut: 2,
      failed: 1,
    },
    risky: {
      items: [
        {
          opportunityId: 'o1',
          name: 'Floor analytics',
          accountName: 'Acme Robotics',
          owner: 'Maya Lindqvist',
          stage: 'proposal',
          winProbability: 0.18,
          reason: 'No activity for 40 days.',
          nextStep: 'Security review with plant IT',
          advice: 'Ask who signs.',
          dataMode: 'local',
        },
      ],
      total: 1,
      judged: 9,
      leftOut: 0,
      failed: 0,
    },
    hasNewRisk: true,
    budget: [
      {
        kind: 'workspace_month',
        id: '2026-11',
        costLimit: 2_000,
        callLimit: 6_000,
        cost: 412.5,
        calls: 1_200,
      },
    ],
    data: { mode: 'local', loadedAtMs: DIGEST_NOW - 2 * HOUR, problemCount: 3 },
    ...over,
  });
}
