import { z } from 'zod';
import type { PayloadContent } from './content.ts';

/** A planned plan that is not run without a yes. */
export const RunPlanPayload = z.strictObject({
  kind: z.literal('run_plan'),
  goal: z.string(),
  steps: z.array(z.strictObject({ id: z.string(), tool: z.string(), reason: z.string() })).min(1),
  /** Budget units and calls that it is estimated to take. */
  cost: z.number().nonnegative(),
  calls: z.number().int().nonnegative(),
});
export type RunPlanPayload = z.infer<typeof RunPlanPayload>;

export function runPlanContent({ goal, steps, cost, calls }: RunPlanPayload): PayloadContent<RunPlanPayload> {
  return {
    about: goal,
    facts: [
      { label: 'Goal', value: goal },
      { label: 'Estimate', value: `${cost} units, ${calls === 1 ? '1 call' : `${calls} calls`}` },
      ...steps.map(({ tool, reason }, index) => ({
        label: `Step ${index + 1}`,
        value: `${tool.replaceAll('_', ' ')}: ${reason}`,
      })),
    ],
    text: null,
    edit: null,
  };
}
