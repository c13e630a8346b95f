import type { Worker } from 'bullmq';
import { createApprovalWorker } from '../../jobs/approval.worker.ts';
import { createMessageWorker } from '../../jobs/message.worker.ts';
import { createPlanWorker } from '../../jobs/plan.worker.ts';
import { createSweeper } from '../../jobs/sweeper.ts';
import { SECOND } from '../core/clock.ts';
import type { HomeNotifier } from '../core/ports.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Infrastructure } from './infrastructure.ts';
import type { Services } from './services.ts';

export interface Workers {
  readonly running: () => boolean;
  /** Lets running steps end or hands them back, within 25 s. */
  stop(): Promise<void>;
}

interface WorkerParts {
  readonly infrastructure: Infrastructure;
  readonly services: Services;
  /** Null where nobody is to be told: the command line shows the plan itself. */
  readonly notifier: HomeNotifier | null;
  /** Whether this process also answers people. */
  readonly besideRequests: boolean;
  readonly log: Logger;
}

/** Beside people's requests fewer plans go at once: each of them makes a request wait in the same event loop. */
const PLANS_AT_ONCE = { alone: 50, besideRequests: 4 } as const;
const APPROVALS_AT_ONCE = 100;
const MESSAGES_AT_ONCE = 20;
/** After this, running steps are aborted and handed back; the rest of 25 s is for letting go. */
const GRACE_MS = 20 * SECOND;

export function startWorkers({
  infrastructure,
  services,
  notifier,
  besideRequests,
  log,
}: WorkerParts): Workers {
  const { work: connection, queues } = infrastructure;
  const { engine, store, decisions, wakeups, debts, messages } = services.work;
  const abort = new AbortController();
  let stopping = false;
  const interruption = { stopping: () => stopping, abort: abort.signal };

  const workers: Worker[] = [
    createPlanWorker({
      connection,
      engine,
      queues,
      wakeups,
      interruption,
      concurrency: PLANS_AT_ONCE[besideRequests ? 'besideRequests' : 'alone'],
    }),
    createApprovalWorker({ connection, store, decisions, concurrency: APPROVALS_AT_ONCE }),
    ...(notifier ? [createMessageWorker({ connection, notifier, concurrency: MESSAGES_AT_ONCE })] : []),
  ];
  for (const worker of workers) {
    worker.on('error', (err) => log.error({ queue: worker.name, err }, 'a worker reports an error'));
    worker.on('failed', (job, err) =>
      log.warn({ queue: worker.name, jobId: job?.id, attempts: job?.attemptsMade, err }, 'a job failed'),
    );
  }
  const sweeper = createSweeper({
    debts,
    messages,
    store,
    decisions,
    wakeups,
    queues,
    onError: (err) => log.warn({ err }, 'the sweeper could not finish its round'),
  });
  sweeper.start();
  // So that the first answer about a deal need not wait for it.
  services.history.lesson().catch((err: unknown) => log.warn({ err }, 'the own history teaches nothing now'));

  return {
    running: () => !stopping && workers.every((worker) => worker.isRunning()),
    async stop() {
      stopping = true;
      await sweeper.stop();
      const deadline = setTimeout(() => abort.abort(new Error('the program is stopping')), GRACE_MS);
      await Promise.all(workers.map((worker) => worker.close()));
      clearTimeout(deadline);
    },
  };
}
