import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Redis } from 'ioredis';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { findRedisServer, type RedisBinary } from '../../src/embedded/find-redis-server.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { startTestRedis, type TestRedis } from '../../tests/support/test-redis.ts';
import { type BenchBot, startBenchBot } from './bot.ts';

/** A Redis that flushes every write, and a local Slack without rate limits. */
export interface BenchWorld {
  readonly sandbox: Sandbox;
  readonly server: TestRedis;
  readonly redis: Redis;
  readonly registryPath: string;
  startBot(): Promise<BenchBot>;
  close(): Promise<void>;
}

export async function redisBinary(): Promise<RedisBinary> {
  return await findRedisServer({
    cacheDir: resolve('.cache'),
    onNotice: (text) => void process.stderr.write(`${text}\n`),
  });
}

export async function openBenchWorld(): Promise<BenchWorld> {
  const { path, env } = await redisBinary();
  const dir = await mkdtemp(join(tmpdir(), 'cugar-bench-'));
  const registryPath = join(dir, 'registry.yaml');
  await writeFile(registryPath, await registryWithRoom());
  const binary = { path, env: { ...env } };
  const redisDir = await mkdtemp(join(tmpdir(), 'cugar-bench-redis-'));
  const server = await startTestRedis({ binary, dir: redisDir, appendfsync: 'always' });
  const sandbox = await createSandbox({ rateLimits: 'off' });
  const redis = new Redis(server.url);
  const bots: BenchBot[] = [];
  return {
    sandbox,
    server,
    redis,
    registryPath,
    async startBot() {
      const bot = await startBenchBot({
        SLACK_BOT_TOKEN: sandbox.world.app.token,
        SLACK_SIGNING_SECRET: sandbox.world.app.signingSecret,
        SLACK_API_URL: sandbox.apiUrl,
        REDIS_URL: server.url,
        CUGAR_APPROVERS: SAMPLE.groups.approvers,
        CUGAR_REGISTRY: registryPath,
      });
      bots.push(bot);
      return bot;
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.end()));
      redis.disconnect();
      await sandbox.close();
      await server.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const Budgets = z.looseObject({
  profiles: z.record(z.string(), z.looseObject({ budgets: z.looseObject({}) })),
});

/** The project's own registry, with budgets that no benchmark uses up. */
async function registryWithRoom(): Promise<string> {
  const registry = Budgets.parse(parse(await readFile(resolve('registry.yaml'), 'utf8')));
  const room = { cost: 1_000_000_000, calls: 1_000_000_000 };
  for (const { budgets } of Object.values(registry.profiles)) {
    Object.assign(budgets, { user_day: room, workspace_month: room });
  }
  return stringify(registry);
}
