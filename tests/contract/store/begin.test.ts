import { afterAll, describe, expect, it } from 'vitest';
import type { BudgetScope } from '../../../src/core/budget.ts';
import { beginning, plan, planCharge, step } from '../../support/engine-plan.ts';
import { auditOf, openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

async function created(steps = [step('one'), step('two')]) {
  const made = plan(teamId, steps);
  await store.create(made, made.planId, []);
  return made;
}

const scope = (kind: BudgetScope['kind'], id: string, costLimit: number, callLimit: number) => ({
  cost: 1,
  calls: 1,
  scopes: [{ kind, id, costLimit, callLimit }],
});

describe('begin', () => {
  it('raises the fence, reserves the cost and tells the input', async () => {
    const made = await created();
    const charge = planCharge(1.25, { cost: 10, calls: 10 });
    expect(await store.begin(beginning(made, 'one', { charge }))).toEqual({
      kind: 'go',
      attempt: 1,
      warnings: [],
    });
    const record = await store.load(teamId, made.planId);
    expect(record).toMatchObject({ status: 'running', spent: { cost: 1.25, calls: 1 } });
    expect(record?.steps.one).toMatchObject({ status: 'running', attempts: 1, spent: 1.25 });
    expect(record?.steps.one?.input).toEqual({ text: 'one' });
  });

  it('takes an interrupted attempt up again without paying twice', async () => {
    const made = await created();
    const charge = planCharge(2, { cost: 2, calls: 1 });
    await store.begin(beginning(made, 'one', { charge }));
    expect(await store.begin(beginning(made, 'one', { charge }))).toMatchObject({ kind: 'go', attempt: 2 });
    expect((await store.load(teamId, made.planId))?.spent).toEqual({ cost: 2, calls: 1 });
  });

  it('calls an interrupted attempt uncertain where it may not be repeated', async () => {
    const made = await created();
    await store.begin(beginning(made, 'one', { repeatable: false }));
    const again = await store.begin(beginning(made, 'one', { repeatable: false }));
    expect(again).toEqual({ kind: 'uncertain', attempt: 1 });
    expect((await store.load(teamId, made.planId))?.steps.one?.attempts).toBe(1);
  });

  it('gives up after so many interrupted attempts, and counts only those', async () => {
    const made = await created();
    const begin = () => store.begin(beginning(made, 'one'));
    for (const attempt of [1, 2]) expect(await begin()).toMatchObject({ kind: 'go', attempt });
    const error = { code: 'RESOURCE_UNAVAILABLE', message: 'away' } as const;
    const outcome = { teamId, planId: made.planId, stepId: 'one', tool: 'echo', attempt: 2 };
    await store.finish({ ...outcome, result: { status: 'pending', error } });
    for (const attempt of [3, 4, 5]) expect(await begin()).toMatchObject({ kind: 'go', attempt });
    expect(await begin()).toEqual({ kind: 'crashing', attempts: 3 });
  });

  it.each(['succeeded', 'failed'] as const)('answers gone for a step that has %s', async (status) => {
    const made = await created();
    await store.begin(beginning(made, 'one'));
    const outcome = { teamId, planId: made.planId, stepId: 'one', tool: 'echo', attempt: 1 };
    const error = { code: 'AGENT_LOGIC', message: 'no' } as const;
    const result = status === 'succeeded' ? { status, output: {}, handOver: false } : { status, error };
    await store.finish({ ...outcome, result });
    expect(await store.begin(beginning(made, 'one'))).toEqual({ kind: 'gone' });
  });

  it('answers gone for a plan that has ended or never was', async () => {
    const made = await created();
    await store.cancel(made, 'U1');
    expect(await store.begin(beginning(made, 'one'))).toEqual({ kind: 'gone' });
    expect(await store.begin(beginning(plan(teamId, [step('one')]), 'one'))).toEqual({ kind: 'gone' });
  });

  it.each([
    ['plan', '', 1, 0],
    ['plan', '', 0, 9],
    ['domain', 'intelligence', 0.5, 9],
    ['tool', 'echo', 9, 0],
    ['user_day', 'U1:2026-01-01', 0, 0],
    ['workspace_month', '2026-01', 0.999, 9],
  ] as const)('refuses at the limit of %s %s (%d units, %d calls)', async (kind, id, cost, calls) => {
    const made = await created();
    const answer = await store.begin(beginning(made, 'one', { charge: scope(kind, id, cost, calls) }));
    expect(answer).toMatchObject({
      kind: 'over_budget',
      refusal: { kind, id, costLimit: cost, callLimit: calls, wantedCost: 1, wantedCalls: 1 },
    });
    expect((await store.load(teamId, made.planId))?.steps.one).toMatchObject({ attempts: 0, spent: 0 });
    expect((await auditOf(stores, made.planId)).at(-1)?.event).toBe('budget_exceeded');
  });

  it('reserves nothing anywhere when one of several budgets refuses', async () => {
    const made = await created();
    const month = { kind: 'workspace_month', id: '2026-02', costLimit: 0, callLimit: 0 } as const;
    const room = planCharge(1, { cost: 9, calls: 9 });
    await store.begin(beginning(made, 'one', { charge: { ...room, scopes: [...room.scopes, month] } }));
    expect((await store.load(teamId, made.planId))?.spent).toEqual({ cost: 0, calls: 0 });
  });

  it('lets what costs nothing through a budget of nothing', async () => {
    const made = await created();
    const charge = { ...scope('plan', '', 0, 5), cost: 0 };
    expect(await store.begin(beginning(made, 'one', { charge }))).toMatchObject({ kind: 'go' });
  });

  it('warns once when 80 percent are reached, and says which of the two limits is tight', async () => {
    const ids = ['a', 'b', 'c', 'd', 'e'];
    const made = await created(ids.map((id) => step(id)));
    const charge = planCharge(1, { cost: 100, calls: 5 });
    const warned = [];
    for (const id of ids) {
      const begun = await store.begin(beginning(made, id, { charge }));
      warned.push(begun.kind === 'go' ? begun.warnings : null);
    }
    const use = { kind: 'plan', id: '', costLimit: 100, callLimit: 5, cost: 4, calls: 4 };
    expect(warned).toEqual([[], [], [], [use], []]);
    const events = (await auditOf(stores, made.planId)).map(({ event }) => event);
    expect(events.filter((event) => event === 'budget_warning')).toHaveLength(1);
  });

  it('admits ten of fifty at once where there is budget for ten', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `s${index}`);
    const more = Array.from({ length: 20 }, (_, index) => `s${index}`);
    const [first, second] = [
      await created(ids.map((id) => step(id))),
      await created(more.map((id) => step(id))),
    ];
    const charge = scope('user_day', 'U-race:2026-01-01', 10, 1_000);
    const answers = await Promise.all([
      ...ids.map((id) => store.begin(beginning(first, id, { charge }))),
      ...more.map((id) => store.begin(beginning(second, id, { charge }))),
    ]);
    expect(answers.filter(({ kind }) => kind === 'go')).toHaveLength(10);
    expect(answers.filter(({ kind }) => kind === 'over_budget')).toHaveLength(40);
    const [use] = await store.budgetUse(teamId, charge.scopes);
    expect(use).toMatchObject({ cost: 10, calls: 10 });
  });

  it('lets the counters of a day and a month expire', async () => {
    const made = await created();
    await store.begin(beginning(made, 'one', { charge: scope('user_day', 'U-ttl:2026-01-01', 9, 9) }));
    await store.begin(beginning(made, 'two', { charge: scope('workspace_month', '2026-03', 9, 9) }));
    expect(await redis.ttl(keys.userDay('U-ttl:2026-01-01'))).toBeGreaterThan(2 * 86_400);
    expect(await redis.ttl(keys.workspaceMonth('2026-03'))).toBeGreaterThan(69 * 86_400);
  });

  it('leaves a plan that waits for a person waiting', async () => {
    const made = await created();
    await redis.hset(keys.plan(made.planId), 'status', 'awaiting_approval');
    await store.begin(beginning(made, 'one'));
    expect((await store.load(teamId, made.planId))?.status).toBe('awaiting_approval');
  });
});
