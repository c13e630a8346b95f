import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { ulid } from 'ulid';
import { loadPlaybook } from '../../../../src/config/playbook.ts';
import type { HomeKey, HomeWakeups, MessageKey, Notifier, Wakeups } from '../../../../src/core/ports.ts';
import { createDecisions } from '../../../../src/engine/decisions.ts';
import type { EngineDeps } from '../../../../src/engine/engine-deps.ts';
import { SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { createSandbox, type Sandbox } from '../../../../src/sandbox/sandbox.ts';
import { type DigestControls, digestStateOf } from '../../../../src/slack/digest/change.ts';
import {
  createDirectory,
  createHomeNotifier,
  createRequesters,
  createSlackClients,
  createSlackNotifier,
  createSlackWeb,
  MAX_SKEW_MS,
  type SlackLink,
  type SlackLog,
} from '../../../../src/slack/index.ts';
import { createAuditTrail } from '../../../../src/store/audit-trail.ts';
import { createDigestSettings } from '../../../../src/store/digest-settings.ts';
import { createHandledRequests } from '../../../../src/store/handled-requests.ts';
import { createHomeStore } from '../../../../src/store/home-store.ts';
import { createMessageStore, type MessageStore, messageMember } from '../../../../src/store/message-store.ts';
import { createPlanStore } from '../../../../src/store/plan-store.ts';
import { createRateLimits } from '../../../../src/store/rate-limits.ts';
import { createReplayGuard } from '../../../../src/store/replay-guard.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { openBook } from './book.ts';
import { registry, tools } from './registry.ts';

export interface BotOptions {
  readonly redisUrl: string;
  readonly approvers?: readonly string[];
  readonly approvalsChannel?: string;
  /** Given to the bot instead of the right one. */
  readonly token?: string;
  /** Made before the bot, such as one whose Redis will be taken away. */
  readonly sandbox?: Sandbox;
  /** How Slack's requests come in; default signed over HTTP. */
  readonly link?: SlackLink;
}

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly facts: Readonly<Record<string, unknown>>;
  readonly message: string;
}

export type Bot = Awaited<ReturnType<typeof startBot>>;

/** Every test has a workspace of its own in the shared Redis. */
export const freshTeamId = () => `T${ulid().slice(-16)}`;

/** The bot's Slack side on a real Redis and a local Slack. */
export async function startBot(options: BotOptions) {
  const sandbox = options.sandbox ?? (await createSandbox({ team: { id: freshTeamId() } }));
  const { world } = sandbox;
  const teamId = world.team.id;
  const lines: LogLine[] = [];
  const at = (level: LogLine['level']) => (facts: LogLine['facts'], message: string) =>
    void lines.push({ level, facts, message });
  const log: SlackLog = { info: at('info'), warn: at('warn'), error: at('error') };
  const calls: string[] = [];
  const refusals: string[] = [];
  const commands: string[] = [];

  const redis = new Redis(options.redisUrl, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    retryStrategy: (times) => Math.min(50 * times, 500),
    lazyConnect: true,
  });
  redis.on('error', () => {});
  await redis.connect();

  const clock = { now: () => new Date() };
  const data = await openBook();
  const store = createPlanStore(redis);
  const messages = createMessageStore(redis);
  const limits = createRateLimits(redis);
  const token = options.token ?? world.app.token;
  const clients = createSlackClients({
    botToken: token,
    apiUrl: sandbox.apiUrl,
    log,
    onCall: (method, outcome) => calls.push(`${method} ${outcome}`),
  });
  const { approvalsChannel } = options;
  /** A notifier as each worker process has one. */
  const notifierOver = (places: MessageStore): Notifier =>
    createSlackNotifier({
      client: clients.worker,
      store,
      messages: places,
      limits,
      data,
      approvalsChannel,
      apiUrl: sandbox.apiUrl,
      log,
    });

  const woken = new Map<string, MessageKey | HomeKey>();
  const wakeups: Wakeups & HomeWakeups = {
    plan: async () => {},
    decided: async () => {},
    message: async (_teamId, key) => void woken.set(messageMember(key), key),
    home: async (_teamId, userId) => void woken.set(`home.${userId}`, { kind: 'home', userId }),
  };
  const homes = createHomeStore(redis);
  const digest: DigestControls = {
    schedule: { channel: SAMPLE.channels.sales, cron: '0 8 * * 1-5', timeZone: 'UTC' },
    settings: createDigestSettings(redis),
    requests: { now: async () => {} },
    limits,
  };
  const notifier = createHomeNotifier(notifierOver(messages), {
    client: clients.worker,
    store,
    homes,
    wakeups,
    limits,
    budgets: registry.profiles.sales?.budgets as EngineDeps['limits'],
    data,
    teamId,
    enterpriseId: world.team.enterpriseId,
    directory: createDirectory(clients.worker, clock),
    sourceReports: async () => [{ title: 'HubSpot', mode: 'live', health: null }],
    digestState: (userId) => digestStateOf({ digest }, { teamId, userId }),
    clock,
    log,
  });
  const approvers = options.approvers ?? [];
  const engineDeps: EngineDeps = {
    store,
    tools,
    data,
    events: { emit: () => {} },
    wakeups,
    clock,
    icp: registry.profiles.sales?.icp as EngineDeps['icp'],
    playbook: loadPlaybook(),
    knowledge: inMemoryKnowledge(),
    limits: registry.profiles.sales?.budgets as EngineDeps['limits'],
    requesters: createRequesters(createDirectory(clients.listener, clock), log),
    pause: async (ms) => await pause(ms),
  };
  const decisions = createDecisions(engineDeps);
  const web = createSlackWeb({
    ...engineDeps,
    wakeups,
    homes,
    digest,
    link: options.link ?? { mode: 'http', signingSecret: world.app.signingSecret },
    handled: createHandledRequests(redis),
    clients,
    decisions,
    messages,
    audit: createAuditTrail(redis),
    replayGuard: createReplayGuard(redis, 2 * MAX_SKEW_MS),
    planner: { registry, registryVersion: 'r1', profile: 'sales', approvers },
    approvers,
    ids: { planId: ulid, traceId: () => ulid().toLowerCase() },
    log,
    hooks: {
      onCommand: (command, outcome) => commands.push(`${command} ${outcome}`),
      onRefusal: (reason) => refusals.push(reason),
    },
  });

  /** What the message worker does: delivers until it is shown, waiting as long as told. */
  async function deliver(key: MessageKey | HomeKey): Promise<void> {
    for (;;) {
      const delivery = await notifier.deliver(teamId, key);
      if (delivery.kind === 'shown') return;
      if (delivery.kind === 'later') await pause(delivery.afterMs);
    }
  }

  return {
    sandbox,
    teamId,
    web,
    store,
    messages,
    homes,
    digest,
    notifier,
    notifierOver,
    decisions,
    redis,
    clients,
    lines,
    calls,
    refusals,
    commands,
    woken,
    deliver,
    async start() {
      const port = await web.start({ port: 0, host: '127.0.0.1' });
      if (port > 0) sandbox.connect(`http://127.0.0.1:${port}/slack/events`);
      return port;
    },
    /** Brings everything up to date that somebody woke, or wakes meanwhile. */
    async deliverWoken() {
      for (let next = woken.entries().next(); !next.done; next = woken.entries().next()) {
        const [member, key] = next.value;
        woken.delete(member);
        await deliver(key);
      }
    },
    async close() {
      await web.stop();
      redis.disconnect();
      await data.close();
      await sandbox.close();
    },
  };
}
