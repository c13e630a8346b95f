import { afterAll, describe, expect, it } from 'vitest';
import { click, edited, letExpire, waitingPlan } from '../../support/engine-approvals.ts';
import { policy } from '../../support/engine-plan.ts';
import { auditOf, openStores, redisNow } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

const decisions = async (planId: string) =>
  (await auditOf(stores, planId)).filter(({ event }) => /^approval_(received|timeout)$/.test(event));
const approvalOf = async (planId: string) => (await store.load(teamId, planId))?.steps.letter?.approval;

describe('decide', () => {
  it.each(['approved', 'denied'] as const)(
    'stores that somebody %s it, and owes the plan its wake-up',
    async (decision) => {
      const { made, ref } = await waitingPlan(stores);
      const answer = await store.decide(click(teamId, ref, 'U1', { decision, reason: 'because\n"so"' }));
      expect(answer).toMatchObject({ kind: 'decided', state: decision });
      const approval = await approvalOf(made.planId);
      expect(approval).toMatchObject({ state: decision, decidedBy: 'U1', reason: 'because\n"so"' });
      expect(approval?.decidedAt).toBeGreaterThanOrEqual(approval?.openedAt ?? Number.NaN);
      expect(await redis.zscore(keys.outbox, `${made.planId}.letter`)).not.toBeNull();
      expect(await redis.zscore(keys.approvals, `${made.planId}.letter`)).toBeNull();
      const [entry, ...more] = await decisions(made.planId);
      expect(more).toEqual([]);
      expect(entry).toMatchObject({ actor: 'U1', data: { decision, hash: ref.hash, version: 1 } });
    },
  );

  it('tells everybody after the first who was first', async () => {
    const { ref } = await waitingPlan(stores, { rule: policy({ kind: 'approvers' }) });
    await store.decide(click(teamId, ref, 'U2', { decision: 'denied' }));
    const late = await store.decide(click(teamId, ref, 'U3'));
    expect(late).toMatchObject({ kind: 'already', state: 'denied', by: 'U2' });
    expect(late.kind === 'already' && late.at).toBeGreaterThan(0);
  });

  it('has one winner of twenty at the same time, and one decision in the audit trail', async () => {
    const { made, ref } = await waitingPlan(stores, { rule: policy({ kind: 'approvers' }) });
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        store.decide(click(teamId, ref, `V${index}`, { decision: index % 2 ? 'approved' : 'denied' })),
      ),
    );
    const winners = answers.flatMap((answer, index) => (answer.kind === 'decided' ? [`V${index}`] : []));
    expect(winners).toHaveLength(1);
    expect(await decisions(made.planId)).toHaveLength(1);
    expect((await approvalOf(made.planId))?.decidedBy).toBe(winners[0]);
    for (const answer of answers)
      if (answer.kind !== 'decided') expect(answer).toMatchObject({ kind: 'already', by: winners[0] });
  });

  it.each([
    ['another version', { version: 2 }],
    ['another hash', { hash: 'f'.repeat(64) }],
    ['too little of the hash', { hash: '' }],
  ])('calls a click with %s superseded', async (_, wrong) => {
    const { made, ref } = await waitingPlan(stores);
    expect(await store.decide(click(teamId, { ...ref, ...wrong }, 'U1'))).toEqual({
      kind: 'superseded',
      version: 1,
    });
    expect((await approvalOf(made.planId))?.state).toBe('pending');
  });

  it('takes the first sixteen characters of the hash, as buttons carry them', async () => {
    const { ref } = await waitingPlan(stores);
    const short = { ...ref, hash: ref.hash.slice(0, 16) };
    expect(await store.decide(click(teamId, short, 'U1'))).toMatchObject({ kind: 'decided' });
  });

  it.each([
    ['requester', 'U2', false],
    ['requester', 'U1', true],
    ['requester', 'system', false],
    ['approvers', 'U1', false],
    ['approvers', 'U2', true],
    ['two_person', 'U1', false],
  ] as const)('under %s lets %s decide: %s', async (kind, by, allowed) => {
    const { ref } = await waitingPlan(stores, { rule: policy({ kind }) });
    const answer = await store.decide(click(teamId, ref, by));
    expect(answer.kind).toBe(allowed ? 'decided' : 'not_allowed');
  });

  it('waits for two different people where two are needed', async () => {
    const { made, ref } = await waitingPlan(stores, { rule: policy({ kind: 'two_person' }) });
    expect(await store.decide(click(teamId, ref, 'U2'))).toEqual({ kind: 'voted', votes: ['U2'] });
    expect(await store.decide(click(teamId, ref, 'U2'))).toEqual({ kind: 'voted_before' });
    expect((await approvalOf(made.planId))?.state).toBe('pending');
    expect(await store.decide(click(teamId, ref, 'U3'))).toMatchObject({
      kind: 'decided',
      state: 'approved',
    });
    expect(await approvalOf(made.planId)).toMatchObject({ votes: ['U2', 'U3'], decidedBy: 'U3' });
    expect(
      (await auditOf(stores, made.planId)).filter(({ event }) => event === 'approval_vote'),
    ).toHaveLength(1);
  });

  it('lets one denial stop what two would have to approve', async () => {
    const { ref } = await waitingPlan(stores, { rule: policy({ kind: 'two_person' }) });
    await store.decide(click(teamId, ref, 'U2'));
    expect(await store.decide(click(teamId, ref, 'U2', { decision: 'denied' }))).toMatchObject({
      state: 'denied',
    });
  });

  it('expires by the clock of Redis: early is told, due is done', async () => {
    const { made, ref } = await waitingPlan(stores);
    const expire = click(teamId, ref, 'system', { decision: 'expired' });
    const early = await store.decide(expire);
    expect(early).toMatchObject({ kind: 'early' });
    expect(early.kind === 'early' && early.remainingMs).toBeLessThanOrEqual(60_000);
    await letExpire(stores, ref);
    expect(await store.decide(expire)).toMatchObject({ kind: 'decided', state: 'expired' });
    expect((await decisions(made.planId)).map(({ event }) => event)).toEqual(['approval_timeout']);
  });

  it('turns a click after the expiry into the expiry', async () => {
    const { made, ref } = await waitingPlan(stores);
    await letExpire(stores, ref);
    expect(await store.decide(click(teamId, ref, 'U1'))).toMatchObject({ kind: 'decided', state: 'expired' });
    expect(await approvalOf(made.planId)).toMatchObject({ state: 'expired', decidedBy: 'system' });
  });

  it('knows nothing of an approval that was never opened', async () => {
    const { ref } = await waitingPlan(stores);
    expect(await store.decide(click(teamId, { ...ref, stepId: 'after' }, 'U1'))).toEqual({ kind: 'unknown' });
    const nowhere = { ...ref, planId: '01JD9ZK5X8Q2M4N6P8R0S2T4V6' };
    expect(await store.decide(click(teamId, nowhere, 'U1'))).toEqual({ kind: 'unknown' });
    expect(await redis.exists(keys.plan(nowhere.planId))).toBe(0);
  });
});

