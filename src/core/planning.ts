import { z } from 'zod';
import { Finding } from './finding.ts';
import { type Plan, PlannedBy, StepSpec } from './plan.ts';

/** The tool whose answer becomes the rest of its own plan. */
export const PLANNING_TOOL = 'make_plan';

/** The tool that asks whether a planned plan may run. */
export const CONFIRMING_TOOL = 'confirm_plan';

/** What a goal names, found in the book of business and the command before any planning. */
export const GoalFacts = z.strictObject({
  accounts: z.array(z.strictObject({ accountId: z.string(), name: z.string() })).max(5),
  /** The words of the goal that name them, as written. */
  mentioned: z.array(z.string()).max(20),
  /** Values for `$args.<name>` of the registry's plans, such as `channel`. */
  args: z.record(z.string(), z.unknown()),
});
export type GoalFacts = z.infer<typeof GoalFacts>;

/** What a planning step adds to its plan. */
const Planned = z.strictObject({
  planner: PlannedBy,
  steps: z.array(StepSpec).min(1).max(29),
});
type Planned = z.infer<typeof Planned>;

export const PlanningOutput = Finding.extend({
  planned: Planned,
  /** What the steps are estimated to take, without the planning itself. */
  estimate: z.strictObject({ cost: z.number().nonnegative(), calls: z.number().int().nonnegative() }),
});
export type PlanningOutput = z.infer<typeof PlanningOutput>;

export interface Goal extends GoalFacts {
  readonly goal: string;
}

/** A plan for a goal, and what could not be planned for it. */
export interface MadePlan extends Planned {
  readonly unknowns: readonly string[];
}

/** Makes the steps for a goal. Throws `USER_INPUT` where nothing that can be done fits it. */
export interface PlanMaker {
  make(goal: Goal, signal: AbortSignal): Promise<MadePlan>;
}

/** The plan together with the steps that its planning step gave. */
export function withPlanned(plan: Plan, { planned, estimate }: PlanningOutput): Plan {
  return {
    ...plan,
    planner: planned.planner,
    steps: [...plan.steps, ...planned.steps],
    estimate: {
      cost: Math.round((plan.estimate.cost + estimate.cost) * 1_000) / 1_000,
      calls: plan.estimate.calls + estimate.calls,
    },
  };
}
