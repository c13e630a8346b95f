/** Everything that Slack is told, as pure functions of the stored truth. */
export { ACCOUNT_CHOICE, type AccountOption, accountChoice, accountNotFound } from './answers/accounts.ts';
export { adaptersAnswer } from './answers/adapters.ts';
export { approvalsList, MOST_APPROVALS } from './answers/approvals.ts';
export { auditList, auditVerdict } from './answers/audit.ts';
export { budgetAnswer, budgetRefusal } from './answers/budget.ts';
export { errorAnswer, unknownCommand } from './answers/errors.ts';
export { explanation, type TellStep } from './answers/explain.ts';
export { commandHelp, help } from './answers/help.ts';
export { cancelAnswer, queued, statusList } from './answers/plans.ts';
export { statusOne } from './answers/status-one.ts';
export {
  APPROVE_ACTION,
  DENY_ACTION,
  DISCARD_ACTION,
  EDIT_ACTION,
  isEditable,
} from './cards/approval/actions.ts';
export { approvalCard } from './cards/approval/approval-card.ts';
export { approvalPlaceholder } from './cards/approval/placeholder.ts';
export { handover, handoverPlaceholder } from './cards/handover.ts';
export { planCard } from './cards/plan/plan-card.ts';
export {
  DIGEST_ACTIONS,
  type DigestOutcome,
  type DigestState,
  digestAnswer,
  digestOwnerUnknown,
  digestSetting,
  digestState,
} from './digest/answers.ts';
export { digestMessages } from './digest/digest-card.ts';
export { fileText } from './layout/file-text.ts';
export { threadPart } from './layout/long-text.ts';
export type { Message } from './layout/message.ts';
export { DENY_CALLBACK, denyModal, REASON_BLOCK } from './modals/deny.ts';
export { answerModal, doneModal } from './modals/done.ts';
export {
  ACCOUNT_BLOCK,
  CHANNEL_BLOCK,
  CONTACT_BLOCK,
  DRAFT_REPLY_CALLBACK,
  draftReplyModal,
  TONE_BLOCK,
} from './modals/draft-reply.ts';
export { BODY_BLOCK, EDIT_CALLBACK, editModal, SUBJECT_BLOCK } from './modals/edit.ts';
export { INPUT_ACTION } from './modals/modal.ts';
export { proposalView } from './proposals/views.ts';
export { type Refusal, type RefusalReason, refusal, refusalSentence, voteCounted } from './refusals.ts';
