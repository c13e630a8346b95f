import { CugarError } from '../core/errors.ts';
import type { StepSpec } from '../core/plan.ts';
import { PLANNING_TOOL, PlanningOutput } from '../core/planning.ts';
import { attemptStep, named } from './attempt.ts';
import { stepCharge } from './charges.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import type { Hand } from './hand.ts';
import { createStepMeter } from './meter.ts';
import { identity } from './report.ts';
import { inputOrSkip, toolContext, toolOf } from './tool-context.ts';
import { parseInput, parseOutput } from './tool-schemas.ts';
import { watchedData } from './watched-data.ts';

/** Runs one read-only step and stores its output. */
export async function readStep(
  deps: EngineDeps,
  hand: Hand,
  step: StepSpec,
  interruption: Interruption,
): Promise<void> {
  const input = inputOrSkip(hand, step);
  if (input === undefined) return;
  const charge = stepCharge(deps.limits, hand.record.plan, step, deps.clock.now());
  const meter = createStepMeter(step, charge);
  await attemptStep(deps, hand, step, {
    interruption,
    work: {
      phase: 'run',
      charge,
      repeatable: true,
      unused: meter.unused,
      perform: async (signal) => {
        const tool = toolOf(deps, step.tool);
        if (tool.sideEffect !== 'read-only')
          throw new CugarError('AGENT_CONTRACT', `${step.tool} is not read-only`);
        const watched = watchedData(deps.data);
        const context = await toolContext(deps, hand.record, step, { signal, meter: meter.begin() });
        const output = await tool.run(parseInput(tool, input), { ...context, data: watched.data });
        return parseOutput(tool, await watched.named(output));
      },
      succeed: async (output, attempt) => {
        const route = routeOf(step, output);
        const applied = await hand.finish({
          ...named(hand.record, step),
          attempt,
          unused: meter.unused(),
          route: route && { planner: route.chosen, reason: route.reason },
          result: { status: 'succeeded', output, handOver: false },
        });
        if (route && applied === 'applied')
          deps.events.emit({ ...identity(hand.record), name: 'route_decision', ...route });
      },
    },
  });
}

/** Which planner a planning step chose, and why. */
function routeOf(step: StepSpec, output: unknown): { chosen: string; reason: string } | undefined {
  if (step.tool !== PLANNING_TOOL) return undefined;
  const { kind, fallbackReason } = PlanningOutput.parse(output).planned.planner;
  return { chosen: kind, reason: fallbackReason ?? 'the goal is in plain words' };
}
