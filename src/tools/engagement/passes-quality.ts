import type { Proposal } from '../../core/proposal.ts';
import type { ToolContext } from '../../core/tool.ts';
import { assessMessageQuality } from './assess-message-quality.ts';

/** Whether the quality check would let the proposal be shown. */
export async function passesQuality(proposal: Proposal, context: ToolContext): Promise<boolean> {
  const { input, output, check, run } = assessMessageQuality;
  const judged = check && (await run(input.parse(check.input(proposal)), context));
  return judged !== undefined && check?.verdict(output.parse(judged)).passed === true;
}
