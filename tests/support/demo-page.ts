import { ulid } from 'ulid';
import { COMMANDS } from '../../blocks/index.ts';
import { startBot } from '../../src/composition/bot.ts';
import { loadDemoConfig } from '../../src/config/demo-config.ts';
import { servePage } from '../../src/sandbox/page/index.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { sharedRedisUrl } from './redis.ts';

/** Offered by the composer; some of the sample book. */
const ACCOUNT_NAMES = ['Acme Robotics', 'Northfold Foods', 'Northfold Logistics', 'Northfold Marine'];

/** The whole demo with its page, without its terminal: real bot, real Redis, a workspace of its own. */
export async function startDemoPage() {
  const sandbox = await createSandbox({ team: { id: `T${ulid().slice(-16)}` } });
  const { token: botToken, signingSecret } = sandbox.world.app;
  const config = loadDemoConfig(
    { botToken, signingSecret, apiUrl: sandbox.apiUrl, approvers: [SAMPLE.people.approver] },
    { REDIS_URL: sharedRedisUrl() },
  );
  const bot = await startBot(config, createLogger({ level: 'silent' }));
  sandbox.connect(`http://127.0.0.1:${bot.port}/slack/events`);
  const page = await servePage(sandbox, {
    port: 0,
    personId: SAMPLE.people.seller,
    commands: COMMANDS,
    accountNames: ACCOUNT_NAMES,
  });
  return {
    sandbox,
    url: page.url,
    async close() {
      await page.close();
      await bot.stop();
      await sandbox.close();
    },
  };
}

export type DemoPage = Awaited<ReturnType<typeof startDemoPage>>;
