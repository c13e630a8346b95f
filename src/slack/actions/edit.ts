import { editModal, isEditable } from '../../../blocks/index.ts';
import { encodeApprovalRef } from '../../core/approval.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { type Interaction, refuseClick } from '../interaction.ts';
import type { Click } from './click.ts';
import { openModal } from './open-modal.ts';

/** Edit: a form with the text as it is now. */
export async function edit(deps: CommandDeps, click: Click, interaction: Interaction): Promise<void> {
  const { answers } = interaction;
  await openModal(deps, click, {
    ...interaction,
    viewOf: async ({ ref, approval }) => {
      const { payload } = approval.proposal;
      if (isEditable(approval)) {
        return editModal({ privateMetadata: encodeApprovalRef(ref), payload, checks: approval.checks });
      }
      await refuseClick(deps, { click, answers }, { refusal: { reason: 'not_editable' }, isDeadCopy: false });
      return null;
    },
  });
}
