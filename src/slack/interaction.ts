import { approvalCard, approvalPlaceholder, type Refusal, refusal } from '../../blocks/index.ts';
import { type ApprovalRef, decodeApprovalRef } from '../core/approval.ts';
import type { Click } from './actions/click.ts';
import { type Attempt, authorize, type Verdict } from './authorize.ts';
import type { CommandDeps } from './commands/command-request.ts';
import { thrownFacts } from './log.ts';
import type { PrivateAnswers } from './private-answer.ts';

/** What a listener gets besides the payload. */
export interface Interaction {
  readonly ack: (response?: object) => Promise<void>;
  readonly answers: PrivateAnswers;
}

/** A click in a message must come from the live card; one in neither a message nor the Home tab cannot. */
const NOWHERE = { channel: '', ts: '' };

/** Whether this click may decide. */
export function authorizeClick(
  deps: CommandDeps,
  { userId, userTeamId, value, container = NOWHERE, isHome }: Click,
): Promise<Verdict> {
  const ref = decodeApprovalRef(value);
  return authorize(deps, { userId, userTeamId, ref, ...(!isHome && { container }) });
}

/** Tells why a click did not count, notes it, and takes the buttons off a card that can never count again. */
export async function refuseClick(
  deps: CommandDeps,
  { click, answers }: { readonly click: Click; readonly answers: PrivateAnswers },
  verdict: Omit<Extract<Verdict, { allowed: false }>, 'allowed'>,
): Promise<void> {
  const ref = decodeApprovalRef(click.value);
  await answers.tell(refusal(verdict.refusal));
  await noteRefusal(deps, { userId: click.userId, ref }, verdict.refusal);
  const { record } = verdict;
  if (!verdict.isDeadCopy || !record || !ref) return;
  const version = record.steps[ref.stepId]?.approval?.version ?? 0;
  const isOpen = record.steps[ref.stepId]?.approval?.state === 'pending';
  const dataMode = deps.data.status().mode;
  const card =
    isOpen && ref.version >= version
      ? approvalPlaceholder(record, ref.stepId, { dataMode })
      : approvalCard(record, ref.stepId, { dataMode, shownVersion: isOpen ? ref.version : version });
  await answers.replace({ text: card.text, blocks: card.blocks });
}

/** Counts and audits an attempt that did not count; ids and the reason only. Never throws. */
export async function noteRefusal(
  deps: CommandDeps,
  { userId, ref }: Pick<Attempt, 'userId'> & { readonly ref: ApprovalRef | null },
  { reason }: Refusal,
): Promise<void> {
  deps.hooks.onRefusal(reason);
  deps.log.info({ userId, planId: ref?.planId, stepId: ref?.stepId, reason }, 'an attempt did not count');
  if (!ref) return;
  try {
    const { planId, stepId } = ref;
    await deps.store.note(deps.teamId, 'approval_refused', {
      planId,
      stepId,
      actor: userId,
      data: { reason },
    });
  } catch (thrown) {
    deps.log.warn({ userId, ...thrownFacts(thrown) }, 'a refused attempt could not be noted');
  }
}
