import { z } from 'zod';
import { contentHash } from './canonical-json.ts';

export const MessageChannel = z.enum(['email', 'linkedin', 'phone', 'sms']);
export type MessageChannel = z.infer<typeof MessageChannel>;

/** A dated fact that a proposal rests on. `text` comes from data: escape it on output. */
export const Evidence = z.strictObject({
  text: z.string(),
  source: z.string(),
  occurredAt: z.string().optional(),
  url: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

/** An outbound message, exactly as it would be handed over. */
export const MessagePayload = z.strictObject({
  kind: z.literal('message'),
  channel: MessageChannel,
  accountId: z.string(),
  accountName: z.string(),
  recipient: z.strictObject({
    contactId: z.string().optional(),
    name: z.string().optional(),
    title: z.string().optional(),
    email: z.string().optional(),
  }),
  subject: z.string().optional(),
  body: z.string(),
});
export type MessagePayload = z.infer<typeof MessagePayload>;

/** Whether to run a step again whose outcome nobody knows. */
const RerunPayload = z.strictObject({
  kind: z.literal('rerun'),
  tool: z.string(),
  attempt: z.number().int().positive(),
  /** The key of the interrupted attempt, so that the outside can tell a repetition. */
  idempotencyKey: z.string(),
  /** What was approved and may or may not have happened. */
  original: MessagePayload,
});

export const ProposalPayload = z.discriminatedUnion('kind', [MessagePayload, RerunPayload]);
export type ProposalPayload = z.infer<typeof ProposalPayload>;

/** What a propose tool wants done, and everything a person needs to decide about it. */
export const Proposal = z.strictObject({
  summary: z.string().min(1).max(300),
  payload: ProposalPayload,
  consequences: z.array(z.string()).min(1),
  reasoning: z.array(z.string()),
  evidence: z.array(Evidence),
  unknowns: z.array(z.string()),
  risk: z.enum(['low', 'medium', 'high']),
});
export type Proposal = z.infer<typeof Proposal>;

/** Binds a decision to exactly what was shown. */
export function proposalHash(tool: string, payload: ProposalPayload): string {
  return contentHash({ tool, payload });
}

export const CheckIssue = z.strictObject({
  severity: z.enum(['critical', 'warning', 'info']),
  message: z.string(),
  suggestion: z.string().optional(),
  /** Which part of the text it is about. */
  field: z.enum(['subject', 'body']).optional(),
});
export type CheckIssue = z.infer<typeof CheckIssue>;

/** The verdict of one check on one proposal. A check that does not pass blocks the proposal. */
export const CheckResult = z.strictObject({
  check: z.string(),
  passed: z.boolean(),
  summary: z.string(),
  issues: z.array(CheckIssue),
});
export type CheckResult = z.infer<typeof CheckResult>;
