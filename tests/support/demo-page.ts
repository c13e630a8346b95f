import { startBot } from '../../src/composition/bot.ts';
import { loadDemoConfig } from '../../src/config/demo-config.ts';
import { COMMANDS } from '../../src/planner/commands/index.ts';
import { servePage } from '../../src/sandbox/page/index.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { createSandbox } from '../../src/sandbox/sandbox.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { startOwnRedis } from './redis.ts';

/** Offered by the composer; some of the sample book. */
const ACCOUNT_NAMES = ['Acme Robotics', 'Northfold Foods', 'Northfold Logistics', 'Northfold Marine'];

/**
 * The whole demo with its page, without its terminal. Its Redis is its own: bots on the same one would do each
 * other's jobs.
 */
export async function startDemoPage() {
  const redis = await startOwnRedis({ appendfsync: 'off' });
  const sandbox = await createSandbox();
  const { token: botToken, signingSecret } = sandbox.world.app;
  const config = loadDemoConfig(
    { botToken, signingSecret, apiUrl: sandbox.apiUrl, approvers: [SAMPLE.people.approver] },
    { REDIS_URL: redis.url },
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
      await redis.stop();
    },
  };
}

export type DemoPage = Awaited<ReturnType<typeof startDemoPage>>;
