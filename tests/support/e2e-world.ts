import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { type Program, startProgram, until } from './e2e-program.ts';
import { startOwnRedis } from './redis.ts';
import type { TestRedis } from './test-redis.ts';

/** A running bot in a process of its own. */
export interface Bot extends Program {
  readonly port: number;
  readonly metricsPort: number;
  /** Of the side port; null when nobody listens. */
  get(path: string): Promise<{ status: number; text: string } | null>;
  /** All samples by `name{labels}`, those of histograms' buckets left out. */
  metrics(): Promise<Map<string, number>>;
}

export interface World {
  readonly sandbox: Sandbox;
  readonly redis: TestRedis;
  /** An empty folder for what a test writes; goes with `close`. */
  readonly dir: string;
  /** What the bot needs to find this Slack and this Redis. */
  readonly env: Readonly<Record<string, string>>;
  /** Starts a bot and waits until it is ready; Slack sends to the newest one that takes requests. */
  start(env?: Readonly<Record<string, string>>): Promise<Bot>;
  /** Ends what was started, whatever state it is in. */
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly sandbox?: SandboxOptions;
  readonly appendfsync?: 'always' | 'everysec' | 'off';
}

/** A Redis and a local Slack of the test's own; the bots are children of the test process. */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const sandbox = await createSandbox(options.sandbox);
  const redis = await startOwnRedis({ appendfsync: options.appendfsync ?? 'always' });
  const dir = await mkdtemp(join(tmpdir(), 'cugar-e2e-'));
  const bots: Program[] = [];
  const { token, signingSecret } = sandbox.world.app;
  const env = {
    SLACK_BOT_TOKEN: token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: sandbox.apiUrl,
    REDIS_URL: redis.url,
    CUGAR_APPROVERS: SAMPLE.groups.approvers,
    PORT: '0',
    METRICS_PORT: '0',
  };
  return {
    sandbox,
    redis,
    dir,
    env,
    async start(more = {}) {
      const program = startProgram('main.js', { env: { ...env, ...more } });
      bots.push(program);
      const { port, metricsPort } = await program.logged(({ msg }) => msg === 'ready');
      if (Number(port) > 0) sandbox.connect(`http://127.0.0.1:${port}/slack/events`);
      return botOf(program, Number(port), Number(metricsPort));
    },
    async close() {
      await Promise.all(bots.map((bot) => bot.end('SIGKILL')));
      await sandbox.close();
      await redis.stop();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function botOf(program: Program, port: number, metricsPort: number): Bot {
  const get: Bot['get'] = async (path) => {
    const response = await fetch(`http://127.0.0.1:${metricsPort}${path}`).catch(() => null);
    return response && { status: response.status, text: await response.text() };
  };
  return {
    ...program,
    port,
    metricsPort,
    get,
    async metrics() {
      const page = await until('the metrics', async () => {
        const answer = await get('/metrics');
        return answer?.status === 200 && answer;
      });
      const samples = page.text.split('\n').filter((line) => line !== '' && !/^#|_bucket\{/.test(line));
      return new Map(
        samples.map((line) => {
          const cut = line.lastIndexOf(' ');
          return [line.slice(0, cut), Number(line.slice(cut + 1))];
        }),
      );
    },
  };
}
