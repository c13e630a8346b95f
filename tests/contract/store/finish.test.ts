import { afterAll, describe, expect, it } from 'vitest';
import type { Plan } from '../../../src/core/plan.ts';
import type { Charge, StepOutcome } from '../../../src/core/plan-store.ts';
import { beginning, plan, planCharge, step } from '../../support/engine-plan.ts';
import { auditOf, openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

async function running(charge?: Charge): Promise<Plan> {
  const made = plan(teamId, [step('one'), step('two')]);
  await store.create(made, made.planId, []);
  await store.begin(beginning(made, 'one', charge ? { charge } : {}));
  return made;
}

const finish = (made: Plan, attempt: number, result: StepOutcome['result']) =>
  store.finish({ teamId, planId: made.planId, stepId: 'one', tool: 'echo', attempt, result });
const succeeded = { status: 'succeeded', output: { text: 'done' }, handOver: false } as const;
const failed = { status: 'failed', error: { code: 'AGENT_LOGIC', message: 'no', hint: 'try' } } as const;
const stepOne = async (made: Plan) => (await store.load(teamId, made.planId))?.steps.one;

describe('finish', () => {
  it('stores the output and turns the reservation into spending', async () => {
    const made = await running(planCharge(0.3, { cost: 5, calls: 5 }));
    expect(await finish(made, 1, succeeded)).toBe('applied');
    expect(await stepOne(made)).toMatchObject({ status: 'succeeded', spent: 0.3, output: { text: 'done' } });
    expect((await stepOne(made))?.endedAt).toBeGreaterThan(0);
    expect(await redis.hexists(keys.plan(made.planId), 'reserved:one')).toBe(0);
  });

  it('refuses every attempt but the newest', async () => {
    const made = await running();
    await store.begin(beginning(made, 'one'));
    expect(await finish(made, 1, succeeded)).toBe('fenced');
    expect(await stepOne(made)).toMatchObject({ status: 'running', attempts: 2 });
    expect(await finish(made, 2, failed)).toBe('applied');
    expect(await finish(made, 2, succeeded)).toBe('fenced');
    expect(await stepOne(made)).toMatchObject({ status: 'failed', error: failed.error });
  });

  it('refuses after the plan has ended', async () => {
    const made = await running();
    await store.cancel(made, 'U1');
    expect(await finish(made, 1, succeeded)).toBe('fenced');
  });

  it('keeps what a repeated attempt cost, and forgets its error once it succeeds', async () => {
    const charge = planCharge(1, { cost: 5, calls: 5 });
    const made = await running(charge);
    await finish(made, 1, { status: 'pending', error: failed.error });
    expect(await stepOne(made)).toMatchObject({ status: 'pending', spent: 1, error: failed.error });
    await store.begin(beginning(made, 'one', { charge }));
    await finish(made, 2, succeeded);
    const one = await stepOne(made);
    expect(one).toMatchObject({ status: 'succeeded', spent: 2 });
    expect(one).not.toHaveProperty('error');
  });

  it('gives everything back on release', async () => {
    const day = { kind: 'user_day', id: 'U1:2026-01-02', costLimit: 9, callLimit: 9 } as const;
    const free = planCharge(2, { cost: 2, calls: 1 });
    const charge = { ...free, scopes: [...free.scopes, day] };
    const made = await running(charge);
    expect(await finish(made, 1, { status: 'pending', release: charge })).toBe('applied');
    expect((await store.load(teamId, made.planId))?.spent).toEqual({ cost: 0, calls: 0 });
    expect(await store.budgetUse(teamId, [day])).toMatchObject([{ cost: 0, calls: 0 }]);
    expect(await stepOne(made)).toMatchObject({ status: 'pending', spent: 0 });
    expect(await store.begin(beginning(made, 'one', { charge }))).toMatchObject({ kind: 'go', attempt: 2 });
  });

  it('releases what cost nothing', async () => {
    const charge = planCharge(0, { cost: 2, calls: 1 });
    const made = await running(charge);
    expect(await finish(made, 1, { status: 'pending', release: charge })).toBe('applied');
    expect((await store.load(teamId, made.planId))?.spent).toEqual({ cost: 0, calls: 0 });
  });

  it('never gives back to a day what another day had paid', async () => {
    const on = (day: string): Charge => ({
      cost: 1,
      calls: 1,
      scopes: [{ kind: 'user_day', id: `U-night:${day}`, costLimit: 9, callLimit: 9 }],
    });
    const made = await running(on('2026-01-01'));
    await store.begin(beginning(made, 'one', { charge: on('2026-01-02') }));
    await finish(made, 2, { status: 'pending', release: on('2026-01-02') });
    expect(await store.budgetUse(teamId, on('2026-01-01').scopes)).toMatchObject([{ cost: 1, calls: 1 }]);
    expect(await store.budgetUse(teamId, on('2026-01-02').scopes)).toMatchObject([{ cost: 0, calls: 0 }]);
  });

  it('marks the handover message as behind', async () => {
    const made = await running();
    await finish(made, 1, { ...succeeded, handOver: true });
    expect(await redis.zscore(keys.dirty, `handover.${made.planId}.one`)).not.toBeNull();
  });

  it('writes one audit entry for each end of an attempt, without payloads', async () => {
    const made = await running();
    await finish(made, 1, succeeded);
    const last = (await auditOf(stores, made.planId)).at(-1);
    expect(last).toMatchObject({ event: 'tool_call_complete', stepId: 'one', actor: 'system' });
    expect(last?.data).toEqual({ attempt: 1, status: 'succeeded', tool: 'echo' });
  });
});

describe('skip', () => {
  const error = { code: 'RESOURCE_NOT_FOUND', message: 'nothing to work with' } as const;

  it('ends open steps with the reason and leaves the others alone', async () => {
    const made = await running();
    expect(await store.skip(teamId, made.planId, ['one', 'two'], error)).toBe('applied');
    const record = await store.load(teamId, made.planId);
    expect(record?.steps.one?.status).toBe('running');
    expect(record?.steps.two).toMatchObject({ status: 'skipped', error });
    expect((await auditOf(stores, made.planId)).filter(({ event }) => event === 'step_skipped')).toHaveLength(
      1,
    );
  });

  it('does nothing to a plan that has ended', async () => {
    const made = await running();
    await store.settle(made, 'failed');
    expect(await store.skip(teamId, made.planId, ['two'], error)).toBe('fenced');
  });
});
