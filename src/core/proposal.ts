import { z } from 'zod';
import { contentHash } from './canonical-json.ts';
import type { PayloadContent } from './payloads/content.ts';
import { RerunPayload, rerunContent } from './payloads/rerun.ts';
import { WorkPayload, workContent } from './payloads/work.ts';

export { MessageChannel, MessagePayload } from './payloads/message.ts';
export type { WorkPayload } from './payloads/work.ts';

/** A dated fact that a proposal rests on. `text` comes from data: escape it on output. */
export const Evidence = z.strictObject({
  text: z.string(),
  source: z.string(),
  occurredAt: z.string().optional(),
  url: z.string().optional(),
});
export type Evidence = z.infer<typeof Evidence>;

export const ProposalPayload = z.discriminatedUnion('kind', [...WorkPayload.options, RerunPayload]);
export type ProposalPayload = z.infer<typeof ProposalPayload>;

/** Exactly what it would do, for whoever shows or edits it. */
export function contentOf(payload: ProposalPayload): PayloadContent<ProposalPayload> {
  return isRerun(payload) ? rerunContent(payload) : workContent(payload);
}

export function isRerun(payload: ProposalPayload): payload is RerunPayload {
  return payload.kind === 'rerun';
}

/** Whether its requester gets something in a message once it is approved. */
export function isHandedOver(payload: ProposalPayload): boolean {
  return workOf(payload).kind !== 'run_plan';
}

/** The work itself; behind a repetition, that which may have happened. */
export function workOf(payload: ProposalPayload): WorkPayload {
  return isRerun(payload) ? payload.original : payload;
}

/**
 * What a propose tool wants done, and everything a person needs to decide about it.
 * Schema history: 2026-11-22 messages and repetitions of them; 2026-12 touchpoints and plans to run. Older ones stay readable.
 */
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
