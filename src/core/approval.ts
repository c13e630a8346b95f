import { z } from 'zod';
import { CheckResult, Proposal } from './proposal.ts';

/**
 * Who may decide: `requester` only the one who asked; `approvers` anybody of the approver set except the
 * requester; `two_person` two different people of that set.
 */
export const ApprovalPolicyKind = z.enum(['requester', 'approvers', 'two_person']);
export type ApprovalPolicyKind = z.infer<typeof ApprovalPolicyKind>;

export const ApprovalPolicy = z.strictObject({
  kind: ApprovalPolicyKind,
  /** Slack user and user-group ids, as they were when the approval was opened. */
  approvers: z.array(z.string()),
  expiresInMs: z.number().int().positive(),
});
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>;

export function votesNeeded(kind: ApprovalPolicyKind): 1 | 2 {
  return kind === 'two_person' ? 2 : 1;
}

export const ApprovalState = z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled']);
export type ApprovalState = z.infer<typeof ApprovalState>;

/** A stored approval. `version` and `hash` change with every edit; only the live card's clicks count. */
export const Approval = z.strictObject({
  state: ApprovalState,
  version: z.number().int().positive(),
  hash: z.string(),
  openedAt: z.number(),
  expiresAt: z.number(),
  policy: ApprovalPolicy,
  proposal: Proposal,
  checks: z.array(CheckResult),
  /** People who approved so far, in order. */
  votes: z.array(z.string()),
  decidedBy: z.string().optional(),
  decidedAt: z.number().optional(),
  reason: z.string().optional(),
  /** Who last edited the text, if anybody did. */
  editedBy: z.string().optional(),
});
export type Approval = z.infer<typeof Approval>;

/** Names one version of one approval; this is all that a button carries. */
export const ApprovalRef = z.strictObject({
  planId: z.string(),
  stepId: z.string(),
  version: z.number().int().positive(),
  hash: z.string(),
});
export type ApprovalRef = z.infer<typeof ApprovalRef>;

/** `planId.stepId.version.first-16-of-hash`; plan ids are unguessable ULIDs. */
export function encodeApprovalRef(ref: ApprovalRef): string {
  return [ref.planId, ref.stepId, ref.version, ref.hash.slice(0, 16)].join('.');
}

const ENCODED = /^([0-9A-Z]{26})\.([a-z][a-z0-9_]{0,39})\.([1-9][0-9]{0,5})\.([0-9a-f]{16})$/;

export function decodeApprovalRef(text: string): ApprovalRef | null {
  const [, planId, stepId, version, hash] = ENCODED.exec(text) ?? [];
  if (!planId || !stepId || !version || !hash) return null;
  return { planId, stepId, version: Number(version), hash };
}
