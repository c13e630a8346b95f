import { afterAll, describe, expect, it } from 'vitest';
import { estimated, plan, planCharge, step } from '../../support/engine-plan.ts';
import { auditOf, openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

const aPlan = (more = {}) => plan(teamId, [step('one'), step('two')], more);

describe('create', () => {
  it('stores a queued plan that reads back as it was written', async () => {
    const written = aPlan();
    expect(await store.create(written, 'r-first', [])).toEqual({ kind: 'created' });
    const record = await store.load(teamId, written.planId);
    expect(record).toMatchObject({ status: 'queued', revision: 0, spent: { cost: 0, calls: 0 } });
    expect(record?.plan).toEqual(written);
    expect(record?.steps.one).toEqual({ status: 'pending', attempts: 0, spent: 0 });
  });

  it('answers a repeated request with the plan of the first', async () => {
    const first = aPlan();
    const again = aPlan();
    await store.create(first, 'r-twice', []);
    expect(await store.create(again, 'r-twice', [])).toEqual({ kind: 'duplicate', planId: first.planId });
    expect(await store.load(teamId, again.planId)).toBeNull();
  });

  it('makes one plan of forty requests with one key at the same time', async () => {
    const plans = Array.from({ length: 40 }, () => aPlan());
    const answers = await Promise.all(plans.map((each) => store.create(each, 'r-raced', [])));
    expect(answers.filter(({ kind }) => kind === 'created')).toHaveLength(1);
    const winner = plans[answers.findIndex(({ kind }) => kind === 'created')]?.planId;
    for (const answer of answers) if (answer.kind === 'duplicate') expect(answer.planId).toBe(winner);
  });

  it('refuses an estimate that does not fit, with the numbers, and stores nothing', async () => {
    const refused = aPlan();
    const scopes = estimated(planCharge(1.5, { cost: 2, calls: 9 }), 2);
    expect(await store.create(refused, 'r-refused', scopes)).toEqual({
      kind: 'refused',
      refusal: {
        kind: 'plan',
        id: '',
        cost: 0,
        calls: 0,
        costLimit: 2,
        callLimit: 9,
        wantedCost: 3,
        wantedCalls: 2,
      },
    });
    expect(await redis.exists(keys.plan(refused.planId), keys.request('r-refused'))).toBe(0);
    expect((await auditOf(stores, refused.planId)).map(({ event }) => event)).toEqual(['budget_exceeded']);
  });

  it('lets a refused request come again once there is room', async () => {
    const charge = planCharge(1, { cost: 0, calls: 9 });
    await store.create(aPlan(), 'r-later', estimated(charge));
    expect(await store.create(aPlan(), 'r-later', [])).toEqual({ kind: 'created' });
  });

  it('lists the plan for the workspace and its requester, and keeps both lists bounded', async () => {
    const mine = aPlan({ requestedBy: 'U-list' });
    const ancient = Date.now() - 91 * 86_400_000;
    await redis.zadd(keys.plans, ancient, 'ANCIENT');
    await redis.zadd(keys.plansOf('U-list'), ancient, 'ANCIENT');
    await store.create(mine, 'r-list', []);
    const listed = await store.list(teamId, 50, 'U-list');
    expect(listed.map(({ planId }) => planId)).toEqual([mine.planId]);
    expect((await store.list(teamId, 50)).map(({ planId }) => planId)).toContain(mine.planId);
    expect(await redis.zscore(keys.plans, 'ANCIENT')).toBeNull();
    expect(await redis.pttl(keys.plansOf('U-list'))).toBeGreaterThan(89 * 86_400_000);
    expect(await redis.ttl(keys.request('r-list'))).toBeGreaterThan(86_000);
    expect(await redis.zscore(keys.active, mine.planId)).not.toBeNull();
  });

  it('writes who asked for what into the audit trail', async () => {
    const created = aPlan();
    await store.create(created, 'r-audit', []);
    const [first, second] = await auditOf(stores, created.planId);
    expect(first).toMatchObject({
      event: 'plan_created',
      actor: 'U1',
      data: { command: 'try it', steps: 2 },
    });
    expect(second).toMatchObject({ event: 'route_decision', actor: 'system', data: { planner: 'template' } });
  });

  it('takes texts that were cut in the middle of a character', async () => {
    const cut = aPlan({ command: 'note \ud83d', goal: 'half \ud83d' });
    expect(await store.create(cut, 'r-cut', [])).toEqual({ kind: 'created' });
    const [first] = await auditOf(stores, cut.planId);
    expect(first?.data.command).toBe('note \ufffd');
  });

  it('leaves no message behind for a plan without a channel', async () => {
    const silent = aPlan({ channelId: null });
    await store.create(silent, 'r-silent', []);
    expect(await redis.zscore(keys.dirty, `plan.${silent.planId}`)).toBeNull();
  });
});
