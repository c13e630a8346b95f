import { type PlanRecord, type StepRecord, type StepSpec, stepRecord } from '../../../src/core/plan.ts';
import { bold, clipMarkup, date, join, type Mrkdwn, md } from '../../text/mrkdwn.ts';
import { adviceFor } from '../../words/advice.ts';
import { findingOf } from '../../words/findings.ts';
import { whoMayDecide } from '../../words/policy.ts';
import { stepState } from '../../words/states.ts';
import { toolLabel } from '../../words/tools.ts';

/** One step in one line of at most `max` code points: state, tool, and what came of it. */
export function stepLine(record: PlanRecord, step: StepSpec, max: number): Mrkdwn {
  const done = stepRecord(record, step.id);
  const { symbol, word } = stepState(done.status);
  const lead = md`${symbol} ${bold(toolLabel(step.tool))} · ${stateWords(done, word)}`;
  const rest = whatCame(record, done);
  return clipMarkup(join([lead, rest], ' – '), max);
}

function stateWords({ status, attempts, error }: StepRecord, word: string): string {
  if (status === 'pending' && error) return 'Waiting to be tried again';
  return status === 'running' && attempts > 1 ? `${word}, attempt ${attempts}` : word;
}

/** The answer, the wait, the decision or the failure, whichever the step is at. */
export function whatCame(record: PlanRecord, done: StepRecord): Mrkdwn {
  const { approval, error } = done;
  if (done.status === 'awaiting_approval' && approval) {
    const who = whoMayDecide(approval.policy, record.plan.requestedBy);
    return md`waiting for ${who}, to decide until ${date(approval.expiresAt)}`;
  }
  if (done.status === 'succeeded') {
    const headline = findingOf(done.output).headline ?? approval?.proposal.summary;
    return headline === undefined ? md`` : md`${headline}`;
  }
  if (error) {
    const advice = done.status === 'pending' ? '' : (error.hint ?? adviceFor(error.code));
    return join([md`${error.message}`, md`${advice}`], ' → ');
  }
  return done.status === 'denied' && approval?.reason ? md`reason: ${approval.reason}` : md``;
}
