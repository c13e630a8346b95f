import { CugarError } from '../core/errors.ts';
import type { PlanRecord, StepSpec } from '../core/plan.ts';
import { attemptStep, named } from './attempt.ts';
import { stepCharge } from './charges.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import { inputOrSkip, toolContext, toolOf } from './tool-context.ts';
import { parseInput, parseOutput } from './tool-schemas.ts';

/** Runs one read-only step and stores its output. */
export async function readStep(
  deps: EngineDeps,
  record: PlanRecord,
  step: StepSpec,
  interruption: Interruption,
): Promise<void> {
  const input = await inputOrSkip(deps, record, step);
  if (input === undefined) return;
  await attemptStep(deps, record, step, {
    interruption,
    work: {
      phase: 'run',
      charge: stepCharge(deps.limits, record.plan, step, deps.clock.now()),
      repeatable: true,
      perform: async (signal) => {
        const tool = toolOf(deps, step.tool);
        if (tool.sideEffect !== 'read-only')
          throw new CugarError('AGENT_CONTRACT', `${step.tool} is not read-only`);
        return parseOutput(
          tool,
          await tool.run(parseInput(tool, input), await toolContext(deps, record, step, signal)),
        );
      },
      succeed: async (output, attempt) => {
        await deps.store.finish({
          ...named(record, step),
          attempt,
          result: { status: 'succeeded', output, handOver: false },
        });
      },
    },
  });
}
