import { afterEach, describe, expect, it } from 'vitest';
import { CugarError } from '../../../src/core/errors.ts';
import type { Plan } from '../../../src/core/plan.ts';
import type { PlanStore } from '../../../src/core/plan-store.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import { beginning, plan, proposeStep, step } from '../../support/engine-plan.ts';
import {
  decideOpen,
  engineDeps,
  openWorld,
  statuses,
  undisturbed,
  type World,
} from '../../support/engine-world.ts';
import { createLatch, flakyTool, type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => world?.close());
const ledger = (): Ledger => ({ calls: [], commits: [] });
function open(...args: Parameters<typeof openWorld>): World {
  world = openWorld(...args);
  return world;
}

/** Approves the letter of a plan, so that its commit comes next. */
async function approved(opened: World): Promise<Plan> {
  const made = plan(opened.teamId, [proposeStep('letter', { timeoutMs: 50 })]);
  await opened.start(made);
  await decideOpen(opened, made, 'letter', 'approved');
  await opened.store.consume(opened.teamId, made.planId, 'letter');
  return made;
}

const crashInCommit = ({ store }: World, made: Plan) =>
  store.begin(beginning(made, 'letter', { tool: 'letter', phase: 'commit', repeatable: false }));

describe('shutdown', () => {
  it('hands a plan back at the next boundary, without counting it as a run in vain', async () => {
    const { teamId, submit, run, record } = open([readTool('echo', ledger())]);
    const made = plan(teamId, [step('one')]);
    await submit(made);
    const going = { stopping: () => true, abort: new AbortController().signal };
    for (let i = 0; i < 10; i += 1) expect(await run(made, going)).toEqual({ kind: 'handed_back' });
    expect(await run(made)).toEqual({ kind: 'ended' });
    expect((await record(made)).status).toBe('completed');
  });

  it('opens a running step again at once and gives its budget back', async () => {
    const inside = createLatch(1);
    const slow = readTool('slow', ledger(), async () => {
      await inside.enter();
      return new Promise(() => {});
    });
    const { teamId, submit, run, record } = open([slow]);
    const made = plan(teamId, [step('one', { tool: 'slow', cost: 0 })]);
    await submit(made);
    const abort = new AbortController();
    const end = run(made, { stopping: () => false, abort: abort.signal });
    await inside.open;
    abort.abort();
    expect(await end).toEqual({ kind: 'handed_back' });
    const handed = await record(made);
    expect(handed.steps.one).toMatchObject({ status: 'pending', spent: 0 });
    expect(handed.spent).toEqual({ cost: 0, calls: 0 });
  });

  it('does not cost a step its further attempts', async () => {
    let stopping = false;
    const flaky = readTool('flaky', ledger(), async () => {
      stopping = true;
      throw new CugarError('RESOURCE_UNAVAILABLE', 'away');
    });
    const { teamId, submit, run, record } = open([flaky]);
    const made = plan(teamId, [step('one', { tool: 'flaky', retries: 1 })]);
    await submit(made);
    const end = await run(made, { stopping: () => stopping, abort: new AbortController().signal });
    expect(end).toEqual({ kind: 'handed_back' });
    expect((await record(made)).steps.one?.status).toBe('pending');
  });
});

describe('cancel', () => {
  it('while a step runs keeps what it finds out later from counting', async () => {
    const inside = createLatch(1);
    const release = createLatch(2);
    const slow = readTool('slow', ledger(), async ({ text }) => {
      await inside.enter();
      await release.enter();
      return { text };
    });
    const { teamId, submit, run, record, decisions } = open([slow]);
    const made = plan(teamId, [step('one', { tool: 'slow' }), step('two', { tool: 'slow', after: ['one'] })]);
    await submit(made);
    const end = run(made);
    await inside.open;
    await decisions.cancel(made, 'U1');
    await release.enter();
    expect(await end).toEqual({ kind: 'ended' });
    expect(statuses(await record(made))).toEqual({ one: 'skipped', two: 'skipped' });
  });
});

