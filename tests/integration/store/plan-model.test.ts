import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { foldAudit } from '../../../bench/campaign/check/fold.ts';
import { hasEnded, type Plan, type PlanRecord } from '../../../src/core/plan.ts';
import { click, edited, letExpire } from '../../support/engine-approvals.ts';
import {
  type Action,
  action,
  beginModel,
  CHARGE,
  decideModel,
  endModel,
  freshModel,
  LIMIT,
  type Model,
  over,
  STEPS,
} from '../../support/engine-model.ts';
import { beginning, opening, plan, policy, proposeStep, step } from '../../support/engine-plan.ts';
import { auditOf, openStores } from '../../support/engine-store.ts';
import { sharedRedisUrl } from '../../support/redis.ts';

const stores = openStores(sharedRedisUrl());
const { teamId, store } = stores;
afterAll(stores.close);

/** Does the action to the store and to the model, and compares the answers. */
async function act(made: Plan, model: Model, doing: Action): Promise<void> {
  const rule = policy({ kind: 'approvers' });
  if (doing.do === 'cancel' || doing.do === 'settle') {
    const answer = await (doing.do === 'cancel' ? store.cancel(made, 'U1') : store.settle(made, 'partial'));
    expect(answer).toBe(over(model) ? 'fenced' : 'applied');
    if (!over(model)) endModel(model, doing.do === 'cancel' ? 'cancelled' : 'partial');
    return;
  }
  const mine = model.steps[doing.id];
  const ref = { planId: made.planId, stepId: doing.id, version: mine.version, hash: mine.hash };
  switch (doing.do) {
    case 'begin': {
      const commit = mine.approval === 'approved';
      const charge = commit ? { cost: 0, calls: 0, scopes: [] } : CHARGE;
      const phase = commit ? 'commit' : 'run';
      const answer = await store.begin(
        beginning(made, doing.id, { charge, phase, repeatable: doing.repeatable }),
      );
      expect(answer.kind).toBe(beginModel(model, doing.id, { commit, repeatable: doing.repeatable }));
      return;
    }
    case 'finish': {
      const attempt = doing.late ? mine.attempt - 1 : mine.attempt;
      const error = { code: 'AGENT_LOGIC', message: 'no' } as const;
      const release = mine.commit ? { cost: 0, calls: 0, scopes: [] } : CHARGE;
      const result = {
        succeeded: { status: 'succeeded', output: {}, handOver: false },
        failed: { status: 'failed', error },
        retry: { status: 'pending', error },
        release: { status: 'pending', release },
      } as const;
      const answer = await store.finish({
        teamId,
        planId: made.planId,
        stepId: doing.id,
        tool: 'echo',
        attempt,
        result: result[doing.as],
      });
      const applies = !over(model) && mine.status === 'running' && !doing.late;
      expect(answer).toBe(applies ? 'applied' : 'fenced');
      if (!applies) return;
      if (doing.as === 'release' && !mine.commit) model.used -= 1;
      Object.assign(mine, {
        reserved: false,
        tries: 0,
        status: doing.as === 'succeeded' || doing.as === 'failed' ? doing.as : 'pending',
      });
      return;
    }
    case 'open': {
      // The engine never opens a second one; see nextMove.
      if (Object.values(model.steps).some(({ status }) => status === 'awaiting_approval')) return;
      const opened = opening(made, { stepId: doing.id, attempt: mine.attempt, policy: rule });
      const rerun = mine.commit;
      const proposal = rerun
        ? {
            ...opened.proposal,
            payload: {
              kind: 'rerun' as const,
              tool: 'letter',
              attempt: 1,
              idempotencyKey: 'k',
              original: opened.proposal.payload as never,
            },
          }
        : opened.proposal;
      const applies = !over(model) && mine.status === 'running';
      expect(await store.openApproval({ ...opened, proposal })).toBe(applies ? 'applied' : 'fenced');
      if (!applies) return;
      Object.assign(mine, {
        status: 'awaiting_approval',
        approval: 'pending',
        version: mine.version + 1,
        hash: opened.hash,
        reserved: false,
        tries: 0,
        rerun,
      });
      model.status = 'awaiting_approval';
      return;
    }
    case 'decide': {
      const stale = doing.stale ? { ...ref, version: ref.version + 1 } : ref;
      const answer = await store.decide(click(teamId, stale, doing.by, { decision: doing.decision }));
      const expected = decideModel(mine.approval, doing);
      expect(answer.kind).toBe(expected);
      if (expected === 'decided') mine.approval = doing.decision;
      return;
    }
    case 'expire': {
      if (mine.approval === '') return;
      if (mine.approval === 'pending') await letExpire(stores, ref);
      const answer = await store.decide(click(teamId, ref, 'system', { decision: 'expired' }));
      expect(answer.kind).toBe(mine.approval === 'pending' ? 'decided' : 'already');
      if (mine.approval === 'pending') mine.approval = 'expired';
      return;
    }
    case 'amend': {
      const next = edited(`text ${mine.version}`);
      const answer = await store.amend({ teamId, ref, ...next, checks: [], by: 'U2' });
      const expected = mine.approval === '' ? 'unknown' : mine.approval === 'pending' ? 'amended' : 'already';
      expect(answer.kind).toBe(expected);
      if (expected === 'amended') Object.assign(mine, { version: mine.version + 1, hash: next.hash });
      return;
    }
    case 'consume': {
      const applies = !over(model) && mine.status === 'awaiting_approval' && mine.approval !== 'pending';
      expect(await store.consume(teamId, made.planId, doing.id)).toBe(applies ? 'applied' : 'fenced');
      if (!applies) return;
      mine.status = mine.approval === 'approved' ? 'pending' : mine.rerun ? 'uncertain' : mine.approval;
      model.status = 'running';
      return;
    }
    case 'skip': {
      const error = { code: 'RESOURCE_NOT_FOUND', message: 'no' } as const;
      expect(await store.skip(teamId, made.planId, [doing.id], error)).toBe(
        over(model) ? 'fenced' : 'applied',
      );
      if (!over(model) && mine.status === 'pending') mine.status = 'skipped';
    }
  }
}

