import { once } from 'node:events';
import { createServer } from 'node:net';
import { Redis } from 'ioredis';
import { ulid } from 'ulid';
import type { DigestDeps } from '../../../jobs/digest.ts';
import { createDigestQueue, createDigestRequests } from '../../../jobs/digest-queue.ts';
import { loadPlaybook } from '../../../src/config/playbook.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { DigestSchedule } from '../../../src/digest/due.ts';
import { SAMPLE } from '../../../src/sandbox/sample-world.ts';
import { createSandbox } from '../../../src/sandbox/sandbox.ts';
import { createSlackClients } from '../../../src/slack/clients.ts';
import { createDigestPoster } from '../../../src/slack/digest/poster.ts';
import { createDirectory } from '../../../src/slack/directory.ts';
import type { SlackLog } from '../../../src/slack/log.ts';
import { createAuditWindow } from '../../../src/store/audit-window.ts';
import { createDigestSettings } from '../../../src/store/digest-settings.ts';
import { createDigestStore } from '../../../src/store/digest-store.ts';
import { createPlanStore } from '../../../src/store/plan-store.ts';
import { createRateLimits, type RateLimits } from '../../../src/store/rate-limits.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { plan, step } from '../../support/engine-plan.ts';
import { type Book, inMemoryData } from '../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../support/in-memory-knowledge.ts';
import { aDeal, anAccount, anIcp, aSignal } from '../../support/records.ts';

export const { sales, withoutBot } = SAMPLE.channels;
export const { seller } = SAMPLE.people;

export interface WorldOptions {
  readonly redisUrl: string;
  readonly schedule?: DigestSchedule | null;
  readonly channel?: string;
  readonly leaseMs?: number;
  readonly book?: Book;
}

const BOOK: Book = {
  accounts: [anAccount({ owner: 'Sam Lee' })],
  opportunities: [aDeal({ owner: 'Sam Lee' })],
  signals: [aSignal()],
};

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

/** A workspace of its own in a real Redis and a local Slack, with a clock that the test may turn. */
export async function openWorld(options: WorldOptions) {
  const sandbox = await createSandbox({ team: { id: `T${ulid().slice(-16)}` } });
  const teamId = sandbox.world.team.id;
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (facts: object, message: string) =>
    void lines.push({ level, facts: facts as LogLine['facts'], message });
  const log: SlackLog = { info: at('info'), warn: at('warn'), error: at('error') };
  let fixed: Date | null = null;
  const clock = { now: () => fixed ?? new Date() };
  const { schedule = { cron: '0 8 * * *', timeZone: 'UTC' } } = options;
  const connections: Redis[] = [];
  const connect = () => {
    const redis = new Redis(options.redisUrl, { maxRetriesPerRequest: null });
    redis.on('error', () => undefined);
    connections.push(redis);
    return redis;
  };
  const redis = connect();
  const clientsOf = (apiUrl: string) =>
    createSlackClients({ botToken: sandbox.world.app.token, apiUrl, log, onCall: () => undefined });
  const clients = clientsOf(sandbox.apiUrl);
  const store = createPlanStore(redis);
  const settings = createDigestSettings(redis);
  const limits = createRateLimits(redis);
  const data = inMemoryData(options.book ?? BOOK);
  const directory = createDirectory(clients.worker, { now: () => new Date() });

  /** One process's view of all this; several may be open on one workspace. */
  function process(): DigestDeps {
    const connection = connect();
    const digests = createDigestStore(connection, { leaseMs: options.leaseMs ?? 30_000 });
    const queue = createDigestQueue(connection, () => undefined);
    return {
      teamId,
      connection,
      queue,
      digests,
      settings,
      poster: createDigestPoster({
        client: clients.worker,
        limits,
        log,
        apiUrl: sandbox.apiUrl,
        digests,
      }),
      schedule: schedule && { ...schedule, channel: options.channel ?? sales },
      clock,
      log,
      store,
      audit: createAuditWindow(connection),
      budgets: () => [{ kind: 'workspace_month', id: '2026-11', costLimit: 100, callLimit: 100 }],
      data,
      tools: catalogue,
      icp: anIcp(),
      playbook: loadPlaybook(),
      knowledge: inMemoryKnowledge(),
      traceId: () => 'trace-1',
    };
  }

  const first = process();
  return {
    sandbox,
    teamId,
    lines,
    redis,
    settings,
    limits,
    /** No waiting between posts. */
    unlimited: { take: async () => 0, pause: async () => undefined } satisfies RateLimits,
    store,
    data,
    directory,
    clock,
    clients,
    clientTo: (apiUrl: string) => clientsOf(apiUrl).worker,
    log,
    queue: first.queue,
    requests: createDigestRequests(first.queue),
    deps: first,
    process,
    setNow: (iso: string | number) => {
      fixed = new Date(iso);
    },
    /** Digests that stand in the channel, without their threads. */
    digests: (channel: string = sales) =>
      sandbox
        .messages(channel)
        .filter(({ threadTs, text }) => threadTs === undefined && /igest|lines/.test(text)),
    threads: (channel: string = sales) =>
      sandbox.messages(channel).filter(({ threadTs }) => threadTs !== undefined),
    /** A plan that began and ended just now. */
    async endedPlan(status: 'completed' | 'failed', over: Partial<Plan> = {}) {
      const made = plan(teamId, [step('a')], over);
      await store.create(made, made.planId, []);
      await store.settle(made, status);
      return made;
    },
    /** A fresh start: no digest was ever sent, and the channel is empty. */
    async forget() {
      const keys = await redis.keys(`cugar:{${teamId}}:digest:*`);
      if (keys.length > 0) await redis.del(...keys);
      for (const { ts } of sandbox.messages(sales)) await clients.worker.chat.delete({ channel: sales, ts });
    },
    async close() {
      for (const connection of connections) connection.disconnect();
      await sandbox.close();
    },
  };
}

export type World = Awaited<ReturnType<typeof openWorld>>;

/** A port of this machine on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
