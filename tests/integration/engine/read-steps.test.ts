import { afterEach, describe, expect, it } from 'vitest';
import { CugarError, type ErrorCode } from '../../../src/core/errors.ts';
import { plan, step } from '../../support/engine-plan.ts';
import { openWorld, statuses, WIDE, type World } from '../../support/engine-world.ts';
import { createLatch, flakyTool, type Ledger, readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => world?.close());
const ledger = (): Ledger => ({ calls: [], commits: [] });

function open(...args: Parameters<typeof openWorld>): World {
  world = openWorld(...args);
  return world;
}

const ODD: readonly (readonly [string, Parameters<typeof readTool>[2], ErrorCode])[] = [
  ['throws something that is no error', () => Promise.reject(Object.create(null)), 'AGENT_LOGIC'],
  ['answers something else', async () => ({ words: 1 }), 'AGENT_CONTRACT'],
  ['answers nothing', async () => undefined, 'AGENT_CONTRACT'],
  ['answers too much', async () => ({ text: 'x'.repeat(70_000) }), 'AGENT_CONTRACT'],
  ['fails with ten megabytes', () => Promise.reject(new Error('x'.repeat(10_000_000))), 'AGENT_LOGIC'],
  ['never answers', () => new Promise<never>(() => {}), 'AGENT_TIMEOUT'],
  ['throws a coded error', () => Promise.reject(new CugarError('USER_INPUT', 'no')), 'USER_INPUT'],
];

