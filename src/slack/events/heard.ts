import { z } from 'zod';

/** What Slack sends of a message that is for us; what else it sends is not used. */
const EventPayload = z.object({
  event_id: z.string().min(1),
  event: z.object({
    type: z.enum(['app_mention', 'message']),
    user: z.string().min(1),
    text: z.string(),
    ts: z.string().min(1),
    channel: z.string().min(1),
    thread_ts: z.string().optional(),
    channel_type: z.string().optional(),
    subtype: z.undefined().optional(),
    bot_id: z.undefined().optional(),
    edited: z.undefined().optional(),
    hidden: z.undefined().optional(),
  }),
});

/** Words of a person that are for us. */
export interface Heard {
  readonly eventId: string;
  readonly userId: string;
  readonly channelId: string;
  /** What was said, without our name. */
  readonly text: string;
  /** In the direct conversation with us. */
  readonly isDirect: boolean;
  /** The thread that it was said in, if it was in one. */
  readonly inThread: string | undefined;
  /** The thread that what comes of it belongs to; absent in a direct conversation without threads. */
  readonly threadTs: string | undefined;
}

/** Null for what is not for us: bots, ourselves, edits, joins and other messages that no person typed now. */
export function parseHeard(body: unknown, botUserId: string | undefined): Heard | null {
  const parsed = EventPayload.safeParse(body);
  if (!parsed.success) return null;
  const { event_id: eventId, event } = parsed.data;
  const { type, user: userId, channel: channelId, ts, thread_ts: inThread } = event;
  const isDirect = type === 'message';
  if (isDirect !== (event.channel_type === 'im' || channelId.startsWith('D'))) return null;
  if (userId === botUserId || userId === 'USLACKBOT') return null;
  return {
    eventId,
    userId,
    channelId,
    text: withoutName(event.text, botUserId),
    isDirect,
    inThread,
    threadTs: isDirect ? inThread : (inThread ?? ts),
  };
}

/** What stands after our name; all of it where our name is not in it. */
function withoutName(text: string, botUserId: string | undefined): string {
  if (botUserId === undefined) return text;
  const [before = '', ...after] = text.split(new RegExp(`<@${botUserId}(?:\\|[^>]*)?>`));
  return after.length === 0 ? before : after.join(' ').replace(/^[\s:,]+/, '');
}
