import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import { RunPlanPayload } from '../../core/payloads/run-plan.ts';
import { CONFIRMING_TOOL } from '../../core/planning.ts';
import { definePropose } from '../../core/tool.ts';
import { provenance } from '../shared/provenance.ts';
import { count, oneLine } from '../shared/text.ts';

export const confirmPlan = definePropose({
  name: CONFIRMING_TOOL,
  domain: 'governance',
  purpose: 'May this plan run, for what it is estimated to take?',
  guardrails: ['Changes nothing by itself.', 'Without a yes nothing of the plan runs.'],
  sideEffect: 'propose',
  idempotent: true,
  input: RunPlanPayload.omit({ kind: true }),
  output: Finding,
  async run(input) {
    const steps = count(input.steps.length, 'step');
    return {
      summary: `Run ${steps} for about ${input.cost} units: ${oneLine(input.goal, 200)}`,
      payload: { kind: 'run_plan', ...input },
      consequences: ['The steps run as listed.', 'Whatever leaves the house still asks by itself.'],
      reasoning: ['Its estimate is above what the profile lets run unasked.'],
      evidence: [],
      unknowns: [],
      risk: 'low',
    };
  },
  async commit({ payload }, { data }) {
    if (payload.kind !== 'run_plan') throw new CugarError('AGENT_CONTRACT', 'Only a plan can be run.');
    return {
      headline: `The plan of ${count(payload.steps.length, 'step')} may run.`,
      reasons: [],
      unknowns: [],
      confidence: null,
      ...provenance([], data),
    };
  },
});
