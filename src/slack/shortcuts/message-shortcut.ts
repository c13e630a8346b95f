import { z } from 'zod';

/** The shortcut that the manifest declares. */
export const DRAFT_REPLY_SHORTCUT = 'draft_reply';

/** A shortcut in a message's menu as Slack sends it; what else it sends is not used. */
const Payload = z.object({
  type: z.literal('message_action'),
  callback_id: z.string(),
  trigger_id: z.string(),
  user: z.object({ id: z.string(), team_id: z.string().optional() }),
  team: z.object({ id: z.string() }).nullish(),
  channel: z.object({ id: z.string() }),
  message_ts: z.string().regex(/^[0-9]{1,12}\.[0-9]{1,6}$/),
  message: z.object({ text: z.string().default(''), thread_ts: z.string().optional() }),
});

export interface MessageShortcut {
  readonly callbackId: string;
  readonly triggerId: string;
  readonly userId: string;
  /** The person's own workspace. */
  readonly userTeamId: string | undefined;
  readonly channelId: string;
  /** The thread that the message is in or begins. */
  readonly threadTs: string;
  readonly sentAt: Date;
  /** Somebody's words: data. */
  readonly text: string;
}

/** Null for a payload that no shortcut of ours can have caused. */
export function parseShortcut(body: unknown): MessageShortcut | null {
  const parsed = Payload.safeParse(body);
  if (!parsed.success) return null;
  const {
    callback_id: callbackId,
    trigger_id: triggerId,
    user,
    team,
    channel,
    message,
    message_ts: ts,
  } = parsed.data;
  return {
    callbackId,
    triggerId,
    userId: user.id,
    userTeamId: user.team_id ?? team?.id,
    channelId: channel.id,
    threadTs: message.thread_ts ?? ts,
    sentAt: new Date(Math.floor(Number(ts) * 1_000)),
    text: message.text,
  };
}
