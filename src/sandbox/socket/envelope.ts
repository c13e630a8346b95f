import type { Delivery } from '../delivery.ts';
import { type Json, parseJson } from '../json.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

/** One request to the app as it travels over a WebSocket. */
export interface Envelope extends Json {
  readonly envelope_id: string;
  readonly type: EnvelopeType;
  readonly accepts_response_payload: boolean;
  readonly payload: unknown;
}

/** The same request that HTTP would carry; a repetition of the same delivery keeps its id. */
export function envelopeOf({ id, headers, body }: Delivery): Envelope {
  if (headers['content-type'] === 'application/json') {
    const attempt = Number(headers['x-slack-retry-num'] ?? 0);
    return {
      envelope_id: id,
      type: 'events_api',
      accepts_response_payload: false,
      payload: parseJson(body),
      retry_attempt: attempt,
      retry_reason: attempt > 0 ? 'timeout' : '',
    };
  }
  const form = new URLSearchParams(body);
  const payload = form.get('payload');
  return {
    envelope_id: id,
    type: payload === null ? 'slash_commands' : 'interactive',
    accepts_response_payload: true,
    payload: payload === null ? Object.fromEntries(form) : parseJson(payload),
  };
}
