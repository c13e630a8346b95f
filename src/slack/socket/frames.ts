import { z } from 'zod';

const Hello = z.object({
  type: z.literal('hello'),
  connection_info: z.object({ app_id: z.string().optional() }).optional(),
});
const Disconnect = z.object({ type: z.literal('disconnect'), reason: z.string().default('unknown') });
const Envelope = z.object({
  type: z.string(),
  envelope_id: z.string().min(1),
  payload: z.unknown(),
  retry_attempt: z.number().int().optional(),
  retry_reason: z.string().optional(),
  accepts_response_payload: z.boolean().optional(),
});

/** One request of Slack over a WebSocket. */
export interface Envelope {
  readonly id: string;
  readonly payload: unknown;
  /** False: the acknowledgement may carry nothing. */
  readonly takesAnswer: boolean;
  readonly retryNum?: number;
  readonly retryReason?: string;
}

export type Frame =
  | { readonly kind: 'hello'; readonly appId: string | undefined }
  /** Slack will close this link: `warning`, `refresh_requested`, `link_disabled`, or a reason to come. */
  | { readonly kind: 'disconnect'; readonly reason: string }
  | { readonly kind: 'envelope'; readonly envelope: Envelope }
  | { readonly kind: 'unreadable' };

/** Reads what came over the WebSocket. Never throws. */
export function parseFrame(text: string): Frame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'unreadable' };
  }
  const hello = Hello.safeParse(value);
  if (hello.success) return { kind: 'hello', appId: hello.data.connection_info?.app_id };
  const disconnect = Disconnect.safeParse(value);
  if (disconnect.success) return { kind: 'disconnect', reason: disconnect.data.reason };
  const parsed = Envelope.safeParse(value);
  if (!parsed.success) return { kind: 'unreadable' };
  const { envelope_id: id, payload, retry_attempt, retry_reason, accepts_response_payload } = parsed.data;
  const retry = retry_attempt !== undefined && retry_attempt > 0;
  return {
    kind: 'envelope',
    envelope: {
      id,
      payload,
      takesAnswer: accepts_response_payload !== false,
      ...(retry && { retryNum: retry_attempt }),
      ...(retry && retry_reason && { retryReason: retry_reason }),
    },
  };
}
