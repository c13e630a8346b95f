import type { SlackLog } from './log.ts';

/** Slack's codes for a token that works no more. What they keep from being sent waits for a good one. */
const REFUSED = new Set(['token_revoked', 'account_inactive', 'invalid_auth', 'not_authed', 'token_expired']);

export const isTokenRefused = (error: string) => REFUSED.has(error);

/** Whether Slack still takes the bot's token, as the last call or event of this process showed. */
export interface TokenState {
  /** Why it does not; null while it does. */
  failure(): string | null;
  /** Logged once, until the token is taken again. */
  refused(reason: string): void;
  accepted(): void;
}

export function createTokenState(log: SlackLog): TokenState {
  let reason: string | null = null;
  return {
    failure: () => reason,
    refused(error) {
      if (reason !== null) return;
      reason = error;
      log.error(
        { error },
        'Slack takes the bot token no more: nothing is posted, and everything is kept until a start with a good token',
      );
    },
    accepted() {
      if (reason === null) return;
      reason = null;
      log.info({}, 'Slack takes the bot token again');
    },
  };
}
