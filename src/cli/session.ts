import { userInfo } from 'node:os';
import { type Infrastructure, openInfrastructure } from '../composition/infrastructure.ts';
import { clock, createServices, type Services } from '../composition/services.ts';
import { botMetrics } from '../composition/telemetry.ts';
import { type Config, loadConfig } from '../config/env.ts';
import type { Requesters } from '../core/requesters.ts';
import { createSlackClients } from '../slack/clients.ts';
import { createDirectory } from '../slack/directory.ts';
import { createRequesters } from '../slack/requesters.ts';
import { createLogger, type Logger } from '../telemetry/logger.ts';
import { printError } from './output.ts';

/** The workspace of plans that were started here, without Slack. */
export const LOCAL_TEAM = 'local';

/** Who a plan of the command line belongs to. */
export function localUser(): string {
  return `cli-${userInfo()
    .username.replaceAll(/[^A-Za-z0-9_-]/g, '_')
    .slice(0, 60)}`;
}

const NOBODY_KNOWN: Requesters = { name: async () => undefined, isGuest: async () => false };

export interface Session {
  readonly services: Services;
  readonly infrastructure: Infrastructure;
  readonly log: Logger;
}

/** Plans from Slack may be worked on here too: their drafts are signed as there. */
function requestersOf({ slack }: Config, log: Logger): Requesters {
  if (!slack) return NOBODY_KNOWN;
  const { worker } = createSlackClients({ ...slack, log, onCall: () => {} });
  return createRequesters(createDirectory(worker, clock), log);
}

/** Opens everything but Slack for one command, and closes it whatever happens. Standard output stays free. */
export async function withSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const config = loadConfig(undefined, { needsSlack: false });
  for (const warning of config.warnings) printError(warning);
  const log = createLogger({ level: 'warn', stream: process.stderr });
  const infrastructure = await openInfrastructure(config, log, printError);
  try {
    const services = await createServices({
      config,
      infrastructure,
      log,
      metrics: botMetrics(),
      requesters: requestersOf(config, log),
    });
    try {
      return await work({ services, infrastructure, log });
    } finally {
      await services.book.close();
      await services.knowledge.close();
      await services.sources.close();
    }
  } finally {
    await infrastructure.close();
  }
}
