import { z } from 'zod';

/** What the form of a draft carries from the message to its submission. */
const Metadata = z.strictObject({
  v: z.literal(1),
  channel: z.string().regex(/^[CGD][A-Z0-9]{2,30}$/),
  thread: z.string().regex(/^[0-9]{1,12}\.[0-9]{1,6}$/),
  sentAt: z.iso.datetime(),
  text: z.string().max(2_000),
});

export interface ReplyMetadata {
  readonly channelId: string;
  readonly threadTs: string;
  /** ISO date-time. */
  readonly sentAt: string;
  readonly text: string;
}

/** Slack carries 3,000 characters; each of these can become two of them as JSON. */
const MAX_TEXT = 500;

export function encodeReplyMetadata({ channelId, threadTs, sentAt, text }: ReplyMetadata): string {
  const flat = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  const cut = Array.from(flat).slice(0, MAX_TEXT).join('');
  return JSON.stringify({ v: 1, channel: channelId, thread: threadTs, sentAt, text: cut });
}

/** Null for anything that `encodeReplyMetadata` did not make. */
export function decodeReplyMetadata(text: string): ReplyMetadata | null {
  try {
    const { channel: channelId, thread: threadTs, sentAt, text: said } = Metadata.parse(JSON.parse(text));
    return { channelId, threadTs, sentAt, text: said };
  } catch {
    return null;
  }
}
