import { z } from 'zod';
import type { Evidence } from '../../core/proposal.ts';
import { isFuture } from '../shared/dates.ts';
import { oneLine } from '../shared/text.ts';

/** A message that somebody wants to answer, as it stands in Slack; without a text there is none. */
export const ReplyTo = z.strictObject({
  text: z.string().max(4_000).optional(),
  sentAt: z.iso.datetime().optional(),
});
export type ReplyTo = z.infer<typeof ReplyTo>;

/**
 * Shows the message beside the draft. Nobody knows who wrote it or whether it is complete, so the draft
 * does not thank for it; only what the documents answer is answered, the rest is left to the person who approves.
 */
export function citeReply(
  replyTo: ReplyTo | undefined,
  now: Date,
): { readonly evidence: readonly Evidence[]; readonly unknowns: readonly string[] } {
  const text = oneLine(replyTo?.text ?? '', 160);
  if (text === '') return { evidence: [], unknowns: [] };
  const sentAt = replyTo?.sentAt;
  const isDated = sentAt !== undefined && !isFuture(sentAt, now);
  return {
    evidence: [
      { text: `Message in Slack: “${text}”`, source: 'Slack', ...(isDated && { occurredAt: sentAt }) },
    ],
    unknowns: [
      'Whether the message in Slack came from the recipient; the draft does not answer it beyond what is said here, so add your answer before you approve.',
    ],
  };
}
