import type { ModalView } from '@slack/types';
import { doneModal, type Refusal, refusalSentence } from '../../../blocks/index.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { noteRefusal } from '../interaction.ts';
import type { Submission } from './submission.ts';

/** How Slack is told what happens with a submitted modal. */
export type ViewAnswer =
  | { readonly response_action: 'clear' }
  | { readonly response_action: 'errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly response_action: 'update'; readonly view: ModalView };

export const CLEAR: ViewAnswer = { response_action: 'clear' };

export const complaints = (errors: Readonly<Record<string, string>>): ViewAnswer => ({
  response_action: 'errors',
  errors,
});

export const tell = (sentence: Parameters<typeof doneModal>[0]): ViewAnswer => ({
  response_action: 'update',
  view: doneModal(sentence),
});

/** Why the submission did not count, in the modal's place. */
export async function refuseSubmission(
  deps: CommandDeps,
  submission: Submission,
  refusal: Refusal,
): Promise<ViewAnswer> {
  await noteRefusal(deps, submission, refusal);
  return tell(refusalSentence(refusal));
}
