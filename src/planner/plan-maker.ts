import { CugarError } from '../core/errors.ts';
import type { ModelMeter } from '../core/model-meter.ts';
import type { StepSpec } from '../core/plan.ts';
import type { Goal, MadePlan, PlanMaker } from '../core/planning.ts';
import type { Tool } from '../core/tool.ts';
import { askFirst, CONFIRM_ID } from './ask-first.ts';
import type { DraftStep } from './draft-step.ts';
import type { AskModel } from './model/client.ts';
import { createModelPlanner } from './model/model-planner.ts';
import { estimateOf } from './plan-room.ts';
import { PLAN_TEMPLATE, type PlannerConfig, profileNamed } from './planner-config.ts';
import { createRankedPlanner } from './ranked/ranked-planner.ts';
import { specifyStep } from './specify-step.ts';
import { validatePlan } from './validate-plan.ts';

export interface PlanMakerParts {
  readonly config: PlannerConfig;
  readonly tools: ReadonlyMap<string, Tool>;
  /** Absent: plans are made by ranking alone. */
  readonly ask?: AskModel;
}

/** Longest reason that is kept beside a plan, in code points. */
const MOST_REASON = 140;

/** Plans by the model where there is one, and by ranking where there is none or it gave nothing usable. */
export function createPlanMaker({ config, tools, ask }: PlanMakerParts): (meter: ModelMeter) => PlanMaker {
  const allowed = profileNamed(config).tools;
  const ranked = createRankedPlanner({ registry: config.registry, allowed, tools });
  const byModel = ask && createModelPlanner({ ask, tools, allowed });
  const own = config.registry.plans[PLAN_TEMPLATE]?.steps ?? [];
  const taken = estimateOf(own.map((step) => specifyStep(config, { ...step, onDenied: 'skip' })));
  const usedIds = [CONFIRM_ID, ...own.map(({ id }) => id)];

  function byRanking(goal: Goal, fallbackReason?: string): MadePlan {
    const validate = (steps: readonly DraftStep[]) =>
      validatePlan({ config, tools }, steps, { goal, taken, usedIds });
    const plan = ranked(goal, (steps) => validate(steps).problems.length === 0);
    return made(goal, 'ranked', validate(plan.steps).steps, plan.unknowns, fallbackReason);
  }

  function made(
    goal: Goal,
    kind: 'ranked' | 'model',
    steps: readonly StepSpec[],
    unknowns: readonly string[] = [],
    fallbackReason?: string,
  ): MadePlan {
    const { registryVersion } = config;
    return {
      planner: { kind, registryVersion, ...(fallbackReason !== undefined && { fallbackReason }) },
      steps: askFirst(config, goal.goal, steps),
      unknowns,
    };
  }

  return (meter) => ({
    async make(goal, signal) {
      if (!byModel) return byRanking(goal);
      try {
        const validate = (steps: readonly DraftStep[]) =>
          validatePlan({ config, tools }, steps, { goal, taken, usedIds });
        return made(goal, 'model', await byModel(goal, validate, { signal, meter }));
      } catch (thrown) {
        signal.throwIfAborted();
        // A fault of this program is not the model's.
        if (!(thrown instanceof CugarError)) throw thrown;
        return byRanking(goal, [...thrown.message].slice(0, MOST_REASON).join(''));
      }
    },
  });
}
