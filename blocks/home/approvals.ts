import type { KnownBlock } from '@slack/types';
import type { PendingApproval } from '../../src/core/plan-store.ts';
import { decisionButtons } from '../cards/approval/actions.ts';
import { consequences, grounds, riskOf } from '../cards/approval/grounds.ts';
import { isShortened, subjectBlocks } from '../cards/approval/subject.ts';
import { context, divider, section } from '../layout/parts.ts';
import { bold, clipMarkup, code, date, join, md, mention } from '../text/mrkdwn.ts';
import { votesSoFar, whoMayDecide } from '../words/policy.ts';

/** Each takes up to a dozen of the hundred blocks that a Home tab holds. */
export const MOST_DECISIONS = 5;
export const MOST_WAITING = 5;

/** One request with everything that its card shows, and the same buttons. */
export function decision(pending: PendingApproval): KnownBlock[] {
  const { approval, planId, stepId, requestedBy, goal } = pending;
  const more = code(`/cugar status ${planId}`);
  const lead = md`◆ ${bold(approval.proposal.summary)}\nAsked by ${mention(requestedBy)} for ${clipMarkup(md`${goal}`, 200)} · ${date(approval.openedAt)} · until ${date(approval.expiresAt)}`;
  if (isShortened(approval)) {
    return [
      section(md`${lead}\nThe text is too long for this page: decide on its card, which has all of it.`, 900),
    ];
  }
  return [
    section(lead, 900),
    ...subjectBlocks(approval),
    section(md`${consequences(approval, more)}\n${riskOf(approval)}`, 650),
    ...grounds(approval, more).flatMap(({ blocks }) => blocks),
    context(join([md`Plan ${code(planId)}`, md`Version ${approval.version}`, votesSoFar(approval)], ' · ')),
    decisionButtons(planId, stepId, approval),
    divider(),
  ];
}

/** One request that somebody else has to decide. */
export function waiting({ approval, planId, requestedBy }: PendingApproval): KnownBlock[] {
  const lines = [
    md`◆ ${clipMarkup(md`${approval.proposal.summary}`, 300)}, since ${date(approval.openedAt)}, plan ${code(planId)}`,
    clipMarkup(md`May decide: ${whoMayDecide(approval.policy, requestedBy)}`, 420),
    md`${votesSoFar(approval)} Until ${date(approval.expiresAt)}.`,
  ];
  return [section(join(lines, '\n'), 1_000)];
}
