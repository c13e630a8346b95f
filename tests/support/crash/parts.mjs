import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

/** What the children of the crash campaign are made of: the compiled program, and tools with a ledger outside. */
const [build, url, teamId, ledger] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(`${build}/${path}`).href);

const { createPlanStore } = await load('src/store/plan-store.js');
const { createWakeupDebts } = await load('src/store/wakeup-debts.js');
const { createMessageStore } = await load('src/store/message-store.js');
const { createDecisions } = await load('src/engine/decisions.js');
const { Icp } = await load('src/core/icp.js');
const queues = await load('jobs/queues.js');
const { createWakeups } = await load('jobs/wakeups.js');

export { load, teamId, url };
export const quiet = () => undefined;

const shared = { domain: 'engagement', purpose: 'Does it hold?', guardrails: [] };
const Said = z.strictObject({ text: z.string() });

function writer(name, idempotent) {
  return {
    ...shared,
    name,
    idempotent,
    sideEffect: 'propose',
    input: Said,
    output: Said,
    run: async ({ text }) => ({
      summary: text,
      payload: {
        kind: 'message',
        channel: 'email',
        accountId: 'a',
        accountName: 'A',
        recipient: {},
        body: text,
      },
      consequences: ['an entry in the ledger'],
      reasoning: [],
      evidence: [],
      unknowns: [],
      risk: 'low',
    }),
    commit: async (_proposal, { idempotencyKey, approvedBy }) => {
      appendFileSync(
        ledger,
        `${JSON.stringify({ tool: name, key: idempotencyKey, approvedBy, at: Date.now() })}\n`,
      );
      // Long enough for a kill to come between the effect and the record of it.
      await pause(300);
      return { text: idempotencyKey };
    },
  };
}

const echo = {
  ...shared,
  name: 'echo',
  idempotent: true,
  sideEffect: 'read-only',
  input: Said,
  output: Said,
  run: async ({ text }) => ({ text }),
};
const tools = [echo, writer('letter', true), writer('stamp', false)];
const room = { cost: 1_000_000, calls: 1_000_000 };

/** Everything on one connection. */
export function assemble(connection) {
  const store = createPlanStore(connection);
  const debts = createWakeupDebts(connection);
  const jobs = queues.createQueues(queues.createRequestConnection(url, quiet), quiet);
  const wakeups = createWakeups(jobs, debts, quiet);
  const deps = {
    store,
    tools: new Map(tools.map((tool) => [tool.name, tool])),
    data: { icp: async () => null },
    events: { emit: quiet },
    wakeups,
    clock: { now: () => new Date() },
    icp: Icp.parse({}),
    limits: { plan: room, domains: {}, tools: {}, user_day: room, workspace_month: room },
    requesters: { name: async () => undefined, isGuest: async () => false },
    pause: async () => undefined,
  };
  return {
    store,
    debts,
    wakeups,
    deps,
    queues: jobs,
    messages: createMessageStore(connection),
    decisions: createDecisions(deps),
  };
}

process.on('disconnect', () => process.exit(0));
