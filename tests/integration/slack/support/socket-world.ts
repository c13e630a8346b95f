import { Writable } from 'node:stream';
import { type Bot, startBot } from '../../../../src/composition/bot.ts';
import { loadConfig } from '../../../../src/config/env.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../../../src/sandbox/sandbox.ts';
import { createLogger } from '../../../../src/telemetry/logger.ts';
import { startOwnRedis } from '../../../support/redis.ts';
import type { TestRedis } from '../../../support/test-redis.ts';

export interface SocketWorld {
  readonly sandbox: Sandbox;
  readonly redis: TestRedis;
  /** Log lines of all bots. */
  readonly lines: Record<string, unknown>[];
  /** Starts a whole bot in Socket Mode; throws what its start throws. */
  start(env?: Readonly<Record<string, string>>): Promise<Bot>;
  close(): Promise<void>;
}

/** A local Slack that is reached over WebSockets only, a Redis of its own, and whole bots on them. */
export async function openSocketWorld(options: SandboxOptions = {}): Promise<SocketWorld> {
  const sandbox = await createSandbox({
    rateLimits: 'off',
    eventRetryDelaysMs: [500, 2_000, 2_000],
    ...options,
  });
  const redis = await startOwnRedis({ appendfsync: 'always' });
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of String(chunk).split('\n').filter(Boolean)) lines.push(JSON.parse(line));
      done();
    },
  });
  const bots: Bot[] = [];
  const { token, appToken } = sandbox.world.app;
  return {
    sandbox,
    redis,
    lines,
    async start(env = {}) {
      const config = loadConfig({
        SLACK_MODE: 'socket',
        SLACK_BOT_TOKEN: token,
        SLACK_APP_TOKEN: appToken,
        SLACK_API_URL: sandbox.apiUrl,
        REDIS_URL: redis.url,
        PORT: '0',
        METRICS_PORT: '0',
        ...env,
      });
      const bot = await startBot(config, createLogger({ level: 'info', stream }));
      bots.push(bot);
      return bot;
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.stop()));
      await sandbox.close();
      await redis.stop();
    },
  };
}

/** What `/readyz` says of the link to Slack. */
export async function slackLink({ metricsPort }: Bot): Promise<Record<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${metricsPort}/readyz`);
  const page = (await response.json()) as { components: { slack_link: Record<string, unknown> } };
  return { status: response.status, ...page.components.slack_link };
}
