import { afterEach, describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/core/plan.ts';
import type { PlanMaker } from '../../../src/core/planning.ts';
import type { EngineDeps } from '../../../src/engine/engine-deps.ts';
import { askFirst } from '../../../src/planner/ask-first.ts';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';
import { auditOf } from '../../support/engine-store.ts';
import { decideOpen, openWorld, statuses, undisturbed, type World } from '../../support/engine-world.ts';
import { ownConfig, ownRegistry } from '../../support/model-world.ts';
import { planningStep, planningTools, steadyPlanner } from '../../support/planning-tools.ts';
import { type Ledger, letterTool, readTool } from '../../support/tools-small.ts';

let world: World | undefined;
afterEach(() => world?.close());
const sales = ownRegistry.profiles.sales;
/** Asks for whatever takes more than one unit. */
const strictRegistry = {
  ...ownRegistry,
  profiles: {
    ...ownRegistry.profiles,
    ...(sales && { sales: { ...sales, plan_confirm_above: { cost: 1, calls: 9 } } }),
  },
};
const ledger: Ledger = { calls: [], commits: [] };

function open(maker: PlanMaker | EngineDeps['planMaker']): World {
  const planMaker = typeof maker === 'function' ? maker : () => maker as PlanMaker;
  world = openWorld([...planningTools(), readTool('echo', ledger), letterTool(ledger)], { planMaker });
  return world;
}

const two = [step('one'), step('two', { input: { text: '$steps.one.output.text' }, after: ['one'] })];

describe('a plan that begins with planning', () => {
  it('runs the steps that its first step gave, and is shown with all of them', async () => {
    const { teamId, start, record, run, submit } = open(steadyPlanner(two));
    const made = plan(teamId, [planningStep()]);
    await submit(made);
    expect(Object.keys((await record(made)).steps)).toEqual(['plan']);
    expect(await run(made)).toEqual({ kind: 'ended' });
    const ended = await record(made);
    expect(statuses(ended)).toEqual({ plan: 'succeeded', one: 'succeeded', two: 'succeeded' });
    expect(ended.status).toBe('completed');
    expect(ended.plan.planner).toEqual({ kind: 'ranked', registryVersion: 'r1' });
    expect(ended.plan.estimate).toEqual({ cost: 3, calls: 3 });
    expect(ended.spent).toEqual({ cost: 3, calls: 3 });
    expect(ended.steps.two).toMatchObject({ input: { text: 'one' }, output: { text: 'one' } });
    expect(await start(made)).toEqual({ kind: 'ended' });
  });

  it('says in events and in the audit trail which planner was chosen, and why, once', async () => {
    const given = open(steadyPlanner(two, 'ranked', 'the model is away'));
    const made = plan(given.teamId, [planningStep()]);
    await given.start(made);
    const routes = given.events.filter(({ name }) => name === 'route_decision');
    expect(routes.at(-1)).toMatchObject({ chosen: 'ranked', reason: 'the model is away' });
    const audited = (await auditOf(given, made.planId)).filter(({ event }) => event === 'route_decision');
    expect(audited.map(({ stepId, data }) => [stepId, data.planner])).toEqual([
      ['', 'template'],
      ['plan', 'ranked'],
    ]);
    expect(given.events.at(-1)).toMatchObject({ name: 'plan_ended', planner: 'ranked', steps: 3 });
    expect(await given.audit.verify(given.teamId)).toMatchObject({ intact: true });
  });

  it('plans once more after an interruption, and never twice into the record', async () => {
    const abort = new AbortController();
    let asked = 0;
    const given = open({
      async make(_, signal) {
        asked += 1;
        if (asked > 1)
          return steadyPlanner(two).make({ goal: '', accounts: [], mentioned: [], args: {} }, signal);
        abort.abort(new Error('going down'));
        return await new Promise<never>(() => {});
      },
    });
    const made = plan(given.teamId, [planningStep()]);
    await given.submit(made);
    expect(await given.run(made, { stopping: () => false, abort: abort.signal })).toEqual({
      kind: 'handed_back',
    });
    expect(statuses(await given.record(made))).toEqual({ plan: 'pending' });
    await Promise.all([given.run(made), given.run(made)]);
    const ended = await given.record(made);
    expect(ended.status).toBe('completed');
    expect(Object.keys(ended.steps)).toEqual(['plan', 'one', 'two']);
    expect(ended.spent.cost).toBe(3);
  });

  it('fails with the reason when no plan can be made', async () => {
    const given = open(undefined);
    const made = plan(given.teamId, [planningStep()]);
    await given.start(made);
    const ended = await given.record(made);
    expect(ended.status).toBe('failed');
    expect(ended.steps.plan?.error).toMatchObject({ code: 'SYSTEM_CONFIG' });
  });

  it('cancels what was planned after the plan was read, with the approval that it opened', async () => {
    const given = open(
      steadyPlanner([
        step('one'),
        proposeStep('letter', { input: { text: 'hello' } }),
        step('end', { after: ['letter'] }),
      ]),
    );
    const made = plan(given.teamId, [planningStep()]);
    expect(await given.start(made)).toMatchObject({ kind: 'waiting', stepId: 'letter' });
    // The plan as it was stored names the first step alone.
    expect(await given.store.cancel(made, 'U1')).toBe('applied');
    const ended = await given.record(made);
    expect(statuses(ended)).toEqual({
      plan: 'succeeded',
      one: 'succeeded',
      letter: 'skipped',
      end: 'skipped',
    });
    expect(ended.steps.letter?.approval?.state).toBe('cancelled');
    expect(await given.store.openRequests(given.teamId)).toEqual([]);
    expect(await given.run(made, undisturbed)).toEqual({ kind: 'ended' });
  });

  it('charges what the model took, not what it might have taken', async () => {
    const given = open((meter) => ({
      make: async (...args) => {
        meter.add(0.25);
        return await steadyPlanner([step('one')], 'model').make(...args);
      },
    }));
    const made = plan(given.teamId, [planningStep({ cost: 2.1, modelCost: 2 })]);
    await given.start(made);
    const ended = await given.record(made);
    expect(ended.steps.plan?.spent).toBeCloseTo(0.35);
    expect(ended.spent.cost).toBeCloseTo(1.35);
    const used = await given.store.budgetUse(given.teamId, [
      { kind: 'user_day', id: `U1:${new Date().toISOString().slice(0, 10)}`, costLimit: 1, callLimit: 1 },
    ]);
    expect(used[0]?.cost).toBeCloseTo(1.35);
  });

  it('charges a model that took more than expected, also when the step fails', async () => {
    const given = open((meter) => ({
      make: async () => {
        meter.add(2.5);
        throw new Error('broken');
      },
    }));
    const made = plan(given.teamId, [planningStep({ cost: 2.1, modelCost: 2 })]);
    await given.start(made);
    expect((await given.record(made)).spent.cost).toBeCloseTo(2.6);
  });

  it('takes decisions on what was planned', async () => {
    const given = open(steadyPlanner([proposeStep('letter', { input: { text: 'hello' } })]));
    const made = plan(given.teamId, [planningStep()]);
    await given.start(made);
    expect(await decideOpen(given, made, 'letter', 'approved')).toMatchObject({ kind: 'decided' });
    await given.run(made);
    expect((await given.record(made)).status).toBe('completed');
  });
});

describe('a plan that asks before it runs', () => {
  const asking = () =>
    askFirst(ownConfig({ registry: strictRegistry }), 'Try it', [
      step('one'),
      step('two', { input: { text: '$steps.one.output.text' } }),
    ]);

  async function asked(): Promise<{ given: World; made: Plan }> {
    const given = open(steadyPlanner(asking()));
    const made = plan(given.teamId, [planningStep()]);
    expect(await given.start(made)).toMatchObject({ kind: 'waiting', stepId: 'confirm' });
    expect(statuses(await given.record(made))).toEqual({
      plan: 'succeeded',
      confirm: 'awaiting_approval',
      one: 'pending',
      two: 'pending',
    });
    return { given, made };
  }

  it('runs once it is wanted, and hands nothing over', async () => {
    const { given, made } = await asked();
    await decideOpen(given, made, 'confirm', 'approved');
    await Promise.all([given.run(made), given.run(made)]);
    const ended = await given.record(made);
    expect(ended.status).toBe('completed');
    expect(ended.spent.calls).toBe(4);
    expect(await given.redis.hget(given.keys.plan(made.planId), 'm:handover.confirm:want')).toBeNull();
  });

  it.each(['denied', 'expired'] as const)(
    'runs nothing when it is %s, and is cancelled',
    async (decision) => {
      const { given, made } = await asked();
      if (decision === 'expired')
        await given.redis.hset(given.keys.plan(made.planId), 'ap:confirm:expires', 1);
      await decideOpen(given, made, 'confirm', decision);
      await given.run(made);
      const ended = await given.record(made);
      expect(statuses(ended)).toEqual({
        plan: 'succeeded',
        confirm: decision,
        one: 'skipped',
        two: 'skipped',
      });
      expect(ended).toMatchObject({ status: 'cancelled', error: { code: 'USER_CANCELLED' } });
      expect(ended).not.toHaveProperty('cancelledBy');
      expect(ended.spent.calls).toBe(2);
    },
  );

  it('is decided by nobody but the one who asked', async () => {
    const { given, made } = await asked();
    const record = await given.record(made);
    const { version, hash } = record.steps.confirm?.approval ?? { version: 0, hash: '' };
    const ref = { planId: made.planId, stepId: 'confirm', version, hash };
    const { teamId } = given;
    expect(await given.decisions.decide(record, { teamId, ref, decision: 'approved', by: 'U9' })).toEqual({
      kind: 'not_allowed',
    });
  });

  it('runs nothing when it could not even ask', async () => {
    const broken = asking().map((each) => (each.id === 'confirm' ? { ...each, input: { goal: 7 } } : each));
    const given = open(steadyPlanner(broken));
    const made = plan(given.teamId, [planningStep()]);
    await given.start(made);
    const ended = await given.record(made);
    expect(statuses(ended)).toEqual({ plan: 'succeeded', confirm: 'failed', one: 'skipped', two: 'skipped' });
  });
});
