/** A Slack that waits for as long as a busy machine may take; where Slack's three seconds are the point, a test sets them. */
export const UNHURRIED = { ackDeadlineMs: 60_000, triggerLifeMs: 60_000 } as const;
