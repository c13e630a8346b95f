import type { BotConfig } from '../config/env.ts';
import {
  createDirectory,
  createSenderName,
  createSlackClients,
  createSlackNotifier,
  createSlackWeb,
  identify,
  MAX_SKEW_MS,
} from '../slack/index.ts';
import { createReplayGuard } from '../store/replay-guard.ts';
import type { Logger } from '../telemetry/logger.ts';
import { createSidePort } from '../telemetry/side-port.ts';
import { createHealth } from './health.ts';
import { openInfrastructure } from './infrastructure.ts';
import { clock, createServices, ids } from './services.ts';
import { botMetrics } from './telemetry.ts';
import { startWorkers } from './workers.ts';

/** A running bot, in the role of its configuration. */
export interface Bot {
  readonly teamId: string;
  /** Where Slack's requests go; 0 in the role `worker`. */
  readonly port: number;
  readonly metricsPort: number;
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
  const { teamId } = await identify(clients.worker, log);
  const senderName = createSenderName(createDirectory(clients.worker, clock), log);
  const services = await createServices({ config, infrastructure, log, metrics, senderName });
  undo.push(services.book.close);

  const notifier = createSlackNotifier({
    client: clients.worker,
    store: services.work.store,
    messages: services.work.messages,
    limits: services.work.rateLimits,
    data: services.book,
    approvalsChannel: config.approvalsChannel,
    clock,
    log,
  });
  const workers = config.role === 'web' ? null : startWorkers({ infrastructure, services, notifier, log });
  if (workers) undo.push(workers.stop);

  const { requests } = services;
  const web = createSlackWeb({
    ...requests.engineDeps,
    signingSecret: config.slack.signingSecret,
    clients,
    decisions: requests.decisions,
    messages: requests.messages,
    replayGuard: createReplayGuard(infrastructure.requests, 2 * MAX_SKEW_MS),
    planner: services.planner,
    approvers: config.approvers,
    ids,
    log,
    hooks: {
      onCommand: (command, outcome, seconds) => metrics.command({ command, outcome, ackMs: seconds * 1_000 }),
      onRefusal: metrics.approvalRefused,
    },
  });
  const health = createHealth({ infrastructure, services, metrics, teamId, workers });
  const sidePort = createSidePort({ port: config.metricsPort, host: '0.0.0.0', metrics, log, ...health });
  const metricsPort = await sidePort.start();
  undo.push(sidePort.stop);
  if (config.role === 'worker') return { teamId, port: 0, metricsPort };
  const port = await web.start({ port: config.port });
  undo.push(web.stop);
  return { teamId, port, metricsPort };
}
