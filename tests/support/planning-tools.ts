import type { StepSpec } from '../../src/core/plan.ts';
import { CONFIRMING_TOOL, type GoalFacts, PLANNING_TOOL, type PlanMaker } from '../../src/core/planning.ts';
import type { Tool } from '../../src/core/tool.ts';
import { catalogue } from '../../src/tools/index.ts';
import { step } from './engine-plan.ts';

const NO_FACTS: GoalFacts = { accounts: [], mentioned: [], args: {} };

/** The real tools that plan and ask. */
export const planningTools = (): Tool[] =>
  [PLANNING_TOOL, CONFIRMING_TOOL].flatMap((name) => catalogue.get(name) ?? []);

/** The first step of a plan for a goal. */
export function planningStep(overrides: Partial<StepSpec> = {}): StepSpec {
  return step('plan', {
    tool: PLANNING_TOOL,
    domain: 'governance',
    input: { goal: 'Try it', facts: NO_FACTS },
    ...overrides,
  });
}

/** Answers every goal with these steps. */
export function steadyPlanner(
  steps: readonly StepSpec[],
  kind: 'ranked' | 'model' = 'ranked',
  fallbackReason?: string,
): PlanMaker {
  return {
    make: async () => ({
      planner: { kind, registryVersion: 'r1', ...(fallbackReason !== undefined && { fallbackReason }) },
      steps: [...steps],
      unknowns: [],
    }),
  };
}