describe('amend', () => {
  it('binds the approval to the new text; old buttons are superseded', async () => {
    const { made, ref } = await waitingPlan(stores);
    const next = edited('Another text');
    expect(await store.amend({ teamId, ref, ...next, checks: [], by: 'U1' })).toEqual({
      kind: 'amended',
      version: 2,
    });
    expect(await approvalOf(made.planId)).toMatchObject({ version: 2, hash: next.hash, editedBy: 'U1' });
    expect(await store.decide(click(teamId, ref, 'U1'))).toEqual({ kind: 'superseded', version: 2 });
    const now = { ...ref, version: 2, hash: next.hash };
    expect(await store.decide(click(teamId, now, 'U1'))).toMatchObject({
      kind: 'decided',
      state: 'approved',
    });
  });

  it('has one winner of two edits of the same version', async () => {
    const { ref } = await waitingPlan(stores);
    const answers = await Promise.all(
      ['one', 'two', 'three'].map((body) =>
        store.amend({ teamId, ref, ...edited(body), checks: [], by: 'U1' }),
      ),
    );
    expect(answers.map(({ kind }) => kind).sort()).toEqual(['amended', 'superseded', 'superseded']);
  });

  it('throws away the votes for the text before', async () => {
    const { made, ref } = await waitingPlan(stores, { rule: policy({ kind: 'two_person' }) });
    await store.decide(click(teamId, ref, 'U2'));
    await store.amend({ teamId, ref, ...edited('Another text'), checks: [], by: 'U3' });
    expect((await approvalOf(made.planId))?.votes).toEqual([]);
  });

  it('refuses what is decided, what is not theirs, and what is over', async () => {
    const one = await waitingPlan(stores);
    expect(await store.amend({ teamId, ref: one.ref, ...edited('x'), checks: [], by: 'U2' })).toEqual({
      kind: 'not_allowed',
    });
    expect(await store.amend({ teamId, ref: one.ref, ...edited('x'), checks: [], by: 'system' })).toEqual({
      kind: 'not_allowed',
    });
    await store.decide(click(teamId, one.ref, 'U1'));
    expect(await store.amend({ teamId, ref: one.ref, ...edited('x'), checks: [], by: 'U1' })).toMatchObject({
      kind: 'already',
    });
    const two = await waitingPlan(stores);
    await letExpire(stores, two.ref);
    const late = await store.amend({ teamId, ref: two.ref, ...edited('x'), checks: [], by: 'U1' });
    expect(late).toMatchObject({ kind: 'already', state: 'expired', by: 'system' });
    expect(late.kind === 'already' && late.at).toBeLessThanOrEqual(await redisNow(redis));
  });
});
