import { WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { CugarError } from '../core/errors.ts';

/** What a failed call to Slack means for whoever made it. */
export type SlackFailure =
  /** Slack wants a pause. */
  | { readonly kind: 'rate_limited'; readonly afterMs: number }
  /** Slack refused, with its code; the same call would be refused again. */
  | { readonly kind: 'refused'; readonly error: string }
  /** No answer, or one that says nothing: it may have had its effect, and may work later. */
  | { readonly kind: 'unclear'; readonly cause: unknown };

const PASSING = new Set([
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'ratelimited',
  'rate_limited',
  'team_added_to_org',
  'accesslimited',
]);

const CODE = /^[a-z][a-z0-9_]{1,60}$/;

export function slackFailure(thrown: unknown): SlackFailure {
  if (thrown instanceof WebAPIRateLimitedError) {
    return { kind: 'rate_limited', afterMs: Math.max(1, thrown.retryAfter) * 1_000 };
  }
  if (thrown instanceof WebAPIPlatformError) {
    const { error } = thrown.data;
    if (typeof error === 'string' && CODE.test(error) && !PASSING.has(error))
      return { kind: 'refused', error };
  }
  return { kind: 'unclear', cause: thrown };
}

/** Whether a call was given up before its answer: Slack may still carry it out, and later than what comes next. */
export function wasAbandoned(thrown: unknown): boolean {
  for (let cause = thrown; cause instanceof Error; cause = cause.cause)
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError') return true;
  return false;
}

/** The error for a Slack that does not answer; retryable. */
export function slackUnavailable(what: string, cause: unknown): CugarError {
  return new CugarError('SYSTEM_UNAVAILABLE', `Slack does not answer (${what})`, {}, { cause });
}
