import { afterAll, describe, expect, it } from 'vitest';
import { click, letExpire, waitingPlan } from '../../support/engine-approvals.ts';
import { beginning, opening, plan, policy, proposeStep } from '../../support/engine-plan.ts';
import { auditOf, openStores, redisNow } from '../../support/engine-store.ts';
import { aPayload, aProposal } from '../../support/plan-records.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { redis, teamId, keys, store } = stores;
afterAll(stores.close);

const rerun = aProposal({
  payload: { kind: 'rerun', tool: 'letter', attempt: 1, idempotencyKey: 'k', original: aPayload() },
});

describe('openApproval', () => {
  it('sets the expiry by the clock of Redis and lists the approval as pending', async () => {
    const before = await redisNow(redis);
    const { made } = await waitingPlan(stores, { rule: policy({ expiresInMs: 5_000 }) });
    const record = await store.load(teamId, made.planId);
    const approval = record?.steps.letter?.approval;
    expect(record?.status).toBe('awaiting_approval');
    expect(approval?.openedAt).toBeGreaterThanOrEqual(before);
    expect((approval?.expiresAt ?? 0) - (approval?.openedAt ?? 0)).toBe(5_000);
    const open = (await store.openRequests(teamId)).find(({ planId }) => planId === made.planId);
    expect(open).toEqual({
      planId: made.planId,
      stepId: 'letter',
      requestedBy: 'U1',
      approval: {
        policy: approval?.policy,
        votes: [],
        openedAt: approval?.openedAt,
        expiresAt: approval?.expiresAt,
      },
    });
    expect(await store.pendingApprovals(teamId, open ? [open] : [])).toEqual([
      { planId: made.planId, stepId: 'letter', goal: made.goal, requestedBy: 'U1', approval },
    ]);
    expect(await redis.zscore(keys.dirty, `approval.${made.planId}.letter`)).not.toBeNull();
  });

  it('is fenced by attempt and does not open twice', async () => {
    const made = plan(teamId, [proposeStep('letter')]);
    await store.create(made, made.planId, []);
    await store.begin(beginning(made, 'letter'));
    await store.begin(beginning(made, 'letter'));
    expect(await store.openApproval(opening(made, { stepId: 'letter', attempt: 1 }))).toBe('fenced');
    expect(await store.openApproval(opening(made, { stepId: 'letter', attempt: 2 }))).toBe('applied');
    expect(await store.openApproval(opening(made, { stepId: 'letter', attempt: 2 }))).toBe('fenced');
  });

  it('opens the question about a repetition as a new version, without traces of the answer before', async () => {
    const { made, ref } = await waitingPlan(stores);
    await store.decide(click(teamId, ref, 'U1', { reason: 'fine' }));
    await store.consume(teamId, made.planId, 'letter');
    await store.begin(beginning(made, 'letter', { phase: 'commit', repeatable: false }));
    await store.openApproval(opening(made, { stepId: 'letter', attempt: 2, proposal: rerun }));
    const approval = (await store.load(teamId, made.planId))?.steps.letter?.approval;
    expect(approval).toMatchObject({ state: 'pending', version: 2 });
    expect(approval).not.toHaveProperty('decidedBy');
    expect(approval).not.toHaveProperty('reason');
    expect(await store.decide(click(teamId, ref, 'U1'))).toMatchObject({ kind: 'superseded' });
  });
});

describe('list', () => {
  it('says what became of a plan of which nothing was done', async () => {
    const { made, ref } = await waitingPlan(stores);
    await store.decide(click(teamId, ref, 'U1', { decision: 'denied' }));
    await store.consume(teamId, made.planId, 'letter');
    await store.skip(teamId, made.planId, ['after'], { code: 'RESOURCE_NOT_FOUND', message: 'gave nothing' });
    const listed = async () => (await store.list(teamId, 50)).find(({ planId }) => planId === made.planId);
    expect(await listed()).not.toHaveProperty('undone');
    await store.settle(made, 'partial');
    expect(await listed()).toMatchObject({ status: 'partial', undone: 'denied' });
  });
});

describe('consume', () => {
  it.each([
    ['approved', 'pending'],
    ['denied', 'denied'],
  ] as const)('turns %s into the step status %s and pays the debt', async (decision, status) => {
    const { made, ref } = await waitingPlan(stores);
    expect(await store.consume(teamId, made.planId, 'letter')).toBe('fenced');
    await store.decide(click(teamId, ref, 'U1', { decision }));
    expect(await store.consume(teamId, made.planId, 'letter')).toBe('applied');
    const record = await store.load(teamId, made.planId);
    expect(record).toMatchObject({ status: 'running', steps: { letter: { status } } });
    expect(await redis.zscore(keys.outbox, `${made.planId}.letter`)).toBeNull();
    expect(await store.consume(teamId, made.planId, 'letter')).toBe('fenced');
  });

  it('turns an expiry into an expired step', async () => {
    const { made, ref } = await waitingPlan(stores);
    await letExpire(stores, ref);
    await store.decide(click(teamId, ref, 'system', { decision: 'expired' }));
    await store.consume(teamId, made.planId, 'letter');
    expect((await store.load(teamId, made.planId))?.steps.letter?.status).toBe('expired');
  });

  it('leaves it uncertain when nobody wants the repetition', async () => {
    const { made, ref } = await waitingPlan(stores, { proposal: rerun });
    await store.decide(click(teamId, ref, 'U1', { decision: 'denied' }));
    await store.consume(teamId, made.planId, 'letter');
    expect((await store.load(teamId, made.planId))?.steps.letter?.status).toBe('uncertain');
  });
});

