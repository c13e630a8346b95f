import { type FetchFunction, WebClient, type WebClientOptions } from '@slack/web-api';
import { createBoltLogger } from './bolt-logger.ts';
import { createCountedFetch, type OnCall } from './counted-fetch.ts';
import type { SlackLog } from './log.ts';
import { createTokenState, isTokenRefused, type TokenState } from './token-state.ts';

export interface SlackClientsOptions {
  readonly botToken: string;
  /** Ends in a slash. */
  readonly apiUrl: string;
  readonly log: SlackLog;
  readonly onCall: OnCall;
}

/** One client for people who wait, one for workers who repeat: neither tries anything again by itself. */
export interface SlackClients {
  readonly listener: WebClient;
  readonly worker: WebClient;
  /** A fresh copy of the listener's options: Slack's packages write into what they are given. */
  readonly listenerOptions: () => WebClientOptions;
  /** Whether Slack still takes the token. */
  readonly token: TokenState;
}

const LISTENER_TIMEOUT_MS = 2_500;
const WORKER_TIMEOUT_MS = 10_000;

export function createSlackClients({ botToken, apiUrl, log, onCall }: SlackClientsOptions): SlackClients {
  const options = (timeoutMs: number, fetch: FetchFunction): WebClientOptions => ({
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: timeoutMs,
    logger: createBoltLogger(log),
    fetch,
  });
  const token = createTokenState(log);
  const watched: OnCall = (method, outcome, error) => {
    if (error !== undefined && isTokenRefused(error)) token.refused(error);
    else if (outcome === 'ok' && method !== 'response_url') token.accepted();
    onCall(method, outcome, error);
  };
  const listenerFetch = createCountedFetch(apiUrl, LISTENER_TIMEOUT_MS, watched);
  const workerFetch = createCountedFetch(apiUrl, WORKER_TIMEOUT_MS, watched);
  const listenerOptions = () => options(LISTENER_TIMEOUT_MS, listenerFetch);
  return {
    listener: new WebClient(botToken, listenerOptions()),
    worker: new WebClient(botToken, options(WORKER_TIMEOUT_MS, workerFetch)),
    listenerOptions,
    token,
  };
}
