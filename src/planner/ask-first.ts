import type { StepSpec } from '../core/plan.ts';
import { CONFIRMING_TOOL } from '../core/planning.ts';
import { estimateOf } from './plan-room.ts';
import { type PlannerConfig, profileNamed } from './planner-config.ts';
import { specifyStep } from './specify-step.ts';

/** The id of the step that asks; no other step of a plan may have it. */
export const CONFIRM_ID = 'confirm';

/** The steps, behind a question to the requester where they are estimated to take more than runs unasked. */
export function askFirst(config: PlannerConfig, goal: string, steps: readonly StepSpec[]): StepSpec[] {
  const limit = profileNamed(config).plan_confirm_above;
  const { cost, calls } = estimateOf(steps);
  if (!limit || (cost <= limit.cost && calls <= limit.calls)) return [...steps];
  const question = specifyStep(config, {
    id: CONFIRM_ID,
    tool: CONFIRMING_TOOL,
    input: { goal, cost, calls, steps: steps.map(({ id, tool, reason }) => ({ id, tool, reason })) },
    after: [],
    reason: 'It is estimated to take more than runs unasked.',
    onDenied: 'stop',
  });
  return [question, ...steps.map((step) => ({ ...step, after: [CONFIRM_ID, ...step.after] }))];
}
