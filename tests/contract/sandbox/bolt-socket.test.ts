import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import { afterEach, expect, it } from 'vitest';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../src/sandbox/sandbox.ts';

const { seller } = SAMPLE.people;
let sandbox: Sandbox;
let app: App;
afterEach(async () => {
  await app.stop();
  await sandbox.close();
});

/** A real Bolt app over its own Socket Mode receiver. */
async function start(register: (app: App) => void, options: SandboxOptions = {}): Promise<void> {
  sandbox = await createSandbox({ rateLimits: 'off', socketPingMs: 200, ...options });
  const { token, appToken } = sandbox.world.app;
  const clientOptions = () => ({ slackApiUrl: sandbox.apiUrl, retryConfig: { retries: 0 } });
  app = new App({
    token,
    receiver: new SocketModeReceiver({
      appToken,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: clientOptions() },
    }),
    clientOptions: clientOptions(),
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
  });
  register(app);
  await app.init();
  await app.start();
}

it("Slack's own receiver takes commands, clicks and events over it", async () => {
  const heard: string[] = [];
  await start((bolt) => {
    bolt.command('/cugar', async ({ ack, command }) => ack(`you said ${command.text}`));
    bolt.shortcut('any', async ({ ack, shortcut }) => {
      heard.push(shortcut.type);
      await ack();
    });
    bolt.event('app_mention', async ({ event, context }) => {
      heard.push(`${event.text} ${context.retryNum ?? 'first'}`);
    });
    bolt.message(async ({ message }) => void heard.push(`message ${message.channel_type}`));
  });
  expect(sandbox.sockets.open).toBe(1);
  const person = sandbox.as(seller);
  expect((await person.command('/cugar', 'hello')).ackText).toBe('you said hello');
  const said = person.say('a message', { channel: '#sales' });
  expect((await person.shortcut(said, 'any')).status).toBe(200);
  const { attempts, message } = await person.mention('hi', { channel: '#sales' });
  expect(attempts.map(({ status }) => status)).toEqual([200]);
  await person.tell('hello there');
  await expect.poll(() => heard).toEqual(['message_action', `${message.text} 0`, 'message im']);
});

it("Slack's own receiver comes back after it was told to go", async () => {
  await start((bolt) => bolt.command('/cugar', async ({ ack }) => ack('here')));
  const openedBefore = sandbox.sockets.opened;
  sandbox.sockets.disconnect('refresh_requested', 50);
  await sandbox.sockets.waitForOpen(1, { openedBefore });
  expect((await sandbox.as(seller).command('/cugar', 'x')).ackText).toBe('here');
});

it('a person is told of an app that does not acknowledge', async () => {
  await start((bolt) => bolt.command('/cugar', async () => {}), { ackDeadlineMs: 500 });
  expect((await sandbox.as(seller).command('/cugar', 'x')).failure).toBe('operation_timeout');
});
