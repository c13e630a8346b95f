import { type PlanRecord, type StepSpec, stepRecord } from '../../../src/core/plan.ts';
import type { Part } from '../../layout/compose.ts';
import { bullets, section } from '../../layout/parts.ts';
import { bold, join, type Mrkdwn, md } from '../../text/mrkdwn.ts';
import { findingOf } from '../../words/findings.ts';
import { toolLabel } from '../../words/tools.ts';

/** Plans of at most so many steps are questions: their grounds are part of the answer. */
const MOST_STEPS_OF_A_QUESTION = 3;
const LIST = { max: 1_400, line: 400 } as const;

/** What the steps found, beyond a line each: the reasons where the plan is a question, and every titled list. */
export function detailParts(record: PlanRecord, more: Mrkdwn): Part[] {
  const { steps } = record.plan;
  const isQuestion =
    steps.length <= MOST_STEPS_OF_A_QUESTION && steps.every(({ sideEffect }) => sideEffect === 'read-only');
  return steps.flatMap((step) => partsOf(record, step, { more, withReasons: isQuestion }));
}

function partsOf(
  record: PlanRecord,
  step: StepSpec,
  { more, withReasons }: { more: Mrkdwn; withReasons: boolean },
): Part[] {
  const { status, output } = stepRecord(record, step.id);
  if (status !== 'succeeded') return [];
  const { reasons = [], details = [] } = findingOf(output);
  const why = withReasons && reasons.length > 0 ? [{ title: toolLabel(step.tool), lines: reasons }] : [];
  return [...why, ...details]
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => {
      const list = bullets(
        lines.map((line) => md`${line}`),
        { ...LIST, more },
      );
      return { detail: true, blocks: [section(join([bold(title, 80), list], '\n'))] };
    });
}
