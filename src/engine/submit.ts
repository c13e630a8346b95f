import type { BudgetRefusal } from '../core/budget.ts';
import type { Plan } from '../core/plan.ts';
import { planEstimate } from './charges.ts';
import type { EngineDeps } from './engine-deps.ts';
import { identity } from './report.ts';

export type Submitted =
  | { readonly kind: 'queued'; readonly planId: string }
  /** The same request came before. */
  | { readonly kind: 'duplicate'; readonly planId: string }
  | { readonly kind: 'refused'; readonly refusal: BudgetRefusal };

type Deps = Pick<EngineDeps, 'store' | 'events' | 'wakeups' | 'clock' | 'limits'>;

/**
 * Stores a plan and queues it; once this answers `queued`, nothing can lose it. One `requestKey` makes one
 * plan, however often it comes. Throws what the store throws, and then nothing was queued.
 */
export async function submitPlan(deps: Deps, plan: Plan, requestKey: string): Promise<Submitted> {
  const created = await deps.store.create(
    plan,
    requestKey,
    planEstimate(deps.limits, plan, deps.clock.now()),
  );
  if (created.kind === 'refused') {
    deps.events.emit({ ...identity({ plan }), name: 'budget_exceeded', scope: created.refusal.kind });
    return created;
  }
  // A connection that broke in the middle sends again what had been stored: that is no other request.
  if (created.kind === 'duplicate' && created.planId !== plan.planId) {
    await deps.wakeups.plan(plan.teamId, created.planId);
    return created;
  }
  const { planId } = plan;
  const planner = plan.planner.kind;
  deps.events.emit({
    ...identity({ plan }),
    name: 'plan_created',
    command: plan.command,
    planner,
    steps: plan.steps.length,
  });
  deps.events.emit({
    ...identity({ plan }),
    name: 'route_decision',
    chosen: planner,
    reason: plan.planner.fallbackReason ?? 'the command has a template',
  });
  await Promise.all([
    deps.wakeups.plan(plan.teamId, planId),
    deps.wakeups.message(plan.teamId, { kind: 'plan', planId }),
  ]);
  return { kind: 'queued', planId };
}
