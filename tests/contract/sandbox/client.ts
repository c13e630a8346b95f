import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import { createSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';

/** Everything that the methods of the sandbox ask for, except `mpim:*`. */
const SCOPES = [
  'chat:write',
  'im:write',
  'users:read',
  'usergroups:read',
  'channels:read',
  'groups:read',
  'im:read',
  'team:read',
  'reactions:write',
];
const silent: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};
/** Slack's own client, silent and without retries. */
export const clientOf = (box: Sandbox, token: string = box.world.app.token) =>
  new WebClient(token, {
    slackApiUrl: box.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logger: silent,
  });

export interface Connected {
  readonly sandbox: Sandbox;
  readonly web: WebClient;
  call(method: string, args: Record<string, unknown>): Promise<Record<string, unknown>>;
}

/** A sandbox without limits, and a client with all scopes. */
export async function connect(): Promise<Connected> {
  const sandbox = await createSandbox({ rateLimits: 'off', app: { scopes: SCOPES } });
  const web = clientOf(sandbox);
  return { sandbox, web, call: async (method, args) => ({ ...(await web.apiCall(method, args)) }) };
}

export const section = (text: string) => [{ type: 'section', text: { type: 'mrkdwn', text } }];
