import { SECOND } from '../../core/clock.ts';
import type { RateLimit } from '../../store/rate-limits.ts';
import { slackFailure, slackUnavailable } from '../slack-failure.ts';
import { isTokenRefused } from '../token-state.ts';
import type { SlackCallDeps } from './deps.ts';

/** How one call ended. An unclear end is thrown as `SYSTEM_UNAVAILABLE`, for the queue to try again. */
export type Called<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'later'; readonly afterMs: number }
  | { readonly kind: 'refused'; readonly error: string };

export interface CallPlan {
  readonly teamId: string;
  readonly method: string;
  readonly limits: readonly [RateLimit, ...RateLimit[]];
}

/** How long nobody tries a method again after Slack refused the token. */
const TOKEN_PAUSE_MS = 5 * SECOND;

/** Calls Slack if the limits that all processes share have room, and tells the limits what Slack says. */
export async function callSlack<T>(
  deps: SlackCallDeps,
  { teamId, method, limits }: CallPlan,
  run: () => Promise<T>,
): Promise<Called<T>> {
  const waitMs = await deps.limits.take(teamId, limits);
  if (waitMs > 0) return { kind: 'later', afterMs: waitMs };
  try {
    return { kind: 'done', value: await run() };
  } catch (thrown) {
    const failure = slackFailure(thrown);
    if (failure.kind === 'unclear') throw slackUnavailable(method, thrown);
    const isOfToken = failure.kind === 'refused' && isTokenRefused(failure.error);
    if (failure.kind === 'refused' && !isOfToken) return failure;
    const afterMs = failure.kind === 'refused' ? TOKEN_PAUSE_MS : failure.afterMs;
    await deps.limits.pause(teamId, limits[0], afterMs);
    if (!isOfToken) deps.log.warn({ method, afterMs }, 'Slack wants a pause');
    return { kind: 'later', afterMs };
  }
}
