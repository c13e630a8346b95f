import type { ActionsBlock, ConfirmationDialog } from '@slack/types';
import { type Approval, encodeApprovalRef } from '../../../src/core/approval.ts';
import { contentOf } from '../../../src/core/proposal.ts';
import { actions, button, plain } from '../../layout/parts.ts';
import { proposalView } from '../../proposals/views.ts';
import { isShortened } from './subject.ts';

export const APPROVE_ACTION = 'approval.approve';
export const DENY_ACTION = 'approval.deny';
export const EDIT_ACTION = 'approval.edit';
/** Denies without asking for a reason; only for what is merely not run. */
export const DISCARD_ACTION = 'approval.discard';

/** The buttons of a pending approval; each carries only the reference to this very version. */
export function decisionButtons(planId: string, stepId: string, approval: Approval): ActionsBlock {
  const { proposal, version, hash } = approval;
  const value = encodeApprovalRef({ planId, stepId, version, hash });
  const confirm = proposal.risk === 'high' ? confirmation(proposal.summary) : undefined;
  const words = proposalView(proposal.payload).buttons;
  const { approve: yes, deny: no } = words ?? { approve: 'Approve', deny: 'Deny' };
  const approve = button({
    text: yes,
    actionId: APPROVE_ACTION,
    value,
    label: `${yes}: ${proposal.summary}`,
    style: 'primary',
    ...(confirm && { confirm }),
  });
  const deny = button({
    text: no,
    actionId: words ? DISCARD_ACTION : DENY_ACTION,
    value,
    label: `${no}: ${proposal.summary}`,
    style: 'danger',
  });
  const edit = button({ text: 'Edit', actionId: EDIT_ACTION, value, label: `Edit: ${proposal.summary}` });
  return actions(isEditable(approval) ? [approve, deny, edit] : [approve, deny]);
}

/** Whether the edit form can hold the whole text. */
export function isEditable(approval: Approval): boolean {
  return contentOf(approval.proposal.payload).edit !== null && !isShortened(approval);
}

function confirmation(summary: string): ConfirmationDialog {
  return {
    title: plain('Approve this?', 100),
    text: plain(`High risk, hard to undo: ${summary}`, 300),
    confirm: plain('Approve', 30),
    deny: plain('Back', 30),
  };
}
