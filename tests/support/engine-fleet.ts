import { createApprovalWorker } from '../../jobs/approval.worker.ts';
import { createMessageWorker } from '../../jobs/message.worker.ts';
import { createPlanWorker } from '../../jobs/plan.worker.ts';
import { createQueues, createRequestConnection, createWorkerConnection } from '../../jobs/queues.ts';
import { createSweeper } from '../../jobs/sweeper.ts';
import { createWakeups } from '../../jobs/wakeups.ts';
import type { Plan, PlanRecord } from '../../src/core/plan.ts';
import type { MessageKey, Notifier } from '../../src/core/ports.ts';
import type { Tool } from '../../src/core/tool.ts';
import { createDecisions } from '../../src/engine/decisions.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { submitPlan } from '../../src/engine/submit.ts';
import { openStores } from './engine-store.ts';
import { engineDeps } from './engine-world.ts';

type Stores = ReturnType<typeof openStores>;

/** A person's side: submits and decides, and looks into stores and queues. Fails fast where Redis is away. */
export function openDesk(url: string) {
  const stores = openStores(url);
  const connection = createRequestConnection(url, () => undefined);
  const queues = createQueues(connection, () => undefined);
  const late: unknown[] = [];
  const wakeups = createWakeups(queues, stores.debts, (error) => void late.push(error));
  const deps = engineDeps(stores, [], { wakeups });
  const decisions = createDecisions(deps);
  const errors: unknown[] = [];
  const sweeper = createSweeper({
    ...stores,
    decisions,
    wakeups,
    queues,
    onError: (error) => void errors.push(error),
  });
  const desk = {
    ...stores,
    queues,
    decisions,
    sweeper,
    wakeups,
    errors,
    late,
    submit: (plan: Plan) => submitPlan(deps, plan, plan.planId),
    async record(plan: Plan): Promise<PlanRecord> {
      const record = await stores.store.load(stores.teamId, plan.planId);
      if (!record) throw new Error(`no plan ${plan.planId}`);
      return record;
    },
    async decide(plan: Plan, stepId: string, decision: 'approved' | 'denied') {
      const record = await desk.record(plan);
      const { version = 0, hash = '' } = record.steps[stepId]?.approval ?? {};
      const ref = { planId: plan.planId, stepId, version, hash };
      return await decisions.decide(record, { teamId: stores.teamId, ref, decision, by: 'U1' });
    },
    /** Jobs that are not over, by queue and state; empty when nothing is left. */
    async leftovers(): Promise<Record<string, number>> {
      const states = ['waiting', 'active', 'delayed', 'waiting-children', 'prioritized'] as const;
      const found: Record<string, number> = {};
      for (const queue of [queues.plans, queues.approvals, queues.messages]) {
        for (const [state, count] of Object.entries(await queue.getJobCounts(...states)))
          if (count > 0) found[`${queue.name} ${state}`] = count;
      }
      return found;
    },
    close: async () => {
      await queues.close();
      connection.disconnect();
      await stores.close();
    },
  };
  return desk;
}

export type Desk = ReturnType<typeof openDesk>;

/** Shows every message at once by remembering what was wanted. */
function rememberingNotifier({ messages }: Stores): Notifier & { readonly shown: MessageKey[] } {
  const shown: MessageKey[] = [];
  return {
    shown,
    async deliver(teamId, key) {
      const { wanted } = await messages.place(teamId, key);
      shown.push(key);
      const behind = await messages.sent(teamId, key, { channel: 'C1', ts: '1.1', shown: wanted });
      return behind ? { kind: 'behind' } : { kind: 'shown' };
    },
  };
}

/** One worker process, as the program would run it. */
export function openFleet(
  url: string,
  desk: Desk,
  tools: readonly Tool[],
  more: { notifier?: Notifier } = {},
) {
  const connection = createWorkerConnection(url, () => undefined);
  const stores = { ...openStores(url), teamId: desk.teamId };
  const deps = engineDeps(stores, tools, { wakeups: desk.wakeups });
  const abort = new AbortController();
  let stopping = false;
  const interruption = { stopping: () => stopping, abort: abort.signal };
  const { queues, wakeups } = desk;
  const shared = { connection, concurrency: 20 };
  const notifier = more.notifier ?? rememberingNotifier(stores);
  const workers = [
    createPlanWorker({ ...shared, engine: createEngine(deps), queues, wakeups, interruption }),
    createApprovalWorker({ ...shared, store: stores.store, decisions: createDecisions(deps) }),
    createMessageWorker({ ...shared, notifier }),
  ];
  const errors: Error[] = [];
  for (const worker of workers) worker.on('error', (error) => errors.push(error));
  return {
    workers,
    errors,
    abort,
    /** As on SIGTERM: takes nothing more, hands back, lets go. */
    async stop() {
      stopping = true;
      await Promise.all(workers.map((worker) => worker.close()));
      connection.disconnect();
      await stores.close();
    },
  };
}

export type Fleet = ReturnType<typeof openFleet>;
