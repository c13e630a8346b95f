import { describe, expect, it } from 'vitest';
import { callsOf, periodScopes, planEstimate, stepCharge } from '../../../src/engine/charges.ts';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';

const limits = {
  plan: { cost: 10, calls: 20 },
  domains: { engagement: { cost: 5, calls: 6 } },
  tools: { letter: { cost: 3, calls: 4 } },
  user_day: { cost: 100, calls: 200 },
  workspace_month: { cost: 1_000, calls: 2_000 },
};
const now = new Date('2026-11-30T23:59:59.999Z');
const steps = [
  step('a', { cost: 0.1 }),
  step('b', { cost: 0.2 }),
  proposeStep('w', { cost: 2, checks: ['one', 'two'] }),
];
const made = plan('T1', steps, { budget: { cost: 7, calls: 8 } });

describe('charges', () => {
  it('count the tool and each of its checks as a call', () => {
    expect(steps.map(callsOf)).toEqual([1, 1, 3]);
  });

  it('go against every budget that the step touches, the plan with its own limits', () => {
    const { scopes, cost, calls } = stepCharge(
      limits,
      made,
      proposeStep('w', { cost: 2, checks: ['one'] }),
      now,
    );
    expect({ cost, calls }).toEqual({ cost: 2, calls: 2 });
    expect(scopes).toEqual([
      { kind: 'plan', id: '', costLimit: 7, callLimit: 8 },
      { kind: 'domain', id: 'engagement', costLimit: 5, callLimit: 6 },
      { kind: 'tool', id: 'letter', costLimit: 3, callLimit: 4 },
      { kind: 'user_day', id: 'U1:2026-11-30', costLimit: 100, callLimit: 200 },
      { kind: 'workspace_month', id: '2026-11', costLimit: 1_000, callLimit: 2_000 },
    ]);
  });

  it('leave out budgets that the registry does not name', () => {
    expect(stepCharge(limits, made, step('a'), now).scopes.map(({ kind }) => kind)).toEqual([
      'plan',
      'user_day',
      'workspace_month',
    ]);
  });

  it('begin a new day and a new month in UTC', () => {
    const next = new Date(now.getTime() + 1);
    expect(periodScopes(limits, 'U1', next).map(({ id }) => id)).toEqual(['U1:2026-12-01', '2026-12']);
  });

  it('are estimated for the whole plan, once for each budget', () => {
    const estimate = planEstimate(limits, made, now);
    const byKind = Object.fromEntries(estimate.map((each) => [each.kind, each.estimate]));
    expect(byKind.plan?.calls).toBe(5);
    expect(byKind.plan?.cost).toBeCloseTo(2.3);
    expect(byKind.domain).toEqual({ cost: 2, calls: 3 });
    expect(byKind.tool).toEqual({ cost: 2, calls: 3 });
    expect(byKind.user_day).toEqual(byKind.plan);
    expect(estimate).toHaveLength(5);
  });
});
