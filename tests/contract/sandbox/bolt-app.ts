import type { AddressInfo } from 'node:net';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';

export interface BoltBot {
  readonly sandbox: Sandbox;
  readonly app: App;
  close(): Promise<void>;
}

/** A real Bolt app behind a real HTTP receiver, installed in a fresh sandbox. */
export async function startBolt(
  register: (app: App) => void,
  options: SandboxOptions = {},
): Promise<BoltBot> {
  const sandbox = await createSandbox({ rateLimits: 'off', ...options });
  const { app: installed } = sandbox.world;
  const app = new App({
    token: installed.token,
    receiver: new HTTPReceiver({ signingSecret: installed.signingSecret, logLevel: LogLevel.ERROR }),
    clientOptions: {
      slackApiUrl: sandbox.apiUrl,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
      allowAbsoluteUrls: false,
    },
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  });
  register(app);
  await app.init();
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const { port } = server.address() as AddressInfo;
  sandbox.connect(`http://127.0.0.1:${port}/slack/events`);
  return {
    sandbox,
    app,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await app.stop();
      await sandbox.close();
    },
  };
}
