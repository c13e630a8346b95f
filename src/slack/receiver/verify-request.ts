import type { IncomingHttpHeaders } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { MINUTE, SECOND } from '../../core/clock.ts';

/** How far a request's time may be from ours, in both directions, milliseconds. */
export const MAX_SKEW_MS = 5 * MINUTE;

export type Forgery =
  | 'missing_signature'
  | 'invalid_timestamp'
  | 'stale_timestamp'
  | 'future_timestamp'
  | 'invalid_signature';

/** Why this request cannot be from Slack, or null when it is. `rawBody` is what was signed, byte for byte. */
export function findForgery(
  headers: IncomingHttpHeaders,
  rawBody: string,
  { signingSecret, nowMs }: { readonly signingSecret: string; readonly nowMs: number },
): Forgery | null {
  const signature = headers['x-slack-signature'];
  const timestamp = headers['x-slack-request-timestamp'];
  if (typeof signature !== 'string' || typeof timestamp !== 'string') return 'missing_signature';
  if (!/^[1-9][0-9]{0,11}$/.test(timestamp)) return 'invalid_timestamp';
  const aheadMs = Number(timestamp) * SECOND - nowMs;
  if (aheadMs < -MAX_SKEW_MS) return 'stale_timestamp';
  if (aheadMs > MAX_SKEW_MS) return 'future_timestamp';
  const isValid =
    /^v0=[0-9a-f]{64}$/.test(signature) &&
    isValidSlackRequest({
      signingSecret,
      body: rawBody,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) },
      nowMilliseconds: nowMs,
    });
  return isValid ? null : 'invalid_signature';
}
