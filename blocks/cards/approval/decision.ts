import type { Approval, ApprovalState } from '../../../src/core/approval.ts';
import { hasEnded, type PlanRecord, type StepSpec } from '../../../src/core/plan.ts';
import { proposalView, workView } from '../../proposals/views.ts';
import { bold, code, date, join, type Mrkdwn, md, mention } from '../../text/mrkdwn.ts';

type AnyWorkView = ReturnType<typeof workView>;

/** A request whose plan has ended can no longer be decided, whatever its own state says. */
export function effectiveState(record: PlanRecord, approval: Approval): ApprovalState {
  return approval.state === 'pending' && hasEnded(record.status) ? 'cancelled' : approval.state;
}

/** Who decided what and when, with the reason. */
export function decided(record: PlanRecord, approval: Approval): Mrkdwn {
  const at = approval.decidedAt === undefined ? md`` : md` · ${date(approval.decidedAt)}`;
  const reason = approval.reason === undefined ? md`` : md` Reason: ${approval.reason}`;
  const deciders = approval.votes.length > 1 ? approval.votes : [approval.decidedBy ?? 'an unknown person'];
  const by = join(deciders.map(mention), ' and ');
  switch (effectiveState(record, approval)) {
    case 'approved':
      return md`✓ ${bold('Approved')} by ${by}${at}.${reason}`;
    case 'denied':
      return md`⊘ ${bold('Denied')} by ${by}${at}.${reason}`;
    case 'expired':
      return md`⊘ ${bold('Expired')}: nobody decided until ${date(approval.expiresAt)}.`;
    case 'cancelled': {
      const who = record.cancelledBy ?? approval.decidedBy;
      const canceller = who === undefined ? md`` : md` by ${mention(who)}`;
      return md`⊘ ${bold('Cancelled')} with the plan${canceller}${at}.${reason}`;
    }
    default:
      return md``;
  }
}

/** What the decision leads to. */
export function whatNext(
  record: PlanRecord,
  step: StepSpec,
  approval: Approval,
  undelivered?: string,
): Mrkdwn {
  const state = effectiveState(record, approval);
  const { payload } = approval.proposal;
  if (state === 'approved') {
    return undelivered === undefined
      ? afterApproval(record, step, workView(payload))
      : notHandedOver(record.plan.requestedBy, undelivered, workView(payload));
  }
  if (state === 'cancelled') return md`Nothing was done.`;
  const { left } = proposalView(payload);
  const goesOn =
    step.onDenied === 'stop'
      ? md`The plan stops here.`
      : md`The plan goes on without this step and what needs it.`;
  const again = state === 'expired' ? md`Ask again with ${code(`/cugar ${record.plan.command}`)}.` : md``;
  return join([left, goesOn, again], ' ');
}

function afterApproval(record: PlanRecord, step: StepSpec, { done, goingOn }: AnyWorkView): Mrkdwn {
  const status = record.steps[step.id]?.status;
  const requester = mention(record.plan.requestedBy);
  if (status === 'failed') return md`It then failed; the plan's message says why.`;
  if (status === 'uncertain') return md`Nobody knows whether it then happened; the plan's message says more.`;
  return status === 'succeeded' ? done(requester) : goingOn(requester);
}

/** What was approved stands on this very card, so it is not lost. */
function notHandedOver(requestedBy: string, error: string, { kept }: AnyWorkView): Mrkdwn {
  const why =
    error === 'user_disabled'
      ? md`that account is deactivated`
      : md`Slack takes no direct message for them (${error})`;
  return md`⚠ It could not be handed to ${mention(requestedBy)}: ${why}. ${kept}`;
}
