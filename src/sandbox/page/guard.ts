import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Nothing from outside, no inline script or style, no frame; `require-trusted-types-for` makes the browser
 * itself refuse markup that was put together from text.
 */
const CSP = [
  "default-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CSP,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

const TOKEN_HEADER = 'x-sandbox-token';

/** The port without which this is not our page: a rebound name never has one of these. */
const hostsOf = (port: number) => [`127.0.0.1:${port}`, `localhost:${port}`];

/** Why a request is refused before anything is looked at; null when it may go on. */
export function refusalOf(request: IncomingMessage, { port, token }: { port: number; token: string }) {
  const { host = '', origin, 'sec-fetch-site': site } = request.headers;
  if (!hostsOf(port).includes(host)) return 'This page answers only under its own address.';
  if (origin !== undefined && origin !== `http://${host}`) return 'This comes from another page.';
  const isReading = request.method === 'GET';
  const isVisit = isReading && (site === 'none' || request.headers['sec-fetch-mode'] === 'navigate');
  if (site !== undefined && site !== 'same-origin' && !isVisit) return 'This comes from another page.';
  if (isReading) return null;
  if (!isSame(request.headers[TOKEN_HEADER], token)) return 'The token of this page is missing.';
  const type = request.headers['content-type'] ?? '';
  return type.startsWith('application/json') ? null : 'Only JSON is taken.';
}

function isSame(given: string | string[] | undefined, token: string): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [Buffer.from(given), Buffer.from(token)];
  return left.length === right.length && timingSafeEqual(left, right);
}