describe('a crash', () => {
  it('in a repeatable step is repaired by running it again', async () => {
    const { teamId, submit, run, record, store } = open([readTool('echo', ledger())]);
    const made = plan(teamId, [step('one')]);
    await submit(made);
    await store.begin(beginning(made, 'one'));
    expect(await run(made)).toEqual({ kind: 'ended' });
    expect(await record(made)).toMatchObject({ status: 'completed', steps: { one: { attempts: 2 } } });
  });

  it('again and again in the same step ends the plan after three attempts', async () => {
    const { teamId, submit, run, record, store, events } = open([readTool('echo', ledger())]);
    const made = plan(teamId, [step('one')]);
    await submit(made);
    for (let i = 0; i < 3; i += 1) await store.begin(beginning(made, 'one'));
    expect(await run(made)).toEqual({ kind: 'ended' });
    expect(await record(made)).toMatchObject({ status: 'failed', error: { code: 'SYSTEM_CRASH' } });
    expect(events.filter(({ name }) => name === 'plan_ended')).toHaveLength(1);
  });

  it('before any step, again and again, ends the plan too', async () => {
    const { teamId, submit, run, record, store } = open([readTool('echo', ledger())]);
    const made = plan(teamId, [step('one')]);
    await submit(made);
    for (let i = 0; i < 5; i += 1) await store.claim(teamId, made.planId);
    await run(made);
    expect(await record(made)).toMatchObject({ status: 'failed', error: { code: 'SYSTEM_CRASH' } });
  });

  it('in an idempotent commit repeats it under the same key', async () => {
    const calls = ledger();
    const opened = open([letterTool(calls)]);
    const made = await approved(opened);
    await opened.store.begin(beginning(made, 'letter', { tool: 'letter', phase: 'commit' }));
    await opened.run(made);
    expect(calls.commits.map(({ key }) => key)).toEqual([`${made.planId}:letter:1`]);
    expect((await opened.record(made)).status).toBe('completed');
  });
});

describe('a commit of which nobody knows whether it happened', () => {
  const interrupted = async () => {
    const calls = ledger();
    const opened = open([letterTool(calls, { idempotent: false })]);
    const made = await approved(opened);
    await crashInCommit(opened, made);
    expect(await opened.run(made)).toMatchObject({ kind: 'waiting', stepId: 'letter' });
    return { opened, made, calls };
  };

  it('asks a person instead of doing it again', async () => {
    const { opened, made, calls } = await interrupted();
    const approval = (await opened.record(made)).steps.letter?.approval;
    expect(approval).toMatchObject({
      state: 'pending',
      version: 2,
      proposal: { risk: 'high', payload: { kind: 'rerun' } },
    });
    expect(calls.commits).toEqual([]);
    const requested = opened.events.filter(({ name }) => name === 'approval_requested');
    expect(requested).toMatchObject([{ version: 1 }, { version: 2 }]);
  });

  it('is done under the old key when the person says so', async () => {
    const { opened, made, calls } = await interrupted();
    await decideOpen(opened, made, 'letter', 'approved');
    expect(await opened.run(made)).toEqual({ kind: 'ended' });
    expect(calls.commits).toMatchObject([{ key: `${made.planId}:letter:1`, body: 'letter' }]);
    expect((await opened.record(made)).status).toBe('completed');
  });

  it('stays uncertain when the person says no', async () => {
    const { opened, made, calls } = await interrupted();
    await decideOpen(opened, made, 'letter', 'denied');
    await opened.run(made);
    const ended = await opened.record(made);
    expect(ended).toMatchObject({ status: 'partial', steps: { letter: { status: 'uncertain' } } });
    expect(calls.commits).toEqual([]);
  });

  it('asks again when the repetition is interrupted as well', async () => {
    const { opened, made } = await interrupted();
    await decideOpen(opened, made, 'letter', 'approved');
    await opened.store.consume(opened.teamId, made.planId, 'letter');
    await crashInCommit(opened, made);
    expect(await opened.run(made)).toMatchObject({ kind: 'waiting' });
    const { payload } = (await opened.record(made)).steps.letter?.approval?.proposal ?? {};
    expect(payload).toMatchObject({ kind: 'rerun', idempotencyKey: `${made.planId}:letter:1` });
  });

  it.each([
    ['gives no answer in time', () => new Promise<void>(() => {})],
    ['loses its connection', () => Promise.reject(new CugarError('SYSTEM_UNAVAILABLE', 'reset'))],
  ] as const)('asks as well when the tool %s', async (_, afterEffect) => {
    const calls = ledger();
    const opened = open([letterTool(calls, { idempotent: false, afterEffect })]);
    const made = await approved(opened);
    expect(await opened.run(made)).toMatchObject({ kind: 'waiting', stepId: 'letter' });
    expect(calls.commits).toHaveLength(1);
  });
});

describe('an error of the store', () => {
  it('is not blamed on the tool', async () => {
    const opened = open([flakyTool('echo', ledger(), 0)]);
    const made = plan(opened.teamId, [step('one')]);
    await opened.submit(made);
    const finish = () => Promise.reject(new Error('connection reset'));
    const together: PlanStore['together'] = (...plan) => ({ ...opened.store.together(...plan), finish });
    const broken = { ...opened.store, together };
    const deps = engineDeps(opened, [readTool('echo', ledger())], { store: broken });
    await expect(createEngine(deps).run(opened.teamId, made.planId, undisturbed)).rejects.toThrow(
      'connection reset',
    );
    expect((await opened.record(made)).steps.one?.status).toBe('running');
    await opened.run(made);
    expect((await opened.record(made)).status).toBe('completed');
  });
});
