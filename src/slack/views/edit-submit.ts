import { BODY_BLOCK, isEditable, SUBJECT_BLOCK } from '../../../blocks/index.ts';
import { CugarError } from '../../core/errors.ts';
import type { CheckIssue } from '../../core/proposal.ts';
import type { EditResult } from '../../engine/decisions.ts';
import { authorize, refusalOf } from '../authorize.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { thrownFacts } from '../log.ts';
import type { Submission } from './submission.ts';
import { CLEAR, complaints, refuseSubmission, tell, type ViewAnswer } from './view-answer.ts';

/** One complaint must leave room for the others. */
const MAX_COMPLAINT = 600;

/** The edited text: checked while the modal waits, then swapped in as a new version. */
export async function submitEdit(deps: CommandDeps, submission: Submission): Promise<ViewAnswer> {
  const body = submission.typed(BODY_BLOCK) ?? '';
  const subject = submission.typed(SUBJECT_BLOCK);
  if (body.trim() === '') return complaints({ [BODY_BLOCK]: 'The text must not be empty.' });
  if (subject?.trim() === '') return complaints({ [SUBJECT_BLOCK]: 'The subject must not be empty.' });
  const verdict = await authorize(deps, submission);
  if (!verdict.allowed) return await refuseSubmission(deps, submission, verdict.refusal);
  const { ref, record, approval } = verdict;
  if (!isEditable(approval)) return await refuseSubmission(deps, submission, { reason: 'not_editable' });
  const text = { body, ...(subject !== undefined && { subject }) };
  const result = await editOrNull(deps, () =>
    deps.decisions.edit(record, { ref, text, by: submission.userId }),
  );
  if (result === null) {
    return complaints({
      [BODY_BLOCK]: 'The text could not be checked in time. Nothing was changed; save again.',
    });
  }
  switch (result.kind) {
    case 'amended':
      return CLEAR;
    case 'unchanged':
      return tell('The text is the one that stood before, so nothing was changed.');
    case 'blocked':
      return complaints(byBlock(result.issues, subject !== undefined));
    default: {
      const refusal = refusalOf(result, { userId: submission.userId, record, approval });
      return refusal ? await refuseSubmission(deps, submission, refusal) : CLEAR;
    }
  }
}

/** Null when a check did not come to an end; nothing was changed then. */
async function editOrNull(deps: CommandDeps, edit: () => Promise<EditResult>): Promise<EditResult | null> {
  try {
    return await edit();
  } catch (thrown) {
    if (thrown instanceof CugarError && !thrown.retryable) throw thrown;
    deps.log.warn(thrownFacts(thrown), 'an edited text could not be checked');
    return null;
  }
}

/** Each complaint under the field that it is about, the worst ones first. */
function byBlock(issues: readonly CheckIssue[], hasSubject: boolean): Record<string, string> {
  const blocking = issues.filter(({ severity }) => severity === 'critical');
  const shown = blocking.length > 0 ? blocking : issues;
  const blockOf = ({ field }: CheckIssue) => (field === 'subject' && hasSubject ? SUBJECT_BLOCK : BODY_BLOCK);
  const errors: Record<string, string> = {};
  for (const issue of shown) {
    const sentence = [issue.message, issue.suggestion].filter(Boolean).join(' → ');
    const before = errors[blockOf(issue)];
    errors[blockOf(issue)] = before === undefined ? sentence : `${before} · ${sentence}`;
  }
  if (shown.length === 0) return { [BODY_BLOCK]: 'A check does not let this text pass.' };
  return Object.fromEntries(
    Object.entries(errors).map(([block, text]) => [block, Array.from(text).slice(0, MAX_COMPLAINT).join('')]),
  );
}
