import type { RerunPayload } from '../../src/core/payloads/rerun.ts';
import { bold, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { toolLabel } from '../words/tools.ts';
import type { ProposalView } from './view.ts';

/** The question whether to run a step again. */
export const rerunView: ProposalView<RerunPayload> = {
  title: ({ tool }) => `Run again? ${toolLabel(tool)}`,
  question,
  left: md`It is left as it is.`,
};

function question({ tool, attempt }: RerunPayload): Mrkdwn {
  return md`${bold(toolLabel(tool), 60)} was interrupted at attempt ${attempt}, and nobody knows whether it happened.
• ${bold('Approve')}: run it again. If it did happen, it then happens twice.
• ${bold('Deny')}: leave it as it is.`;
}
