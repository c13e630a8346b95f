import { App } from '@slack/bolt';
import { createBoltLogger } from './bolt-logger.ts';
import type { SlackWebDeps } from './deps.ts';
import { createDirectory } from './directory.ts';
import { identify, type SlackIdentity } from './identity.ts';
import { registerListeners } from './listeners.ts';
import { createSlackReceiver, type LinkState } from './slack-receiver.ts';

/** The side of the bot that Slack talks to. */
export interface SlackWeb {
  /**
   * Asks Slack who we are unless that is known, then listens on `POST /slack/events` and
   * answers the port, or opens a WebSocket and answers 0. Throws `SYSTEM_CONFIG` when
   * Slack refuses the token and `SYSTEM_UNAVAILABLE` when it does not answer.
   */
  start(where: { readonly port: number; readonly host?: string }): Promise<number>;
  /** Takes no more requests and lets those in work end, at most five seconds. */
  stop(): Promise<void>;
  /** 0 before `start`. */
  readonly port: number;
  /** Whether Slack's requests can come in now. */
  link(): LinkState;
  /** Undefined before `start`. */
  readonly identity: SlackIdentity | undefined;
}

export function createSlackWeb(deps: SlackWebDeps): SlackWeb {
  let identity: SlackIdentity | undefined;
  let port = 0;
  const receiver = createSlackReceiver(deps, () => identity);
  return {
    async start(where) {
      identity = deps.identity ?? (await identify(deps.clients.worker, deps.log));
      const app = createApp(deps, receiver, identity);
      const directory = createDirectory(deps.clients.listener, deps.clock);
      const { teamId, enterpriseId } = identity;
      registerListeners(app, { ...deps, teamId, enterpriseId, directory });
      await app.init();
      port = await receiver.start(where);
      return port;
    },
    stop: () => receiver.stop(),
    link: () => receiver.state(),
    get port() {
      return port;
    },
    get identity() {
      return identity;
    },
  };
}

/** Bolt with one workspace whose token is already known to be good, so that no request asks Slack again. */
function createApp(
  deps: SlackWebDeps,
  receiver: ReturnType<typeof createSlackReceiver>,
  identity: SlackIdentity,
): App {
  const { teamId, botUserId, botId } = identity;
  const { token } = deps.clients.listener;
  return new App({
    receiver,
    authorize: async () => ({
      teamId,
      botUserId,
      ...(token !== undefined && { botToken: token }),
      ...(botId !== undefined && { botId }),
    }),
    clientOptions: deps.clients.listenerOptions(),
    logger: createBoltLogger(deps.log),
    convoStore: false,
    deferInitialization: true,
  });
}
