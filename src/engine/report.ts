import type { Clock } from '../core/clock.ts';
import type { PlanRecord, PlanStatus } from '../core/plan.ts';
import type { Events } from '../core/ports.ts';

/** What every event about a plan carries. */
export function identity({ plan }: Pick<PlanRecord, 'plan'>) {
  return { teamId: plan.teamId, planId: plan.planId, traceId: plan.traceId };
}

/** Tells metrics and logs how a plan ended. */
export function reportEnd(
  deps: { events: Events; clock: Clock },
  { plan }: Pick<PlanRecord, 'plan'>,
  status: PlanStatus,
): void {
  const durationMs = Math.max(0, deps.clock.now().getTime() - Date.parse(plan.createdAt));
  deps.events.emit({
    ...identity({ plan }),
    name: 'plan_ended',
    status,
    planner: plan.planner.kind,
    durationMs,
    steps: plan.steps.length,
  });
}
