import type { ProposalPayload, WorkPayload } from '../../src/core/proposal.ts';
import type { Part } from '../layout/compose.ts';
import type { MessageFile } from '../layout/message.ts';
import type { Mrkdwn } from '../text/mrkdwn.ts';

/** What the one who asked gets in a direct message after the approval. */
export interface Handover {
  readonly header: string;
  /** Complete on its own: it is all that a notification gets. */
  readonly text: Mrkdwn;
  readonly parts: readonly Part[];
  /** The rest of a text that is too long, for the thread. */
  readonly overflow?: readonly string[];
  readonly files?: readonly MessageFile[];
}

export interface HandoverOptions {
  /** Such as `, approved by @Sam`. */
  readonly approvedBy: Mrkdwn;
  /** What the tool said when it was carried out. */
  readonly output: unknown;
}

/** The words that one kind of proposal needs on the cards; what it does is `contentOf` its payload. */
export interface ProposalView<P extends ProposalPayload> {
  /** Other words than Approve and Deny; a denial then needs no reason. */
  readonly buttons?: { readonly approve: string; readonly deny: string };
  readonly title: (payload: P, tool: string) => string;
  /** Comes before the content, where there is something else to ask. */
  readonly question?: (payload: P) => Mrkdwn;
  /** What a denial or an expiry leaves. */
  readonly left: Mrkdwn;
}

/** The same for what can be carried out. */
export interface WorkView<P extends WorkPayload> extends ProposalView<P> {
  /** What the approval leads to, and what it has led to. */
  readonly goingOn: (requester: Mrkdwn) => Mrkdwn;
  readonly done: (requester: Mrkdwn) => Mrkdwn;
  /** What becomes of it where the requester takes no message. */
  readonly kept: Mrkdwn;
  /** Heading and sentence of the handover before it is filled in. */
  readonly beingMade: { readonly header: string; readonly text: (goal: Mrkdwn) => Mrkdwn };
  readonly handover: (payload: P, options: HandoverOptions) => Handover;
}
