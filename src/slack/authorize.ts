import type { Refusal } from '../../blocks/refusals.ts';
import type { Approval, ApprovalRef } from '../core/approval.ts';
import { hasEnded, type PlanRecord } from '../core/plan.ts';
import type { DecideResult, PlanStore } from '../core/plan-store.ts';
import type { MessageStore } from '../store/message-store.ts';
import { type SlackLog, thrownFacts } from './log.ts';
import { type Decider, type MayDecideDeps, mayDecide } from './may-decide.ts';

/** A person's attempt to decide something, as the signed payload tells it. */
export interface Attempt extends Decider {
  /** What the button or modal carried; null when it was not readable. */
  readonly ref: ApprovalRef | null;
  /** The message that was clicked in; absent for a modal and for the person's own Home tab. */
  readonly container?: { readonly channel: string; readonly ts: string };
}

export type Verdict =
  | {
      readonly allowed: true;
      readonly ref: ApprovalRef;
      readonly record: PlanRecord;
      readonly approval: Approval;
    }
  | {
      readonly allowed: false;
      readonly refusal: Refusal;
      /** The clicked message shows buttons that can never count again. */
      readonly isDeadCopy: boolean;
      readonly record?: PlanRecord;
    };

export interface AuthorizeDeps extends MayDecideDeps {
  readonly store: Pick<PlanStore, 'load'>;
  readonly messages: Pick<MessageStore, 'place'>;
  readonly log: SlackLog;
}

/** May this person decide this request with this click? Whatever cannot be checked is refused. */
export async function authorize(deps: AuthorizeDeps, attempt: Attempt): Promise<Verdict> {
  try {
    return await judge(deps, attempt);
  } catch (thrown) {
    deps.log.warn({ userId: attempt.userId, ...thrownFacts(thrown) }, 'a click cannot be checked');
    return { allowed: false, refusal: { reason: 'unavailable' }, isDeadCopy: false };
  }
}

async function judge(deps: AuthorizeDeps, attempt: Attempt): Promise<Verdict> {
  const { ref, container } = attempt;
  const [record, isDead] = await Promise.all([
    ref && deps.store.load(deps.teamId, ref.planId),
    ref !== null && container !== undefined && isElsewhere(deps, ref, container),
  ]);
  const approval = record?.steps[ref?.stepId ?? '']?.approval;
  if (!ref || !record || !approval) {
    return { allowed: false, refusal: { reason: 'unknown' }, isDeadCopy: false };
  }
  const { requestedBy } = record.plan;
  const over = closedRefusal(record, approval);
  const refusal =
    (isDead ? (over ?? replaced(ref, approval)) : null) ??
    (await mayDecide(deps, attempt, { approval, requestedBy })) ??
    over ??
    (isSameVersion(ref, approval) ? null : superseded(approval));
  if (refusal === null) return { allowed: true, ref, record, approval };
  return { allowed: false, refusal, isDeadCopy: isDead || over !== null, record };
}

const superseded = ({ version }: Approval): Refusal => ({ reason: 'superseded', version });

/** Of a card that is not the live one: edited since, or posted anew in another place. */
const replaced = ({ version: shown }: ApprovalRef, { version }: Approval): Refusal => ({
  reason: 'superseded',
  version,
  ...(shown >= version && { isMoved: true }),
});

function isSameVersion(ref: ApprovalRef, { version, hash }: Approval): boolean {
  return ref.version === version && hash.startsWith(ref.hash);
}

/** Whether the live card is another message than this one. */
async function isElsewhere(
  deps: AuthorizeDeps,
  { planId, stepId }: ApprovalRef,
  container: NonNullable<Attempt['container']>,
): Promise<boolean> {
  const { posted } = await deps.messages.place(deps.teamId, { kind: 'approval', planId, stepId });
  return posted?.channel !== container.channel || posted.ts !== container.ts;
}

/** Why nobody can decide it any more, or null while it is open. */
function closedRefusal(record: PlanRecord, approval: Approval): Refusal | null {
  const { state, decidedBy = 'system', decidedAt } = approval;
  if (state === 'expired') return { reason: 'expired', at: decidedAt ?? approval.expiresAt };
  const at = decidedAt ?? record.updatedAt;
  if (state !== 'pending') return { reason: 'decided', state, by: decidedBy, at };
  if (!hasEnded(record.status)) return null;
  return { reason: 'decided', state: 'cancelled', by: record.cancelledBy ?? 'system', at };
}

/** What the store said instead of counting the decision; null when it counted. */
export function refusalOf(
  result: Exclude<DecideResult, { kind: 'voted' }>,
  { userId, record, approval }: { userId: string; record: PlanRecord; approval: Approval },
): Refusal | null {
  const who = { policy: approval.policy, requestedBy: record.plan.requestedBy };
  switch (result.kind) {
    case 'decided':
      return result.state === 'expired' ? { reason: 'expired', at: approval.expiresAt } : null;
    case 'already':
      if (result.state === 'expired') return { reason: 'expired', at: result.at };
      if (result.state === 'pending') return { reason: 'unavailable' };
      return { reason: 'decided', state: result.state, by: result.by, at: result.at };
    case 'superseded':
      return { reason: 'superseded', version: result.version };
    case 'voted_before':
      return { reason: 'voted_before', ...who };
    case 'not_allowed':
      return { reason: userId === who.requestedBy ? 'own_request' : 'not_approver', ...who };
    case 'early':
      return { reason: 'unavailable' };
    default:
      return { reason: 'unknown' };
  }
}
