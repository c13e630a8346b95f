import { DAY, HOUR, MINUTE } from '../../src/core/clock.ts';
import type { Listed } from '../../src/core/listed.ts';
import type { PendingApproval } from '../../src/core/plan-store.ts';
import type { Message } from '../layout/message.ts';
import { bold, clipMarkup, code, date, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { votesSoFar, whoMayDecide } from '../words/policy.ts';
import { answer } from './answer.ts';

/** More do not fit into one message. */
export const MOST_APPROVALS = 50;

/** What waits for a decision, oldest first as given, and who may decide it. `nowMs` is milliseconds since 1970. */
export function approvalsList({ items, total }: Listed<PendingApproval>, nowMs: number): Message {
  if (items.length === 0) return answer({ sentence: md`Nothing waits for a decision.` });
  const noun = total === 1 ? 'request waits' : 'requests wait';
  const named = items.slice(0, 3).map(({ approval }) => clipMarkup(md`${approval.proposal.summary}`, 120));
  return answer({
    sentence: md`${total} ${noun} for a decision: ${join(named, '; ')}.`,
    blocks: [],
    entries: items.map((one) => entry(one, nowMs)),
    unlisted: total - items.length,
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
