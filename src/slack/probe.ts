import { WebClient } from '@slack/web-api';
import { createBoltLogger } from './bolt-logger.ts';
import type { SlackLog } from './log.ts';

/** What one question tells of a token and of Slack's clock. */
export interface SlackProbe {
  readonly workspace: string;
  readonly bot: string;
  /** Absent where Slack does not tell. */
  readonly scopes: readonly string[] | undefined;
  /** Slack's clock, milliseconds since 1970, told in whole seconds; absent where it was not told. */
  readonly serverTimeMs: number | undefined;
}

interface ProbeOptions {
  readonly token: string;
  /** Ends in a slash. */
  readonly apiUrl: string;
  readonly log: SlackLog;
}

const TIMEOUT_MS = 10_000;

/** Asks Slack whose token this is and what it may. Throws what the Web API's client throws. */
export async function probeBotToken(options: ProbeOptions): Promise<SlackProbe> {
  let date = Number.NaN;
  const client = clientOf(options, (headers) => {
    date = Date.parse(headers.get('date') ?? '');
  });
  const { team, team_id, user, user_id, response_metadata } = await client.auth.test();
  return {
    workspace: team ?? team_id ?? 'unknown',
    bot: user ?? user_id ?? 'unknown',
    scopes: response_metadata?.scopes,
    serverTimeMs: Number.isNaN(date) ? undefined : date,
  };
}

/** Asks for a link of Socket Mode and lets it go. Throws what the Web API's client throws. */
export async function probeAppToken(options: ProbeOptions): Promise<void> {
  await clientOf(options, () => {}).apps.connections.open({});
}

function clientOf({ token, apiUrl, log }: ProbeOptions, onHeaders: (headers: Headers) => void): WebClient {
  return new WebClient(token, {
    slackApiUrl: apiUrl,
    allowAbsoluteUrls: false,
    rejectRateLimitedCalls: true,
    retryConfig: { retries: 0 },
    timeout: TIMEOUT_MS,
    logger: createBoltLogger(log),
    fetch: async (input, init) => {
      const signal = init?.signal ?? AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(String(input), { ...init, signal } as RequestInit);
      onHeaders(response.headers);
      return response;
    },
  });
}