describe('cancel and settle', () => {
  it('cancels the open approval, ends open steps and lets the plan expire', async () => {
    const { made, ref } = await waitingPlan(stores);
    expect(await store.cancel(made, 'U9')).toBe('applied');
    const record = await store.load(teamId, made.planId);
    expect(record).toMatchObject({ status: 'cancelled', cancelledBy: 'U9' });
    expect(record?.steps.letter).toMatchObject({
      status: 'skipped',
      approval: { state: 'cancelled', decidedBy: 'U9' },
    });
    expect(record?.steps.after?.status).toBe('skipped');
    expect(await store.decide(click(teamId, ref, 'U1'))).toMatchObject({
      kind: 'already',
      state: 'cancelled',
    });
    expect(await redis.pttl(keys.plan(made.planId))).toBeGreaterThan(0);
    expect(await redis.zscore(keys.active, made.planId)).toBeNull();
    await store.consume(teamId, made.planId, 'letter');
    expect(await redis.zscore(keys.outbox, `${made.planId}.letter`)).toBeNull();
  });

  it('ends a plan once', async () => {
    const { made } = await waitingPlan(stores);
    const ends = await Promise.all([
      store.cancel(made, 'U1'),
      store.settle(made, 'completed'),
      store.cancel(made, 'U2'),
    ]);
    expect(ends.filter((end) => end === 'applied')).toHaveLength(1);
    const endings = (await auditOf(stores, made.planId)).filter(({ event }) =>
      /^plan_(ended|cancelled)$/.test(event),
    );
    expect(endings).toHaveLength(1);
  });

  it('does not claim that a commit did not happen when it is cut off', async () => {
    const { made, ref } = await waitingPlan(stores);
    await store.decide(click(teamId, ref, 'U1'));
    await store.consume(teamId, made.planId, 'letter');
    await store.begin(beginning(made, 'letter', { phase: 'commit' }));
    await store.cancel(made, 'U1');
    expect((await store.load(teamId, made.planId))?.steps.letter?.status).toBe('uncertain');
  });

  it('does not forget that nobody knows whether it happened, nor that it was denied', async () => {
    const asked = await waitingPlan(stores, { proposal: rerun });
    await store.decide(click(teamId, asked.ref, 'U1'));
    await store.consume(teamId, asked.made.planId, 'letter');
    await store.begin(beginning(asked.made, 'letter', { phase: 'commit', repeatable: false }));
    await store.openApproval(opening(asked.made, { stepId: 'letter', attempt: 2, proposal: rerun }));
    await store.cancel(asked.made, 'U1');
    expect((await store.load(teamId, asked.made.planId))?.steps.letter?.status).toBe('uncertain');
    const refused = await waitingPlan(stores);
    await store.decide(click(teamId, refused.ref, 'U1', { decision: 'denied' }));
    await store.cancel(refused.made, 'U1');
    expect((await store.load(teamId, refused.made.planId))?.steps.letter?.status).toBe('denied');
  });

  it('stores why a plan failed', async () => {
    const { made } = await waitingPlan(stores);
    const error = { code: 'SYSTEM_CRASH', message: 'again and again' } as const;
    await store.settle(made, 'failed', error);
    expect(await store.load(teamId, made.planId)).toMatchObject({ status: 'failed', error });
  });
});

describe('claim', () => {
  it('counts how often a plan was taken up in vain', async () => {
    const { made } = await waitingPlan(stores);
    const claims = [];
    for (let i = 0; i < 3; i += 1) claims.push(await store.claim(teamId, made.planId));
    expect(claims).toEqual([1, 2, 3]);
    const started = plan(teamId, [proposeStep('letter')]);
    await store.create(started, started.planId, []);
    await store.claim(teamId, started.planId);
    await store.begin(beginning(started, 'letter'));
    expect(await store.claim(teamId, started.planId)).toBe(2);
    await store.openApproval(opening(started, { stepId: 'letter', attempt: 1 }));
    expect(await store.claim(teamId, started.planId)).toBe(1);
  });

  it('answers 0 for what has ended or never was, and forgets it as active', async () => {
    const gone = plan(teamId, [proposeStep('letter')]).planId;
    await redis.zadd(keys.active, 1, gone);
    expect(await store.claim(teamId, gone)).toBe(0);
    expect(await redis.zscore(keys.active, gone)).toBeNull();
    expect(await redis.exists(keys.plan(gone))).toBe(0);
  });
});
