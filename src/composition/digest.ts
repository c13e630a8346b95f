import { createDigest, type Digest } from '../../jobs/digest.ts';
import { createDigestQueue, createDigestRequests } from '../../jobs/digest-queue.ts';
import type { BotConfig } from '../config/env.ts';
import { isoDay } from '../core/clock.ts';
import type { DigestControls } from '../slack/digest/change.ts';
import { createDigestPoster } from '../slack/digest/poster.ts';
import type { SlackClients } from '../slack/index.ts';
import { createAuditWindow } from '../store/audit-window.ts';
import { createDigestSettings } from '../store/digest-settings.ts';
import { createDigestStore } from '../store/digest-store.ts';
import type { Logger } from '../telemetry/logger.ts';
import { catalogue } from '../tools/index.ts';
import { ids } from './ids.ts';
import type { Infrastructure } from './infrastructure.ts';
import { clock, type Services } from './services.ts';

interface DigestSources {
  readonly config: BotConfig;
  readonly infrastructure: Infrastructure;
  readonly services: Services;
  readonly clients: SlackClients;
  readonly teamId: string;
  readonly log: Logger;
}

export interface DigestParts {
  readonly controls: DigestControls;
  readonly worker: Digest;
  readonly queue: ReturnType<typeof createDigestQueue>;
  close(): Promise<void>;
}

/** The daily digest: what people's requests need of it, and what a worker process does for it. */
export function openDigest({
  config,
  infrastructure,
  services,
  clients,
  teamId,
  log,
}: DigestSources): DigestParts {
  const { requests, work } = infrastructure;
  const { planner, limits, book } = services;
  const queue = createDigestQueue(requests, (err) =>
    log.error({ queue: 'digest', err }, 'a queue reports an error'),
  );
  const digests = createDigestStore(work);
  const allowed = planner.registry.profiles[planner.profile]?.tools ?? [];
  const month = limits.workspace_month;
  const poster = createDigestPoster({
    client: clients.worker,
    limits: services.work.rateLimits,
    log,
    apiUrl: config.slack.apiUrl,
    digests,
  });
  return {
    controls: {
      schedule: config.digest,
      settings: createDigestSettings(requests),
      requests: createDigestRequests(queue),
      limits: services.requests.rateLimits,
    },
    worker: createDigest({
      teamId,
      connection: work,
      queue,
      log,
      clock,
      schedule: config.digest,
      digests,
      settings: createDigestSettings(work),
      poster,
      store: services.work.store,
      audit: createAuditWindow(work),
      data: book,
      knowledge: services.knowledge,
      tools: new Map([...catalogue].filter(([name]) => allowed.includes(name))),
      icp: services.work.engineDeps.icp,
      playbook: services.work.engineDeps.playbook,
      history: services.history,
      traceId: ids.traceId,
      budgets: (now) => [
        {
          kind: 'workspace_month',
          id: isoDay(now).slice(0, 7),
          costLimit: month.cost,
          callLimit: month.calls,
        },
      ],
    }),
    queue,
    close: () => queue.close(),
  };
}
