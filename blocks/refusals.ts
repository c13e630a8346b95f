import type { ApprovalPolicy, ApprovalState } from '../src/core/approval.ts';
import { answer } from './answers/answer.ts';
import type { Message } from './layout/message.ts';
import { clipMarkup, code, date, type Mrkdwn, md, mention } from './text/mrkdwn.ts';
import { whoMayDecide } from './words/policy.ts';

interface Who {
  readonly policy: ApprovalPolicy;
  readonly requestedBy: string;
}

/** The facts that each refusal states. */
export interface RefusalFacts {
  other_workspace: Record<never, never>;
  guest: Who;
  deactivated: Record<never, never>;
  bot: Record<never, never>;
  not_approver: Who;
  own_request: Who;
  voted_before: Who;
  expired: { readonly at: number };
  decided: { readonly state: Exclude<ApprovalState, 'pending'>; readonly by: string; readonly at: number };
  /** `isMoved`: not edited; its card was posted anew. */
  superseded: { readonly version: number; readonly isMoved?: boolean };
  not_editable: Record<never, never>;
  unknown: Record<never, never>;
  unavailable: Record<never, never>;
}

export type RefusalReason = keyof RefusalFacts;
export type Refusal = { [R in RefusalReason]: { readonly reason: R } & RefusalFacts[R] }[RefusalReason];

type Sentences = { readonly [R in RefusalReason]: (facts: RefusalFacts[R]) => Mrkdwn };

const STATES = {
  approved: 'approved',
  denied: 'denied',
  expired: 'closed as expired',
  cancelled: 'cancelled',
} as const;

const may = ({ policy, requestedBy }: Who) => md`May decide: ${whoMayDecide(policy, requestedBy)}.`;

const SENTENCES: Sentences = {
  other_workspace: () =>
    md`Your click did not count: only members of the workspace that this request belongs to may decide it.`,
  guest: (who) => md`Your click did not count: guests may not decide. ${may(who)}`,
  deactivated: () => md`This click did not count: the account that clicked is deactivated.`,
  bot: () => md`This click did not count: only people may decide, and this was an app.`,
  not_approver: (who) =>
    md`Your click did not count: you are not among those who may decide this. ${may(who)}`,
  own_request: (who) =>
    md`Your click did not count: you asked for this yourself, and somebody else has to decide. ${may(who)}`,
  voted_before: (who) =>
    md`Your approval is already counted; the second one has to come from somebody else. ${may(who)}`,
  expired: ({ at }) =>
    md`Your click did not count: this request expired (${date(at)}), and nothing was done. Ask again if it is still wanted.`,
  decided: ({ state, by, at }) =>
    md`Your click did not count: this was already ${STATES[state]} by ${mention(by)} (${date(at)}).`,
  superseded: ({ version, isMoved = false }) =>
    isMoved
      ? md`Your click did not count: this card was replaced by a newer one of the same request. Decide on that one, or on the Home tab of Cugar.`
      : md`Your click did not count: the text was edited, and version ${version} replaced what you saw. Decide on the updated card.`,
  not_editable: () =>
    md`This request has no text that could be edited here. Deny it with what should change instead.`,
  unknown: () =>
    md`Your click did not count: this request is not known here. It may be very old; ${code('/cugar approvals')} lists the open ones.`,
  unavailable: () =>
    md`Your click did not count: who you are, or the request itself, cannot be checked at the moment. Nothing was decided; try again in a minute.`,
};

/** Every reason that there is. */
export const REFUSAL_REASONS = Object.keys(SENTENCES) as RefusalReason[];

/** Why a click did not count and who may decide, as one sentence for the one who clicked. */
export function refusalSentence(refusal: Refusal): Mrkdwn {
  const sentence = SENTENCES[refusal.reason] as (facts: Refusal) => Mrkdwn;
  return clipMarkup(sentence(refusal), 580);
}

/** The same as a private message. */
export function refusal(refused: Refusal): Message {
  return answer({ sentence: refusalSentence(refused) });
}

/** A click that counted but does not decide alone. */
export function voteCounted(votes: readonly string[], who: Who): Message {
  return answer({
    sentence: clipMarkup(
      md`Your approval counts: ${votes.length} of 2. Somebody else has to approve as well. ${may(who)}`,
      580,
    ),
  });
}
