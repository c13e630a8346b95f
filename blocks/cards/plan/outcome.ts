import { hasEnded, type PlanRecord, undone } from '../../../src/core/plan.ts';
import { join, type Mrkdwn, md, mention } from '../../text/mrkdwn.ts';
import { adviceFor } from '../../words/advice.ts';
import { findingOf } from '../../words/findings.ts';
import { planState } from '../../words/states.ts';
import { toolLabel } from '../../words/tools.ts';

/** The last word of the plan, once its explaining step has spoken. */
export function recommendation({ plan, steps }: PlanRecord): string | undefined {
  const step = plan.steps.findLast(({ tool }) => tool === 'explain_recommendation');
  return step && findingOf(steps[step.id]?.output).headline;
}

/** `Running, 2 of 6 steps done`, or `Denied, nothing was done`. */
export function progress(record: PlanRecord): string {
  const { plan, status, steps } = record;
  const left = undone(record);
  const { word } = planState(status, left);
  if (left === 'denied' || left === 'expired') return `${word}, nothing was done`;
  const succeeded = plan.steps.filter(({ id }) => steps[id]?.status === 'succeeded').length;
  return `${word}, ${succeeded} of ${plan.steps.length} steps done`;
}

/** Why the plan did not simply complete, and through whom; nothing while all is well. */
export function whyNot(record: PlanRecord): Mrkdwn {
  const { status, error, cancelledBy, plan, steps } = record;
  if (!hasEnded(status) || status === 'completed') return md``;
  const by =
    status === 'cancelled' && cancelledBy !== undefined ? md`Cancelled by ${mention(cancelledBy)}.` : md``;
  const why = error ? md`${error.message} → ${error.hint ?? adviceFor(error.code)}` : md``;
  const lost = plan.steps.flatMap(({ id, tool }) => {
    const step = steps[id];
    if (step?.status === 'denied') {
      const decider = step.approval?.decidedBy;
      return [
        md`${toolLabel(tool)} was denied${decider === undefined ? md`` : md` by ${mention(decider)}`}.`,
      ];
    }
    if (step?.status === 'expired') return [md`${toolLabel(tool)} expired: nobody decided in time.`];
    if (step?.status === 'failed') return [md`${toolLabel(tool)} failed.`];
    if (step?.status === 'uncertain') return [md`Nobody knows whether ${toolLabel(tool)} happened.`];
    return [];
  });
  return join([by, why, ...(status === 'cancelled' ? [] : lost)], ' ');
}