async function invariants(made: Plan, model: Model, before: PlanRecord | null): Promise<PlanRecord> {
  const record = await store.load(teamId, made.planId);
  if (!record) throw new Error('the plan is gone');
  expect(record.status).toBe(model.status);
  for (const each of STEPS) {
    expect(record.steps[each]?.status, each).toBe(model.steps[each].status);
    expect(record.steps[each]?.approval?.state ?? '', each).toBe(model.steps[each].approval);
  }
  expect(record.spent.cost).toBeLessThanOrEqual(LIMIT.cost);
  expect(record.spent.cost).toBe(model.used);
  expect(Object.values(record.steps).reduce((sum, { spent }) => sum + spent, 0)).toBe(record.spent.cost);
  if (before && hasEnded(before.status)) expect(record.status).toBe(before.status);
  return record;
}

describe('the store against a model of it', () => {
  it('agrees after every action, and its audit trail tells the same story', async () => {
    const property = fc.asyncProperty(fc.array(action, { minLength: 5, maxLength: 60 }), async (actions) => {
      const made = plan(teamId, [step('a'), step('b'), proposeStep('w'), proposeStep('x')]);
      await store.create(made, made.planId, []);
      const model = freshModel();
      let record: PlanRecord | null = null;
      for (const doing of actions) {
        await act(made, model, doing);
        record = await invariants(made, model, record);
      }
      for (const each of ['w', 'x'] as const) await act(made, model, { do: 'consume', id: each });
      record = await invariants(made, model, record);
      const entries = await auditOf(stores, made.planId);
      const folded = foldAudit(entries, STEPS);
      expect(folded.status).toBe(record.status);
      for (const each of STEPS) expect(folded.steps.get(each)?.status, each).toBe(record.steps[each]?.status);
      const decided = entries
        .filter(({ event }) => /^approval_(received|timeout)$/.test(event))
        .map(({ stepId, data }) => `${stepId} ${data.version}`);
      expect(new Set(decided).size).toBe(decided.length);
    });
    await fc.assert(property, { numRuns: 200 });
    expect(await stores.audit.verify(teamId)).toMatchObject({ intact: true });
  });
});
