import type { BotConfig } from '../config/env.ts';
import { asCugarError, CugarError } from '../core/errors.ts';
import type { HomeNotifier, SalesData } from '../core/ports.ts';
import { createSlackClients, type SlackClients } from '../slack/clients.ts';
import { type DigestControls, digestStateOf } from '../slack/digest/change.ts';
import { createDirectory, type Directory } from '../slack/directory.ts';
import { createHomeNotifier } from '../slack/home/home-notifier.ts';
import { identify, type SlackIdentity } from '../slack/identity.ts';
import type { SlackWeb } from '../slack/index.ts';
import type { SlackNotifierDeps } from '../slack/notifier/deps.ts';
import { createSlackNotifier } from '../slack/notifier.ts';
import { createRequesters } from '../slack/requesters.ts';
import { createHandledRequests } from '../store/handled-requests.ts';
import { createReplayGuard } from '../store/replay-guard.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { createSidePort } from '../telemetry/side-port.ts';
import { openDigest } from './digest.ts';
import { createHealth } from './health.ts';
import { ids } from './ids.ts';
import { type Infrastructure, openInfrastructure } from './infrastructure.ts';
import { clock, createServices, type Services } from './services.ts';
import { botMetrics } from './telemetry.ts';
import { startWorkers } from './workers.ts';

/** A running bot, in the role of its configuration. */
export interface Bot {
  readonly teamId: string;
  /** Where Slack's requests go; 0 in the role `worker`. */
  readonly port: number;
  readonly metricsPort: number;
  /** The book of business that it answers from. */
  readonly book: Pick<SalesData, 'allAccounts'>;
  /** Takes no more work, ends or hands back what runs; within 25 s. */
  stop(): Promise<void>;
}

/** Starts everything that the role needs. What was started is stopped again when the rest cannot be. */
export async function startBot(config: BotConfig, log: Logger): Promise<Bot> {
  const undo: (() => Promise<void>)[] = [];
  const stop = async () => {
    for (const each of undo.splice(0).reverse()) await each();
  };
  try {
    return { ...(await assemble(config, log, undo)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function assemble(
  config: BotConfig,
  log: Logger,
  undo: (() => Promise<void>)[],
): Promise<Omit<Bot, 'stop'>> {
  const metrics = botMetrics();
  const infrastructure = await openInfrastructure(config, log, (text) =>
    log.info({ component: 'redis' }, text),
  );
  undo.push(infrastructure.close);
  const clients = createSlackClients({ ...config.slack, log, onCall: metrics.slackRequest });
  const identity = await identify(clients.worker, log);
  const { teamId } = identity;
  const directory = createDirectory(clients.worker, clock);
  const requesters = createRequesters(directory, log);
  const services = await createServices({ config, infrastructure, log, metrics, requesters });
  undo.push(services.book.close, services.knowledge.close, services.sources.close);

  const digest = openDigest({ config, infrastructure, services, clients, teamId, log });
  undo.push(digest.close);
  const { approvalsChannel } = config;
  const notifier = notifierOver(services, {
    client: clients.worker,
    approvalsChannel,
    apiUrl: config.slack.apiUrl,
    identity,
    directory,
    digest: digest.controls,
    log,
  });
  const workers =
    config.role === 'web'
      ? null
      : startWorkers({ infrastructure, services, notifier, besideRequests: config.role === 'all', log });
  if (workers) undo.push(workers.stop);

  if (workers) {
    await digest.worker.start();
    undo.push(digest.worker.stop);
  }

  const web =
    config.role === 'worker'
      ? null
      : await openWeb(config, log, {
          infrastructure,
          services,
          clients,
          identity,
          metrics,
          digest: digest.controls,
        });
  const { token } = clients;
  const health = createHealth({ infrastructure, services, metrics, teamId, token, web, workers, digest });
  const sidePort = createSidePort({ port: config.metricsPort, host: '0.0.0.0', metrics, log, ...health });
  const metricsPort = await sidePort.start();
  undo.push(sidePort.stop);
  const { book } = services;
  if (!web) return { teamId, port: 0, metricsPort, book };
  const port = await listening(web, config.port);
  undo.push(web.stop);
  return { teamId, port, metricsPort, book };
}

interface WebParts {
  readonly infrastructure: Infrastructure;
  readonly services: Services;
  readonly clients: SlackClients;
  readonly identity: SlackIdentity;
  readonly metrics: Metrics;
  readonly digest: DigestControls;
}

interface NotifierParts extends Pick<SlackNotifierDeps, 'client' | 'approvalsChannel' | 'apiUrl'> {
  readonly identity: SlackIdentity;
  readonly directory: Directory;
  readonly digest: DigestControls;
  readonly log: Logger;
}

/** Keeps the messages and the Home tabs in step. */
function notifierOver(
  { work, book, limits: budgets, sources }: Services,
  parts: NotifierParts,
): HomeNotifier {
  const { client, approvalsChannel, apiUrl, directory, digest, log } = parts;
  const { teamId, enterpriseId } = parts.identity;
  const { store, messages, homes, wakeups, rateLimits: limits } = work;
  const common = { client, store, limits, data: book, log };
  const notifier = createSlackNotifier({ ...common, messages, approvalsChannel, apiUrl });
  return createHomeNotifier(notifier, {
    ...common,
    clock,
    teamId,
    enterpriseId,
    directory,
    homes,
    wakeups,
    budgets,
    sourceReports: sources.reports,
    digestState: (userId) => digestStateOf({ digest }, { teamId, userId }),
  });
}

/** What takes Slack's requests; only loaded by the roles that do, for it is large. */
async function openWeb(
  { slack, approvers }: BotConfig,
  log: Logger,
  { infrastructure, services, clients, identity, metrics, digest }: WebParts,
): Promise<SlackWeb> {
  const { createSlackWeb, MAX_SKEW_MS } = await import('../slack/index.ts');
  const { requests, planner } = services;
  return createSlackWeb({
    ...requests.engineDeps,
    lookup: services.lookup,
    sourceReports: services.sources.reports,
    wakeups: requests.wakeups,
    identity,
    digest,
    homes: requests.homes,
    link: slack.link,
    clients,
    decisions: requests.decisions,
    messages: requests.messages,
    audit: requests.audit,
    handled: createHandledRequests(infrastructure.requests),
    replayGuard: createReplayGuard(infrastructure.requests, 2 * MAX_SKEW_MS),
    planner,
    approvers,
    ids,
    log,
    hooks: {
      onCommand: (command, outcome, seconds) => metrics.command({ command, outcome, ackMs: seconds * 1_000 }),
      onRefusal: metrics.approvalRefused,
    },
  });
}

async function listening(web: SlackWeb, port: number): Promise<number> {
  try {
    return await web.start({ port });
  } catch (cause) {
    if (cause instanceof CugarError) throw cause;
    const isTaken = cause instanceof Error && Reflect.get(cause, 'code') === 'EADDRINUSE';
    const why = isTaken ? 'another program uses it' : asCugarError(cause).message;
    throw new CugarError(
      'SYSTEM_CONFIG',
      `The port ${port} for Slack's requests cannot be had: ${why}`,
      { hint: 'Set PORT to a free one; see docs/reference/configuration.md#port.' },
      { cause },
    );
  }
}
