import { denyModal } from '../../../blocks/index.ts';
import { encodeApprovalRef } from '../../core/approval.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import type { Interaction } from '../interaction.ts';
import type { Click } from './click.ts';
import { openModal } from './open-modal.ts';

/** Deny: asks for the reason; nothing is decided before the form is submitted. */
export async function deny(deps: CommandDeps, click: Click, interaction: Interaction): Promise<void> {
  await openModal(deps, click, {
    ...interaction,
    viewOf: async ({ ref, approval }) =>
      denyModal({ privateMetadata: encodeApprovalRef(ref), summary: approval.proposal.summary }),
  });
}
