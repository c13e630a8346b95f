import { ids } from '../../src/composition/ids.ts';
import { openInfrastructure } from '../../src/composition/infrastructure.ts';
import { clock, createServices } from '../../src/composition/services.ts';
import { botMetrics } from '../../src/composition/telemetry.ts';
import { startWorkers } from '../../src/composition/workers.ts';
import { loadConfig } from '../../src/config/env.ts';
import type { CugarEvent } from '../../src/core/events.ts';
import { type PlanRecord, stepRecord } from '../../src/core/plan.ts';
import type { MessageKey } from '../../src/core/ports.ts';
import type { Tool } from '../../src/core/tool.ts';
import { createDecisions } from '../../src/engine/decisions.ts';
import { createEngine } from '../../src/engine/engine.ts';
import { submitPlan } from '../../src/engine/submit.ts';
import { planFromTemplate } from '../../src/planner/plan-from-template.ts';
import { SAMPLE } from '../../src/sandbox/sample-world.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import type { BenchWorld } from './world.ts';

/** Where a message stands: its Slack timestamp. */
type Post = (key: MessageKey) => string | Promise<string>;

/** The program's own workers in this process; messages are noted as shown, and not drawn. */
export interface BenchEngine {
  readonly teamId: string;
  /** Queues `qualify Acme`; answers the plan's id. */
  submit(): Promise<string>;
  record(planId: string): Promise<PlanRecord>;
  /** Approves whatever of the plan waits. */
  approve(planId: string): Promise<void>;
  /** Calls back for every later event; the returned function ends that. */
  on(listener: (event: CugarEvent) => void): () => void;
  stop(): Promise<void>;
}

const { seller } = SAMPLE.people;
const { sales } = SAMPLE.channels;
const ANY_TS = '1763800000.000100';

export interface EngineOptions {
  readonly post?: Post;
  /** Other tools in place of the program's own. */
  readonly replace?: (tools: ReadonlyMap<string, Tool>) => ReadonlyMap<string, Tool>;
}

export async function openEngine(
  world: BenchWorld,
  { post = () => ANY_TS, replace = (tools) => tools }: EngineOptions = {},
): Promise<BenchEngine> {
  const env = { REDIS_URL: world.server.url, CUGAR_REGISTRY: world.registryPath };
  const config = loadConfig(env, { needsSlack: false });
  const log = createLogger({ level: 'error', stream: process.stderr });
  const infrastructure = await openInfrastructure(config, log, () => undefined);
  const metrics = botMetrics();
  const requesters = { name: async () => undefined, isGuest: async () => false };
  const services = await createServices({ config, infrastructure, log, metrics, requesters });
  const teamId = world.sandbox.world.team.id;

  const listeners = new Set<(event: CugarEvent) => void>();
  const engineDeps = {
    ...services.work.engineDeps,
    tools: replace(services.work.engineDeps.tools),
    events: {
      emit(event: CugarEvent) {
        services.work.engineDeps.events.emit(event);
        for (const listener of listeners) listener(event);
      },
    },
  };
  const { messages, store } = services.work;
  const work = {
    ...services.work,
    engineDeps,
    engine: createEngine(engineDeps),
    decisions: createDecisions(engineDeps),
  };
  const workers = startWorkers({
    infrastructure,
    services: { ...services, work },
    log,
    besideRequests: false,
    notifier: {
      async deliver(team, key) {
        if (key.kind === 'home') return { kind: 'shown' };
        const { wanted, posted } = await messages.place(team, key);
        const ts = posted?.ts ?? (await post(key));
        const behind = await messages.sent(team, key, { channel: sales, ts, shown: wanted });
        return { kind: behind ? 'behind' : 'shown' };
      },
    },
  });

  async function record(planId: string): Promise<PlanRecord> {
    const found = await store.load(teamId, planId);
    if (!found) throw new Error(`no plan ${planId}`);
    return found;
  }

  return {
    teamId,
    record,
    async submit() {
      const match = await services.book.findAccount('Acme');
      if (match.kind !== 'one') throw new Error('the sample book has no Acme');
      const { accountId, name } = match.account;
      const planId = ids.planId();
      const plan = planFromTemplate(services.planner, {
        planId,
        traceId: ids.traceId(),
        teamId,
        channelId: sales,
        requestedBy: seller,
        command: 'qualify Acme',
        template: 'qualify',
        args: { accountId, account: name },
        subject: { accountId, name },
        now: clock.now(),
      });
      const submitted = await submitPlan(services.requests.engineDeps, plan, planId);
      if (submitted.kind !== 'queued') throw new Error(`a plan was ${submitted.kind}`);
      return planId;
    },
    async approve(planId) {
      const waiting = await record(planId);
      const step = waiting.plan.steps.find(({ id }) => stepRecord(waiting, id).approval?.state === 'pending');
      const approval = step && stepRecord(waiting, step.id).approval;
      if (!approval) throw new Error(`nothing of ${planId} waits`);
      const ref = { planId, stepId: step.id, version: approval.version, hash: approval.hash };
      await services.requests.decisions.decide(waiting, { teamId, ref, decision: 'approved', by: seller });
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async stop() {
      await workers.stop();
      await services.book.close();
      await services.knowledge.close();
      await infrastructure.close();
    },
  };
}
