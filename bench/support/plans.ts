import type { CugarEvent } from '../../src/core/events.ts';
import type { BenchEngine } from './engine.ts';

/** Plans at once, as many as the program's plan worker takes. */
export const AT_ONCE = 50;

/** Runs so many whole plans, each approved as soon as it asks; answers what they took, ms. */
export async function runPlans(engine: BenchEngine, count: number): Promise<number> {
  const startedAt = performance.now();
  await submitInTurn(engine, count, async (event) => {
    if (event.name === 'approval_requested') await engine.approve(event.planId);
    if (event.name !== 'plan_ended') return false;
    if (event.status !== 'completed') throw new Error(`a plan ended as ${event.status}`);
    return true;
  });
  return performance.now() - startedAt;
}

/** Takes so many plans to where they wait for a person; answers their ids. */
export async function runToApproval(engine: BenchEngine, count: number): Promise<string[]> {
  const waiting: string[] = [];
  await submitInTurn(engine, count, async (event) => {
    if (event.name !== 'approval_requested') return false;
    waiting.push(event.planId);
    return true;
  });
  return waiting;
}

/** Submits a next plan whenever `isDone` says of an event that one is done; resolves when all are. */
async function submitInTurn(
  engine: BenchEngine,
  count: number,
  isDone: (event: CugarEvent) => Promise<boolean>,
): Promise<void> {
  let started = 0;
  let done = 0;
  const next = async () => {
    if (started >= count) return;
    started += 1;
    await engine.submit();
  };
  const { promise, resolve, reject } = deferred();
  const hear = async (event: CugarEvent) => {
    if (!(await isDone(event))) return;
    done += 1;
    if (done === count) resolve();
    else await next();
  };
  const stop = engine.on((event) => void hear(event).catch(reject));
  for (let i = 0; i < AT_ONCE; i += 1) next().catch(reject);
  try {
    await promise;
  } finally {
    stop();
  }
}

function deferred() {
  let resolve = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}
