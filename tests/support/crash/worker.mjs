import { assemble, load, quiet, teamId, url } from './parts.mjs';

/** A worker process of the campaign: plans, timers, messages and the sweeper. */
const { createWorkerConnection } = await load('jobs/queues.js');
const { createPlanWorker } = await load('jobs/plan.worker.js');
const { createApprovalWorker } = await load('jobs/approval.worker.js');
const { createMessageWorker } = await load('jobs/message.worker.js');
const { createSweeper } = await load('jobs/sweeper.js');
const { createEngine } = await load('src/engine/engine.js');

const connection = createWorkerConnection(url, quiet);
const parts = assemble(connection);
const { store, decisions, queues, wakeups, messages } = parts;
const shared = { connection, concurrency: 20 };
const interruption = { stopping: () => false, abort: new AbortController().signal };
const notifier = {
  async deliver(team, key) {
    const { wanted } = await messages.place(team, key);
    const behind = await messages.sent(team, key, { channel: 'C', ts: '1', shown: wanted });
    return { kind: behind ? 'behind' : 'shown' };
  },
};
const workers = [
  createPlanWorker({ ...shared, engine: createEngine(parts.deps), queues, wakeups, interruption }),
  createApprovalWorker({ ...shared, store, decisions }),
  createMessageWorker({ ...shared, notifier }),
];
for (const worker of workers) worker.on('error', quiet);
createSweeper({ ...parts, onError: quiet }).start();
process.send({ ready: teamId });
