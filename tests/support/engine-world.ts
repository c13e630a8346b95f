import { loadPlaybook } from '../../src/config/playbook.ts';
import type { CugarEvent } from '../../src/core/events.ts';
import { Icp } from '../../src/core/icp.ts';
import type { Plan, PlanRecord } from '../../src/core/plan.ts';
import type { Wakeups } from '../../src/core/ports.ts';
import type { Tool } from '../../src/core/tool.ts';
import type { BudgetLimits } from '../../src/engine/charges.ts';
import { createDecisions } from '../../src/engine/decisions.ts';
import { createEngine, type RunEnd } from '../../src/engine/engine.ts';
import type { EngineDeps, Interruption } from '../../src/engine/engine-deps.ts';
import { type Submitted, submitPlan } from '../../src/engine/submit.ts';
import { openStores } from './engine-store.ts';
import { inMemoryData } from './in-memory-data.ts';
import { inMemoryKnowledge } from './in-memory-knowledge.ts';
import { sharedRedisUrl } from './redis.ts';

const ROOM = { cost: 1_000_000, calls: 1_000_000 };
export const WIDE: BudgetLimits = {
  plan: ROOM,
  domains: {},
  tools: {},
  user_day: ROOM,
  workspace_month: ROOM,
};

/** Nobody is woken: whoever uses it calls the engine again by hand. */
const noWakeups: Wakeups = {
  plan: async () => undefined,
  decided: async () => undefined,
  message: async () => undefined,
};

export const undisturbed: Interruption = { stopping: () => false, abort: new AbortController().signal };

/** What the engine is made of, over real stores; waits between attempts take no time. */
export function engineDeps(
  stores: ReturnType<typeof openStores>,
  tools: readonly Tool[],
  more: Partial<EngineDeps> = {},
): EngineDeps {
  return {
    store: stores.store,
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    data: inMemoryData(),
    events: { emit: () => undefined },
    wakeups: noWakeups,
    clock: { now: () => new Date() },
    icp: Icp.parse({}),
    playbook: loadPlaybook(),
    knowledge: inMemoryKnowledge(),
    limits: WIDE,
    requesters: { name: async () => 'Sam', isGuest: async () => false },
    pause: async () => undefined,
    ...more,
  };
}

/** An engine over the shared Redis, in a workspace of its own. */
export function openWorld(tools: readonly Tool[], more: Partial<EngineDeps> = {}) {
  const stores = openStores(sharedRedisUrl());
  const events: CugarEvent[] = [];
  const deps = engineDeps(stores, tools, { events: { emit: (event) => void events.push(event) }, ...more });
  const { teamId, store } = stores;
  const engine = createEngine(deps);
  const run = (plan: Plan, interruption = undisturbed): Promise<RunEnd> =>
    engine.run(teamId, plan.planId, interruption);
  return {
    ...stores,
    events,
    decisions: createDecisions(deps),
    submit: (plan: Plan): Promise<Submitted> => submitPlan(deps, plan, plan.planId),
    run,
    async record(plan: Plan): Promise<PlanRecord> {
      const record = await store.load(teamId, plan.planId);
      if (!record) throw new Error(`no plan ${plan.planId}`);
      return record;
    },
    /** Submits the plan and takes it as far as it goes. */
    async start(plan: Plan): Promise<RunEnd> {
      await submitPlan(deps, plan, plan.planId);
      return run(plan);
    },
  };
}

export type World = ReturnType<typeof openWorld>;

export const statuses = ({ steps }: PlanRecord) =>
  Object.fromEntries(Object.entries(steps).map(([id, { status }]) => [id, status]));

/** What a person's click on the open approval does. */
export async function decideOpen(
  world: World,
  plan: Plan,
  stepId: string,
  decision: 'approved' | 'denied' | 'expired',
) {
  const record = await world.record(plan);
  const approval = record.steps[stepId]?.approval;
  if (!approval) throw new Error(`${stepId} has no approval`);
  const { version, hash } = approval;
  const ref = { planId: plan.planId, stepId, version, hash };
  const by = decision === 'expired' ? 'system' : 'U1';
  return await world.decisions.decide(record, { teamId: world.teamId, ref, decision, by });
}
