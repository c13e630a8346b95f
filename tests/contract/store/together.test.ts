import { afterAll, describe, expect, it } from 'vitest';
import { beginning, plan, planCharge, step } from '../../support/engine-plan.ts';
import { auditOf, openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { teamId, store } = stores;
afterAll(stores.close);

async function created(...ids: string[]) {
  const made = plan(
    teamId,
    ids.map((id) => step(id)),
  );
  await store.create(made, made.planId, []);
  return { made, moves: store.together(teamId, made.planId) };
}
type Made = Awaited<ReturnType<typeof created>>['made'];

const succeeded = ({ planId }: Made, stepId: string, attempt = 1) => ({
  teamId,
  planId,
  stepId,
  tool: 'echo',
  attempt,
  result: { status: 'succeeded', output: { text: stepId }, handOver: false } as const,
});
const load = async ({ planId }: Made) => {
  const record = await store.load(teamId, planId);
  if (!record) throw new Error('no plan');
  return record;
};

describe('moves of one turn', () => {
  it('are one change of the plan, each with its own entry in an unbroken trail', async () => {
    const { made, moves } = await created('one', 'two', 'three');
    const begun = await Promise.all(['one', 'two'].map((id) => moves.begin(beginning(made, id))));
    expect(begun).toMatchObject([
      { kind: 'go', attempt: 1 },
      { kind: 'go', attempt: 1 },
    ]);
    expect((await load(made)).revision).toBe(1);
    const next = await Promise.all([
      moves.finish(succeeded(made, 'one')),
      moves.finish(succeeded(made, 'two')),
      moves.begin(beginning(made, 'three')),
    ]);
    expect(next).toMatchObject(['applied', 'applied', { kind: 'go', attempt: 1 }]);
    const record = await load(made);
    expect(record).toMatchObject({
      revision: 2,
      steps: {
        one: { status: 'succeeded', output: { text: 'one' } },
        two: { status: 'succeeded', output: { text: 'two' } },
        three: { status: 'running' },
      },
    });
    expect((await auditOf(stores, made.planId)).slice(2).map(({ event, stepId }) => [event, stepId])).toEqual(
      [
        ['tool_call_start', 'one'],
        ['tool_call_start', 'two'],
        ['tool_call_complete', 'one'],
        ['tool_call_complete', 'two'],
        ['tool_call_start', 'three'],
      ],
    );
    expect(await stores.audit.verify(teamId)).toMatchObject({ intact: true });
  });

  it('share a budget: the one that it no longer holds for is refused alone', async () => {
    const { made, moves } = await created('one', 'two', 'three');
    const charge = planCharge(2, { cost: 5, calls: 9 });
    const begun = await Promise.all(
      ['one', 'two', 'three'].map((id) => moves.begin(beginning(made, id, { charge }))),
    );
    expect(begun.map(({ kind }) => kind)).toEqual(['go', 'go', 'over_budget']);
    expect((await load(made)).spent).toEqual({ cost: 4, calls: 2 });
  });

  it('build on each other: after a refused end nothing begins or settles, but others end', async () => {
    const { made, moves } = await created('one', 'two', 'three');
    await Promise.all(['one', 'two'].map((id) => moves.begin(beginning(made, id))));
    await store.begin(beginning(made, 'one'));
    const answers = await Promise.all([
      moves.finish(succeeded(made, 'one')),
      moves.begin(beginning(made, 'three')),
      moves.finish(succeeded(made, 'two')),
      moves.settle(made, 'completed'),
    ]);
    expect(answers).toEqual(['fenced', { kind: 'gone' }, 'applied', 'fenced']);
    expect(await load(made)).toMatchObject({
      status: 'running',
      steps: { one: { status: 'running' }, two: { status: 'succeeded' }, three: { status: 'pending' } },
    });
  });

  it('do not go on either when they are asked for later', async () => {
    const { made, moves } = await created('one', 'two');
    await moves.begin(beginning(made, 'one'));
    await store.begin(beginning(made, 'one'));
    expect(await moves.finish(succeeded(made, 'one'))).toBe('fenced');
    expect(await moves.settle(made, 'completed')).toBe('fenced');
    expect(await moves.begin(beginning(made, 'two'))).toEqual({ kind: 'gone' });
    expect(await store.together(teamId, made.planId).begin(beginning(made, 'two'))).toMatchObject({
      kind: 'go',
    });
  });

  it('of a plan that was cancelled meanwhile come to nothing', async () => {
    const { made, moves } = await created('one', 'two');
    await moves.begin(beginning(made, 'one'));
    await store.cancel(made, 'U1');
    const { revision } = await load(made);
    const answers = await Promise.all([
      moves.finish(succeeded(made, 'one')),
      moves.begin(beginning(made, 'two')),
    ]);
    expect(answers).toEqual(['fenced', { kind: 'gone' }]);
    expect((await load(made)).revision).toBe(revision);
  });

  it('keep their order while others are on their way', async () => {
    const { made, moves } = await created('one');
    const begun = moves.begin(beginning(made, 'one'));
    const ended = new Promise((resolve) => {
      setImmediate(() => setImmediate(() => resolve(moves.finish(succeeded(made, 'one')))));
    });
    expect(await begun).toMatchObject({ kind: 'go' });
    expect(await ended).toBe('applied');
    expect(await moves.settle(made, 'completed')).toBe('applied');
  });

  it('fail together, and what is asked for later fails too', async () => {
    const own = openStores(sharedRedisUrl());
    const made = plan(own.teamId, [step('one'), step('two')]);
    await own.store.create(made, made.planId, []);
    const moves = own.store.together(own.teamId, made.planId);
    own.redis.disconnect();
    const both = ['one', 'two'].map((id) => moves.begin(beginning(made, id)));
    for (const { status } of await Promise.allSettled(both)) expect(status).toBe('rejected');
    await own.redis.connect();
    await expect(moves.settle(made, 'completed')).rejects.toThrow('Connection is closed');
    expect((await own.store.load(own.teamId, made.planId))?.status).toBe('queued');
    await own.close();
  });
});

describe('a plan that was only taken up and begun', () => {
  it('has made no progress; one with an end of a step has', async () => {
    const { made, moves } = await created('one', 'two');
    for (const times of [1, 2]) expect(await store.claim(teamId, made.planId)).toBe(times);
    await moves.begin(beginning(made, 'one'));
    expect(await store.claim(teamId, made.planId)).toBe(3);
    await Promise.all([moves.finish(succeeded(made, 'one')), moves.begin(beginning(made, 'two'))]);
    expect(await store.claim(teamId, made.planId)).toBe(1);
  });
});
