// Six steps, the fifth of which waits for a person, durable in a SQLite file: plans per second, as JSON.
// With `flush` every write is flushed to the disk before it counts, as Redis does with `appendfsync always`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Annotation, Command, END, interrupt, START, StateGraph } from '@langchain/langgraph';
import { SqliteSaver } from '@langchain/langgraph-checkpoint-sqlite';

const AT_ONCE = 50;
const WARM_UP = 500;
const PLANS = 600;

const State = Annotation.Root({
  account: Annotation(),
  results: Annotation({ reducer: (all, one) => ({ ...all, ...one }), default: () => ({}) }),
});
const read = (name) => async () => ({ results: { [name]: { ok: true } } });
const propose = async () => {
  const decision = interrupt({ text: 'Send this?' });
  return { results: { draft: { decision } } };
};

const dir = mkdtempSync(join(tmpdir(), 'cugar-langgraph-'));
const checkpointer = SqliteSaver.fromConnString(join(dir, 'state.sqlite'));
if (process.argv[2] === 'flush') checkpointer.db.pragma('synchronous = FULL');
const graph = new StateGraph(State)
  .addNode('fit', read('fit'))
  .addNode('signals', read('signals'))
  .addNode('qualification', read('qualification'))
  .addNode('risk', read('risk'))
  .addNode('draft', propose)
  .addNode('explain', read('explain'))
  .addEdge(START, 'fit')
  .addEdge(START, 'signals')
  .addEdge(START, 'qualification')
  .addEdge(START, 'risk')
  .addEdge(['fit', 'signals', 'qualification', 'risk'], 'draft')
  .addEdge('draft', 'explain')
  .addEdge('explain', END)
  .compile({ checkpointer });

async function plan(id) {
  const config = { configurable: { thread_id: id } };
  await graph.invoke({ account: 'Acme' }, config);
  const { results } = await graph.invoke(new Command({ resume: 'approved' }), config);
  if (results.draft?.decision !== 'approved' || !results.explain?.ok) throw new Error('a plan did not end');
}

async function plans(prefix, count) {
  let started = 0;
  const lane = async () => {
    while (started < count) await plan(`${prefix}${started++}`);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
}

try {
  await plans('w', WARM_UP);
  const startedAt = performance.now();
  await plans('p', PLANS);
  const plansPerSecond = (1_000 * PLANS) / (performance.now() - startedAt);
  const { version } = JSON.parse(readFileSync('node_modules/@langchain/langgraph/package.json', 'utf8'));
  process.stdout.write(JSON.stringify({ version, plansPerSecond }));
} finally {
  rmSync(dir, { recursive: true, force: true });
}
