import {
  DENY_CALLBACK,
  DRAFT_REPLY_CALLBACK,
  EDIT_CALLBACK,
  refusalSentence,
} from '../../../blocks/index.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { failureAnswer } from '../failure-answer.ts';
import { ANSWER_WITHIN_MS, within } from '../within.ts';
import { submitDenial } from './deny-submit.ts';
import { submitDraftReply } from './draft-reply-submit.ts';
import { submitEdit } from './edit-submit.ts';
import { parseSubmission, type Submission } from './submission.ts';
import { tell, type ViewAnswer } from './view-answer.ts';

const HANDLERS: ReadonlyMap<string, (deps: CommandDeps, submission: Submission) => Promise<ViewAnswer>> =
  new Map([
    [DENY_CALLBACK, submitDenial],
    [EDIT_CALLBACK, submitEdit],
    [DRAFT_REPLY_CALLBACK, submitDraftReply],
  ]);

/** Answers one submitted modal, in time. Never throws: what goes wrong stands in the modal. */
export async function runSubmission(deps: CommandDeps, body: unknown): Promise<ViewAnswer> {
  const submission = parseSubmission(body);
  const handler = submission && HANDLERS.get(submission.callbackId);
  if (!handler) {
    deps.log.warn({ callbackId: submission?.callbackId }, 'a form is not known');
    return tell(refusalSentence({ reason: 'unknown' }));
  }
  try {
    return await within(ANSWER_WITHIN_MS, handler(deps, submission));
  } catch (thrown) {
    const reference = deps.ids.traceId();
    const undone = 'The store behind Cugar does not answer, so it is not certain whether this counted.';
    failureAnswer(thrown, { reference, undone, log: deps.log, what: submission.callbackId });
    return tell(
      `This did not go through, or not in time. Look at the card, then try again. Reference ${reference}`,
    );
  }
}
