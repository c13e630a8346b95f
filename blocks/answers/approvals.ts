import { DAY, HOUR, MINUTE } from '../../src/core/clock.ts';
import type { PendingApproval } from '../../src/core/plan-store.ts';
import type { Message } from '../layout/message.ts';
import { bold, clipMarkup, code, date, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { votesSoFar, whoMayDecide } from '../words/policy.ts';
import { answer } from './answer.ts';

/** What waits for a decision, oldest first, and who may decide it. `nowMs` is milliseconds since 1970. */
export function approvalsList(pending: readonly PendingApproval[], nowMs: number): Message {
  if (pending.length === 0) return answer({ sentence: md`Nothing waits for a decision.` });
  const oldestFirst = pending.toSorted((a, b) => a.approval.openedAt - b.approval.openedAt);
  const noun = pending.length === 1 ? 'request waits' : 'requests wait';
  const named = oldestFirst
    .slice(0, 3)
    .map(({ approval }) => clipMarkup(md`${approval.proposal.summary}`, 120));
  return answer({
    sentence: md`${pending.length} ${noun} for a decision: ${join(named, '; ')}.`,
    blocks: [],
    entries: oldestFirst.map((one) => entry(one, nowMs)),
    more: code('/cugar status <plan>'),
  });
}

function entry({ approval, planId, requestedBy, goal }: PendingApproval, nowMs: number): Mrkdwn {
  const lines = [
    md`◆ ${bold(age(nowMs - approval.openedAt))} old · ${clipMarkup(md`${approval.proposal.summary}`, 300)}`,
    md`For ${clipMarkup(md`${goal}`, 200)}, plan ${code(planId)}`,
    clipMarkup(md`May decide: ${whoMayDecide(approval.policy, requestedBy)}`, 420),
    votesSoFar(approval),
    md`Until ${date(approval.expiresAt)}`,
  ];
  return join(lines, '\n');
}

/** `3 hours`, `2 days`; whole units, rounded down. */
export function age(elapsedMs: number): string {
  const units = [
    [DAY, 'day'],
    [HOUR, 'hour'],
    [MINUTE, 'minute'],
  ] as const;
  const fitting = units.find(([unitMs]) => elapsedMs >= unitMs);
  if (!fitting) return 'less than a minute';
  const count = Math.floor(elapsedMs / fitting[0]);
  return `${count} ${fitting[1]}${count === 1 ? '' : 's'}`;
}
