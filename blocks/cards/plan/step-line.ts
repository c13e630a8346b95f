import type { Approval } from '../../../src/core/approval.ts';
import { type PlanRecord, type StepRecord, type StepSpec, stepRecord } from '../../../src/core/plan.ts';
import { bold, clipMarkup, date, join, type Mrkdwn, md } from '../../text/mrkdwn.ts';
import { adviceFor } from '../../words/advice.ts';
import { findingOf } from '../../words/findings.ts';
import { votesSoFar, whoMayDecide } from '../../words/policy.ts';
import { stepState } from '../../words/states.ts';
import { toolLabel } from '../../words/tools.ts';

/** One step in one line of at most `max` code points: state, tool, and what came of it. */
export function stepLine(record: PlanRecord, step: StepSpec, max: number): Mrkdwn {
  const done = stepRecord(record, step.id);
  const { symbol, word } = stepState(done.status);
  if (done.status === 'awaiting_approval' && done.approval?.state === 'pending') {
    return clipMarkup(
      md`${symbol} ${bold(toolLabel(step.tool))} · ${waitingFor(record, done.approval)}`,
      max,
    );
  }
  const lead = md`${symbol} ${bold(toolLabel(step.tool))} · ${stateWords(done, word)}`;
  const rest = whatCame(done);
  return clipMarkup(join([lead, rest], ' – '), max);
}

function stateWords({ status, attempts, error, approval }: StepRecord, word: string): string {
  if (status === 'awaiting_approval' && approval) return `Decided: ${approval.state}`;
  if (approval?.state === 'approved' && status === 'pending') return 'Approved, to be carried out';
  if (approval?.state === 'approved' && status === 'running') return 'Approved, being carried out';
  if (status === 'pending' && error) return 'Waiting to be tried again';
  return status === 'running' && attempts > 1 ? `${word}, attempt ${attempts}` : word;
}

/** Whom the plan waits for, and until when. */
export function waitingFor(record: PlanRecord, approval: Approval): Mrkdwn {
  const who = whoMayDecide(approval.policy, record.plan.requestedBy);
  return join(
    [md`Waiting for ${who}, to decide until ${date(approval.expiresAt)}.`, votesSoFar(approval)],
    ' ',
  );
}

/** The answer, the decision or the failure, whichever the step is at. */
function whatCame({ status, output, approval, error }: StepRecord): Mrkdwn {
  if (status === 'succeeded') {
    const headline = findingOf(output).headline ?? approval?.proposal.summary;
    return headline === undefined ? md`` : md`${headline}`;
  }
  if (error) {
    const advice = status === 'pending' ? '' : (error.hint ?? adviceFor(error.code));
    return join([md`${error.message}`, md`${advice}`], ' → ');
  }
  return status === 'denied' && approval?.reason ? md`reason: ${approval.reason}` : md``;
}