describe('read-only steps', () => {
  it('run to the end and hand their outputs on', async () => {
    const { teamId, start, record, events } = open([readTool('echo', ledger())]);
    const made = plan(teamId, [step('one'), step('two', { input: { text: '$steps.one.output.text' } })]);
    expect(await start(made)).toEqual({ kind: 'ended' });
    const ended = await record(made);
    expect(ended.status).toBe('completed');
    // Three ways to the store: to begin, to end and begin, to end and settle.
    expect(ended.revision).toBe(3);
    expect(ended.steps.two).toMatchObject({ input: { text: 'one' }, output: { text: 'one' }, attempts: 1 });
    expect(events.map(({ name }) => name)).toEqual([
      'plan_created',
      'route_decision',
      'tool_call_start',
      'tool_call_complete',
      'tool_call_start',
      'tool_call_complete',
      'plan_ended',
    ]);
  });

  it('run side by side when neither needs the other', async () => {
    const latch = createLatch(3);
    const meet = readTool('meet', ledger(), async ({ text }) => {
      await latch.enter();
      return { text };
    });
    const { teamId, start, record } = open([meet]);
    const made = plan(
      teamId,
      ['a', 'b', 'c'].map((id) => step(id, { tool: 'meet' })),
    );
    await start(made);
    expect((await record(made)).status).toBe('completed');
  });

  it('are tried again as often as allowed, and every attempt is paid for', async () => {
    const calls = ledger();
    const { teamId, start, record } = open([flakyTool('flaky', calls, 2)]);
    const made = plan(teamId, [step('one', { tool: 'flaky', retries: 2 })]);
    await start(made);
    const { steps, spent, status } = await record(made);
    expect(status).toBe('completed');
    expect(steps.one).toMatchObject({ attempts: 3, spent: 3 });
    expect(spent).toEqual({ cost: 3, calls: 3 });
    expect(calls.calls).toHaveLength(3);
  });

  it('fail when the attempts are used up; the rest of the plan is kept', async () => {
    const tools = [flakyTool('flaky', ledger(), 9), readTool('echo', ledger())];
    const { teamId, start, record } = open(tools);
    const steps = [
      step('one', { tool: 'flaky', retries: 1 }),
      step('fine'),
      step('needs', { input: { text: '$steps.one.output.text' } }),
      step('can', { input: { text: 'x', more: '$steps.one.output.text?' } }),
    ];
    const made = plan(teamId, steps);
    await start(made);
    const ended = await record(made);
    expect(ended.status).toBe('partial');
    expect(statuses(ended)).toEqual({ one: 'failed', fine: 'succeeded', needs: 'skipped', can: 'succeeded' });
    expect(ended.steps.one?.error).toMatchObject({ code: 'RESOURCE_UNAVAILABLE' });
    expect(ended.steps.needs?.error?.message).toContain('"one"');
  });

  it.each(ODD)('fail with a code when the tool %s', async (_, run, code) => {
    const { teamId, start, record } = open([readTool('odd', ledger(), run)]);
    const made = plan(teamId, [step('one', { tool: 'odd', timeoutMs: 50 })]);
    await start(made);
    const { status, steps } = await record(made);
    expect(status).toBe('failed');
    expect(steps.one).toMatchObject({ status: 'failed', error: { code } });
    expect(steps.one?.error?.message.length).toBeLessThanOrEqual(1_000);
  });

  it('fail when their input does not fit, or the tool is unknown, without calling anything', async () => {
    const calls = ledger();
    const { teamId, start, record } = open([readTool('echo', calls)]);
    const made = plan(teamId, [step('one', { input: { words: 1 } }), step('two', { tool: 'gone' })]);
    await start(made);
    expect(statuses(await record(made))).toEqual({ one: 'failed', two: 'failed' });
    expect(calls.calls).toEqual([]);
  });

  it('are told by their signal when time is up', async () => {
    let told: unknown;
    const slow = readTool('slow', ledger(), async (_, signal) => {
      signal.addEventListener('abort', () => {
        told = signal.reason;
      });
      return new Promise<never>(() => {});
    });
    const { teamId, start } = open([slow]);
    await start(plan(teamId, [step('one', { tool: 'slow', timeoutMs: 20 })]));
    expect(told).toMatchObject({ code: 'AGENT_TIMEOUT' });
  });

  it('stop when the budget runs out, and what was found is kept', async () => {
    const limits = { ...WIDE, tools: { flaky: { cost: 1, calls: 1 } } };
    const { teamId, start, record, events } = open(
      [flakyTool('flaky', ledger(), 1), readTool('echo', ledger())],
      { limits },
    );
    const made = plan(teamId, [step('first'), step('one', { tool: 'flaky', retries: 3 })]);
    await start(made);
    const ended = await record(made);
    expect(ended.status).toBe('partial');
    expect(ended.steps.first).toMatchObject({ status: 'succeeded', output: { text: 'first' } });
    expect(ended.steps.one).toMatchObject({ status: 'skipped', error: { code: 'POLICY_BUDGET' } });
    expect(ended.steps.one?.error?.message).toContain('1 of 1 units');
    expect(events.map(({ name }) => name)).toContain('budget_exceeded');
  });

  it('warn with the share of the tighter limit', async () => {
    const limits = { ...WIDE, domains: { intelligence: { cost: 100, calls: 1 } } };
    const { teamId, start, events } = open([readTool('echo', ledger())], { limits });
    await start(plan(teamId, [step('one')]));
    expect(events.find(({ name }) => name === 'budget_warning')).toMatchObject({
      scope: 'domain',
      usedShare: 1,
    });
  });
});

describe('submitting', () => {
  it('refuses what does not fit before anything runs', async () => {
    const limits = { ...WIDE, user_day: { cost: 0.5, calls: 9 } };
    const calls = ledger();
    const { teamId, submit, events } = open([readTool('echo', calls)], { limits });
    const answer = await submit(plan(teamId, [step('one')]));
    expect(answer).toMatchObject({
      kind: 'refused',
      refusal: { kind: 'user_day', wantedCost: 1, costLimit: 0.5 },
    });
    expect(events.map(({ name }) => name)).toEqual(['budget_exceeded']);
  });

  it('takes the same plan sent again by a broken connection as one request', async () => {
    const { teamId, submit } = open([]);
    const made = plan(teamId, [step('one')]);
    expect(await submit(made)).toEqual({ kind: 'queued', planId: made.planId });
    expect(await submit(made)).toEqual({ kind: 'queued', planId: made.planId });
  });
});
