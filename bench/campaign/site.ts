import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { keysOf } from '../../src/store/keys.ts';
import { freePort } from './free-port.ts';
import { type Member, startMember } from './member.ts';
import type { Targets } from './nemesis.ts';
import { startTestRedis, type TestRedisOptions } from './own-redis.ts';
import { type RegistryVersion, writeRegistries } from './registries.ts';
import { openTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { openWorkspace, type Workspace } from './workspace.ts';

export interface SiteOptions {
  readonly build: string;
  readonly redisBinary: TestRedisOptions['binary'];
  readonly registries: readonly RegistryVersion[];
  readonly seed: number;
  readonly people: number;
  readonly rateLimits: 'off' | 'slack';
  /** Each way between a process and Redis, besides the faults; default none. */
  readonly latencyMs?: number;
  /** Of the web process and of each worker, milliseconds. */
  readonly skewMs: { readonly web: number; readonly workers: readonly number[] };
}

/** Everything that runs: Slack, Redis, a web process, workers, and a proxy before each of them. */
export interface Site extends Targets {
  readonly workspace: Workspace;
  readonly members: readonly Member[];
  /** Where the processes' logs are; they stay when the site is closed. */
  readonly logDir: string;
  close(): Promise<void>;
}

export async function openSite(options: SiteOptions): Promise<Site> {
  const { build, redisBinary, registries, seed, people, rateLimits, skewMs } = options;
  const dir = mkdtempSync(join(tmpdir(), 'cugar-campaign-'));
  const logDir = join(dir, 'logs');
  const redisDir = join(dir, 'redis');
  mkdirSync(logDir);
  mkdirSync(redisDir);
  const workspace = await openWorkspace({ people, faultSeed: seed, rateLimits });
  const { sandbox, approverGroup } = workspace;
  const redis = await startTestRedis({ binary: redisBinary, dir: redisDir, appendfsync: 'always' });
  const admin = new Redis(redis.url, { maxRetriesPerRequest: null, retryStrategy: () => 200 });
  admin.on('error', () => undefined);
  const paths = writeRegistries(dir, registries);
  const webPort = await freePort();
  sandbox.connect(`http://127.0.0.1:${webPort}/slack/events`);

  const proxies = new Map<Member, TcpProxy>();
  const start = async (name: string, offset: number, more: Record<string, string>, clockMs: number) => {
    const proxy = await openTcpProxy(redis.port, options.latencyMs);
    const member = startMember({
      name,
      build,
      logDir,
      skewMs: clockMs,
      env: (starts) => ({
        SLACK_BOT_TOKEN: sandbox.world.app.token,
        SLACK_SIGNING_SECRET: sandbox.world.app.signingSecret,
        SLACK_API_URL: sandbox.apiUrl,
        REDIS_URL: `redis://127.0.0.1:${proxy.port}/0`,
        CUGAR_APPROVERS: approverGroup,
        CUGAR_REGISTRY: paths[(starts + offset) % paths.length] ?? '',
        METRICS_PORT: '0',
        ...more,
      }),
    });
    proxies.set(member, proxy);
    return member;
  };
  const web = await start('web', 0, { CUGAR_ROLE: 'web', PORT: String(webPort) }, skewMs.web);
  const workers: Member[] = [];
  for (const [index, clockMs] of skewMs.workers.entries())
    workers.push(await start(`worker-${index + 1}`, index + 1, { CUGAR_ROLE: 'worker', PORT: '0' }, clockMs));
  const members = [web, ...workers];
  const site: Site = {
    workspace,
    sandbox,
    redis,
    admin,
    auditKey: keysOf(sandbox.world.team.id).audit,
    web,
    workers,
    members,
    proxies,
    logDir,
    limitMemory: async (bytes) => void (await admin.config('SET', 'maxmemory', String(bytes))),
    async close() {
      await Promise.all(members.map((member) => member.end()));
      await Promise.all([...proxies.values()].map((proxy) => proxy.close()));
      admin.disconnect();
      await redis.stop();
      await sandbox.close();
      rmSync(redisDir, { recursive: true, force: true });
    },
  };
  try {
    await Promise.all(members.map((member) => member.ready()));
    return site;
  } catch (error) {
    await site.close();
    throw error;
  }
}
