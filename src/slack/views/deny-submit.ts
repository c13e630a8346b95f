import { REASON_BLOCK } from '../../../blocks/index.ts';
import { authorize, refusalOf } from '../authorize.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import type { Submission } from './submission.ts';
import { CLEAR, complaints, refuseSubmission, type ViewAnswer } from './view-answer.ts';

const MIN_REASON = 5;
const MAX_REASON = 500;

/** The reason was given: decides, unless somebody else was faster or the person may not. */
export async function submitDenial(deps: CommandDeps, submission: Submission): Promise<ViewAnswer> {
  const reason = (submission.typed(REASON_BLOCK) ?? '').trim();
  const length = Array.from(reason).length;
  if (length < MIN_REASON || length > MAX_REASON) {
    return complaints({ [REASON_BLOCK]: `Give a reason of ${MIN_REASON} to ${MAX_REASON} characters.` });
  }
  const verdict = await authorize(deps, submission);
  if (!verdict.allowed) return await refuseSubmission(deps, submission, verdict.refusal);
  const { ref, record, approval } = verdict;
  const { userId: by } = submission;
  const { teamId } = deps;
  const result = await deps.decisions.decide(record, { teamId, ref, decision: 'denied', by, reason });
  const refusal = result.kind === 'voted' ? null : refusalOf(result, { userId: by, record, approval });
  return refusal ? await refuseSubmission(deps, submission, refusal) : CLEAR;
}
