import { assemble, load, quiet, teamId, url } from './parts.mjs';

/** The web process of the campaign: takes plans and clicks, answers when they are durable. */
const { createRequestConnection } = await load('jobs/queues.js');
const { submitPlan } = await load('src/engine/submit.js');
const connection = createRequestConnection(url, quiet);
const { deps, decisions, store } = assemble(connection);

const operations = {
  submit: ({ plan }) => submitPlan(deps, plan, plan.planId),
  async decide({ decide }) {
    const record = await store.load(teamId, decide.ref.planId);
    return await decisions.decide(record, { ...decide, teamId });
  },
};

process.on('message', async ({ id, operation, ...args }) => {
  try {
    process.send({ id, answer: await operations[operation](args) });
  } catch (error) {
    process.send({ id, error: String(error) });
  }
});
if (connection.status !== 'ready') await new Promise((resolve) => connection.once('ready', resolve));
process.send({ ready: teamId });
