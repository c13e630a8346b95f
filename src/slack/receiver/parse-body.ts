import { z } from 'zod';

const User = z.object({ id: z.string().min(1) });
const Actions = z.array(z.object({ action_id: z.string() })).min(1);

/** The least that each kind of payload must have to mean something; everything else is checked where it is used. */
const Interaction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('block_actions'), user: User, actions: Actions }),
  z.object({ type: z.literal('view_submission'), user: User, view: z.object({}) }),
  z.object({ type: z.literal('view_closed'), user: User, view: z.object({}) }),
  z.object({ type: z.literal('block_suggestion'), user: User, action_id: z.string() }),
  z.object({ type: z.literal('shortcut'), user: User, callback_id: z.string() }),
  z.object({ type: z.literal('message_action'), user: User, callback_id: z.string() }),
]);

const EventCallback = z.object({ type: z.literal('event_callback'), event: z.object({ type: z.string() }) });
const Command = z.object({ command: z.string().min(1), user_id: z.string().min(1) });
const Challenge = z.object({ type: z.literal('url_verification'), challenge: z.string() });

export type Body = Readonly<Record<string, unknown>>;
export type ParsedBody =
  | { readonly kind: 'dispatch'; readonly body: Body }
  /** Slack asks whether this address is ours. */
  | { readonly kind: 'challenge'; readonly challenge: string }
  | { readonly kind: 'ssl_check' }
  | { readonly kind: 'invalid'; readonly reason: string };

const invalid = (reason: string): ParsedBody => ({ kind: 'invalid', reason });

/** Reads a body by its content type, with or without a charset. Never throws. */
export function parseBody(contentType: string | undefined, rawBody: string): ParsedBody {
  switch (mediaType(contentType)) {
    case 'application/x-www-form-urlencoded':
      return parseForm(rawBody);
    case 'application/json':
      return parseEvent(rawBody);
    default:
      return invalid('unsupported_content_type');
  }
}

/** Slack's certificate check, which may come unsigned: it is answered and otherwise ignored. */
export function isSslCheck(contentType: string | undefined, rawBody: string): boolean {
  return rawBody.includes('ssl_check=1') && parseBody(contentType, rawBody).kind === 'ssl_check';
}

function mediaType(contentType = ''): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}

function parseForm(rawBody: string): ParsedBody {
  const form = new URLSearchParams(rawBody);
  const payload = form.get('payload');
  if (payload !== null) {
    const body = parseObject(payload);
    return body && Interaction.safeParse(body).success
      ? { kind: 'dispatch', body }
      : invalid('invalid_payload');
  }
  const body = Object.fromEntries(form);
  if (body.ssl_check === '1') return { kind: 'ssl_check' };
  return Command.safeParse(body).success ? { kind: 'dispatch', body } : invalid('invalid_form');
}

function parseEvent(rawBody: string): ParsedBody {
  const body = parseObject(rawBody);
  if (!body) return invalid('invalid_json');
  const challenge = Challenge.safeParse(body);
  if (challenge.success) return { kind: 'challenge', challenge: challenge.data.challenge };
  return EventCallback.safeParse(body).success ? { kind: 'dispatch', body } : invalid('invalid_event');
}

/** A payload that came as such, over a WebSocket; null when it means nothing. */
export function readPayload(value: unknown): Body | null {
  const means = [Interaction, EventCallback, Command].some((schema) => schema.safeParse(value).success);
  return means ? (value as Body) : null;
}

function parseObject(text: string): Body | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Body) : null;
  } catch {
    return null;
  }
}
