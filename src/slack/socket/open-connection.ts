import { WebClient, type WebClientOptions } from '@slack/web-api';
import { CugarError } from '../../core/errors.ts';
import { slackFailure, slackUnavailable } from '../slack-failure.ts';

/** Asks Slack for the address of one new WebSocket. */
export type OpenConnection = () => Promise<string>;

const HINT =
  'Take an app-level token (xapp-…) with the scope connections:write from the app settings (Basic Information), and switch Socket Mode on; see docs/reference/configuration.md#slack_app_token.';
const LOOPBACK = /^(localhost|127(?:\.[0-9]{1,3}){3}|\[::1\])$/;

/**
 * `options` must belong to nobody else. The result throws `SYSTEM_CONFIG` when Slack refuses the token, and
 * `SYSTEM_UNAVAILABLE` when it does not answer or wants a pause.
 */
export function createOpenConnection(appToken: string, options: WebClientOptions): OpenConnection {
  const client = new WebClient(appToken, options);
  return async () => {
    const url = await ask(client);
    if (isTrusted(url)) return url;
    throw new CugarError('SYSTEM_UNAVAILABLE', 'Slack gave no safe address for a WebSocket');
  };
}

async function ask(client: WebClient): Promise<string> {
  try {
    return (await client.apps.connections.open({})).url ?? '';
  } catch (thrown) {
    const failure = slackFailure(thrown);
    if (failure.kind === 'refused') {
      const { error } = failure;
      const message = `Slack refuses SLACK_APP_TOKEN (${error})`;
      throw new CugarError('SYSTEM_CONFIG', message, { hint: HINT, facts: { error } }, { cause: thrown });
    }
    const unavailable = slackUnavailable('apps.connections.open', thrown);
    if (failure.kind !== 'rate_limited') throw unavailable;
    const { afterMs: retryAfterMs } = failure;
    throw new CugarError('SYSTEM_UNAVAILABLE', unavailable.message, { retryAfterMs }, { cause: thrown });
  }
}

/** The address holds a ticket that lets its bearer act as the app's receiver: it goes out encrypted only. */
function isTrusted(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'wss:' || (protocol === 'ws:' && LOOPBACK.test(hostname));
}
