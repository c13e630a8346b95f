import { explanation, type TellStep } from '../../../blocks/index.ts';
import { explainStep } from '../../tools/governance/explain/explain-step.ts';
import { answered, type CommandHandler, refused } from './command-request.ts';
import { findPlan } from './find-plan.ts';
import { noSinglePlan } from './status.ts';
import { usage } from './usage.ts';

/** `explain <plan>`: why it did what it did, rebuilt from its record. */
export const explain: CommandHandler = async (deps, { teamId, args }) => {
  const [typed] = args;
  if (typed === undefined) return refused(usage('explain'));
  const match = await findPlan(deps.store, teamId, typed);
  if (match.kind !== 'one') return refused(noSinglePlan(deps, typed, match));
  const tellStep: TellStep = (tool, output) => explainStep(tool, output, deps.playbook);
  return answered(explanation(match.record, tellStep));
};
