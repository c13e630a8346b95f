import type { BudgetScope } from '../core/budget.ts';
import { isoDay } from '../core/clock.ts';
import type { Amounts, Plan, StepSpec } from '../core/plan.ts';
import type { Charge, EstimatedScope } from '../core/plan-store.ts';

interface Limits {
  readonly plan: Amounts;
  readonly domains: Readonly<Record<string, Amounts | undefined>>;
  readonly tools: Readonly<Record<string, Amounts | undefined>>;
  readonly user_day: Amounts;
  readonly workspace_month: Amounts;
}

/** The budgets of a profile, as the registry states them. */
export type BudgetLimits = Limits;

function scope(kind: BudgetScope['kind'], id: string, limits: Amounts): BudgetScope {
  return { kind, id, costLimit: limits.cost, callLimit: limits.calls };
}

/** The budgets that outlive a plan: the user's day and the workspace's month, both in UTC. */
export function periodScopes(limits: Limits, userId: string, now: Date): readonly [BudgetScope, BudgetScope] {
  const day = isoDay(now);
  return [
    scope('user_day', `${userId}:${day}`, limits.user_day),
    scope('workspace_month', day.slice(0, 7), limits.workspace_month),
  ];
}

/** Calls that one attempt at a step makes: the tool and its checks. */
export const callsOf = (step: StepSpec) => 1 + step.checks.length;

/** What one attempt at a step takes, and from which budgets. */
export function stepCharge(limits: Limits, plan: Plan, step: StepSpec, now: Date): Charge {
  const domain = limits.domains[step.domain];
  const tool = limits.tools[step.tool];
  return {
    cost: step.cost,
    calls: callsOf(step),
    scopes: [
      scope('plan', '', plan.budget),
      ...(domain ? [scope('domain', step.domain, domain)] : []),
      ...(tool ? [scope('tool', step.tool, tool)] : []),
      ...periodScopes(limits, plan.requestedBy, now),
    ],
  };
}

/** An approved step costs nothing more: what it does was paid for when it was proposed. */
export const NO_CHARGE: Charge = { cost: 0, calls: 0, scopes: [] };

/** Every budget that the plan touches, with what it is estimated to take from each. */
export function planEstimate(limits: Limits, plan: Plan, now: Date): readonly EstimatedScope[] {
  const found = new Map<string, EstimatedScope>();
  for (const step of plan.steps) {
    const { scopes, cost, calls } = stepCharge(limits, plan, step, now);
    for (const each of scopes) {
      const key = `${each.kind}:${each.id}`;
      const before = found.get(key)?.estimate ?? { cost: 0, calls: 0 };
      found.set(key, { ...each, estimate: { cost: before.cost + cost, calls: before.calls + calls } });
    }
  }
  return [...found.values()];
}
