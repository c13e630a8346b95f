import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { GoalFacts, type MadePlan, PLANNING_TOOL, PlanningOutput } from '../../core/planning.ts';
import { defineTool } from '../../core/tool.ts';
import { round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { listed } from '../shared/text.ts';

export const makePlan = defineTool({
  name: PLANNING_TOOL,
  domain: 'governance',
  purpose: 'Which steps lead to what the person wants?',
  guardrails: [
    'Only tools that the profile allows.',
    'Class, cost and approval come from the registry alone.',
    'About nobody and nothing that the goal does not name.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({ goal: z.string().min(3).max(500), facts: GoalFacts }),
  output: PlanningOutput,
  async run({ goal, facts }, { planMaker, signal, data }) {
    if (!planMaker) throw new CugarError('SYSTEM_CONFIG', 'This installation makes no plans for goals.');
    const { planner, steps, unknowns } = await planMaker.make({ goal, ...facts }, signal);
    const estimate = {
      cost: round3(steps.reduce((sum, { cost }) => sum + cost, 0)),
      calls: steps.reduce((sum, { checks }) => sum + 1 + checks.length, 0),
    };
    return {
      planned: { planner, steps: [...steps] },
      estimate,
      headline: headlineOf(steps, estimate),
      reasons: [HOW[planner.kind]],
      unknowns: [...unknowns],
      confidence: null,
      ...provenance([], data),
      details: [{ title: 'Steps', lines: steps.map(stepLine) }],
    };
  },
});

const HOW: Readonly<Record<MadePlan['planner']['kind'], string>> = {
  template: 'As the registry lays it down.',
  ranked: 'The tools whose purpose and examples share the most telling words with the goal.',
  model: 'Chosen by the model and held against the registry and the schemas of the tools.',
};

function headlineOf(steps: MadePlan['steps'], { cost, calls }: PlanningOutput['estimate']): string {
  const count = steps.length === 1 ? '1 step' : `${steps.length} steps`;
  return `${count}, about ${cost} units and ${calls === 1 ? '1 call' : `${calls} calls`}.`;
}

function stepLine({ id, tool, reason, after, sideEffect }: MadePlan['steps'][number]): string {
  const asks = sideEffect === 'read-only' ? '' : ' Asks before anything is done.';
  const waits = after.length > 0 ? ` After ${listed(after)}.` : '';
  return `${id} (${tool.replaceAll('_', ' ')}): ${reason}${waits}${asks}`.slice(0, 500);
}
