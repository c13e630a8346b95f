import type { RateLimit } from '../../store/rate-limits.ts';

/** What Slack allows, kept a little below it. The first limit of each list is the method's own, which a 429 closes. */
export const postLimits = (channel: string): readonly [RateLimit, ...RateLimit[]] => [
  { name: 'chat.postMessage', intervalMs: 200, burst: 30 },
  { name: `post:${channel}`, intervalMs: 1_000, burst: 3 },
];

/** No message changes more often than once a second, so that a busy plan is drawn in its newest state only. */
export const updateLimits = (member: string): readonly [RateLimit, ...RateLimit[]] => [
  { name: 'chat.update', intervalMs: 1_250, burst: 20 },
  { name: `message:${member}`, intervalMs: 1_000, burst: 1 },
];

export const OPEN_LIMITS: readonly [RateLimit, ...RateLimit[]] = [
  { name: 'conversations.open', intervalMs: 1_250, burst: 20 },
];

/** Longer than a first post can take: keeps two workers from posting one message twice. */
export const firstPostLease = (member: string): RateLimit => ({
  name: `first:${member}`,
  intervalMs: 15_000,
  burst: 1,
});

/** After an update that was given up: while this is closed, it may still land on top of a newer one. */
export const settling = (member: string): RateLimit => ({
  name: `settle:${member}`,
  intervalMs: 1,
  burst: 1,
});

/** How long after we gave it up Slack may still carry out an update, as far as we go along with it. */
export const SETTLE_MS = 30_000;
