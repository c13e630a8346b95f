import type { PlanRecord, StepSpec } from '../../src/core/plan.ts';
import { amount, type CardOptions, planCard } from '../cards/plan/plan-card.ts';
import { compose } from '../layout/compose.ts';
import type { Message } from '../layout/message.ts';
import { bullets, section } from '../layout/parts.ts';
import { bold, clipMarkup, code, join, type Mrkdwn, md } from '../text/mrkdwn.ts';
import { findingOf } from '../words/findings.ts';
import { toolLabel } from '../words/tools.ts';

/** One plan in full: its card, then each step's reasons, unknowns, confidence, sources and cost. */
export function statusOne(record: PlanRecord, options: CardOptions = {}): Message {
  const card = planCard(record, options);
  const details = record.plan.steps.flatMap((step) => {
    const text = stepDetail(record, step);
    return text === null ? [] : [{ detail: true, blocks: [section(text, 1_200)] }];
  });
  return compose({
    text: card.text,
    idPrefix: `status.r${record.revision}`,
    more: code(`npm run cugar -- plan show ${record.plan.planId}`),
    parts: [{ blocks: card.blocks }, ...details],
  });
}

function stepDetail(record: PlanRecord, step: StepSpec): Mrkdwn | null {
  const done = record.steps[step.id];
  const { reasons = [], unknowns = [], sources = [], confidence, asOf } = findingOf(done?.output);
  const facts = [
    ...(confidence === undefined || confidence === null
      ? []
      : [md`confidence ${Math.round(confidence * 100)} %`]),
    ...(sources.length === 0 ? [] : [md`sources: ${clipMarkup(md`${sources.join(', ')}`, 200)}`]),
    ...(asOf === undefined ? [] : [md`as of ${asOf.slice(0, 10)}`]),
    ...(done && done.attempts > 0 ? [md`${amount(done.spent)} units, attempts: ${done.attempts}`] : []),
  ];
  if (facts.length === 0) return null;
  const lists = [
    bullets(
      reasons.map((reason) => md`${reason}`),
      { max: 450, line: 200 },
    ),
    bullets(
      unknowns.map((unknown) => md`not known: ${unknown}`),
      { max: 300, line: 200 },
    ),
  ];
  return join([md`${bold(toolLabel(step.tool))} – ${step.reason}`, ...lists, join(facts, ' · ')], '\n');
}
