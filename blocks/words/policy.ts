import { type Approval, type ApprovalPolicy, votesNeeded } from '../../src/core/approval.ts';
import { join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';

const MOST_NAMED = 12;

/** `<@A>, <@B> and 3 more`. */
function people(ids: readonly string[]): Mrkdwn {
  const named = join(ids.slice(0, MOST_NAMED).map(mention), ', ');
  return ids.length > MOST_NAMED ? md`${named} and ${ids.length - MOST_NAMED} more` : named;
}

/** Who may decide, as the end of a sentence; ids come from the configuration alone. */
export function whoMayDecide(policy: ApprovalPolicy, requestedBy: string): Mrkdwn {
  const others = policy.approvers.filter((id) => id !== requestedBy);
  if (policy.kind === 'requester') return md`${mention(requestedBy)}, who asked`;
  if (policy.kind === 'two_person') return md`two different people of ${people(policy.approvers)}`;
  const listed = others.length > 0 ? people(others) : md`the approvers of this installation`;
  return md`one of ${listed}, but not ${mention(requestedBy)}, who asked`;
}

/** `Approved so far: 1 of 2, <@A>.` where two people are needed, else nothing. */
export function votesSoFar(approval: Approval): Mrkdwn {
  const needed = votesNeeded(approval.policy.kind);
  if (needed === 1) return md``;
  const by = approval.votes.length > 0 ? md`, by ${people(approval.votes)}` : md``;
  return md`Approved so far: ${approval.votes.length} of ${needed}${by}.`;
}
