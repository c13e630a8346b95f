import type { Receiver } from '@slack/bolt';
import type { SlackWebDeps } from './deps.ts';
import type { SlackIdentity } from './identity.ts';
import { createReceiver } from './receiver/receiver.ts';
import { createOpenConnection } from './socket/open-connection.ts';
import { createSocketReceiver } from './socket/socket-receiver.ts';

/** Whether Slack's requests can come in, with what is worth knowing about it. */
export interface LinkState {
  readonly ready: boolean;
  readonly detail: Readonly<Record<string, string | number>>;
}

interface SlackReceiver extends Receiver {
  start(where: { readonly port: number; readonly host?: string }): Promise<number>;
  stop(): Promise<void>;
  state(): LinkState;
}

const OPEN_TIMEOUT_MS = 10_000;

/** The way in that the configuration names; both lead to the same listeners. */
export function createSlackReceiver(
  deps: SlackWebDeps,
  identity: () => SlackIdentity | undefined,
): SlackReceiver {
  const { link, log, clock } = deps;
  const teamId = () => identity()?.teamId ?? '';
  const common = { log, reference: deps.ids.traceId, appId: () => identity()?.appId };
  if (link.mode === 'http') {
    const { replayGuard } = deps;
    const isFirst = (fingerprint: string) => replayGuard.isFirst(teamId(), fingerprint);
    const receiver = createReceiver({ ...common, signingSecret: link.signingSecret, clock, isFirst });
    let isListening = false;
    return {
      ...receiver,
      async start(where) {
        const port = await receiver.start(where);
        isListening = true;
        return port;
      },
      async stop() {
        isListening = false;
        await receiver.stop();
      },
      state: () => ({ ready: isListening, detail: { mode: 'http' } }),
    };
  }
  const { handled } = deps;
  // Without the fetch that watches the bot's token: it is another token that Slack may refuse here.
  const { fetch: _fetch, ...options } = deps.clients.listenerOptions();
  const receiver = createSocketReceiver({
    ...common,
    openConnection: createOpenConnection(link.appToken, { ...options, timeout: OPEN_TIMEOUT_MS }),
    handled: {
      begin: (request) => handled.begin(teamId(), request),
      done: (request) => handled.done(teamId(), request),
      release: (request) => handled.release(teamId(), request),
    },
    ...(link.times && { times: link.times }),
  });
  return {
    ...receiver,
    state: () => receiver.state(),
    async start() {
      await receiver.start();
      return 0;
    },
  };
}
