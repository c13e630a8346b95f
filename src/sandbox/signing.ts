import { createHmac } from 'node:crypto';

/** Slack's request signature: HMAC-SHA256 of `v0:timestamp:body`. */
export function signature(secret: string, timestampS: number | string, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestampS}:${body}`).digest('hex')}`;
}

/** The headers that prove that a request is from Slack. */
export function signedHeaders(
  secret: string,
  timestampS: number | string,
  body: string,
): Record<string, string> {
  return {
    'x-slack-request-timestamp': String(timestampS),
    'x-slack-signature': signature(secret, timestampS, body),
  };
}
