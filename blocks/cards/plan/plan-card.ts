import type { SectionBlock } from '@slack/types';
import type { DataMode } from '../../../src/core/data-mode.ts';
import { hasEnded, type PlanRecord, undone } from '../../../src/core/plan.ts';
import { compose } from '../../layout/compose.ts';
import type { Message } from '../../layout/message.ts';
import { bullets, context, divider, header, section } from '../../layout/parts.ts';
import { lengthOf } from '../../text/clean.ts';
import {
  bold,
  clipMarkup,
  code,
  fallback,
  join,
  type Mrkdwn,
  md,
  mention,
  rawOf,
} from '../../text/mrkdwn.ts';
import { dataLabel, unknownsOf } from '../../words/findings.ts';
import { planState } from '../../words/states.ts';
import { detailParts } from './details.ts';
import { progress, recommendation, whyNot } from './outcome.ts';
import { stepLine, waitingFor } from './step-line.ts';

export interface CardOptions {
  /** Mode of the book of business, so that the label stands before the first tool has answered. */
  readonly dataMode?: DataMode;
}

/** Code points for all step lines together; thirty steps still get a readable line each. */
const STEPS_TEXT = 3_900;
/** Only one step waits for a decision at a time, and its line must name who may decide. */
const WAITING_LINE = 450;

/** The one message of a plan: what is wanted, how far it is, what came out and what it cost. */
export function planCard(record: PlanRecord, options: CardOptions = {}): Message {
  const { plan } = record;
  const data = dataLabel(record, options.dataMode);
  const more = code(`/cugar status ${plan.planId}`);
  const advice = recommendation(record);
  const unknowns = unknownsOf(record).map((unknown) => md`${unknown}`);
  return compose({
    text: planText(record, options),
    idPrefix: `plan.r${record.revision}`,
    more,
    parts: [
      { blocks: [header(plan.goal)] },
      { blocks: advice === undefined ? [] : [section(md`${bold('Recommendation')} · ${advice}`, 400)] },
      { blocks: [section(statusLine(record), 700)] },
      { blocks: data.warning === null ? [] : [section(md`⚠ ${bold(data.warning)}`, 250)] },
      { blocks: stepSections(record) },
      ...detailParts(record, more),
      {
        blocks:
          unknowns.length === 0
            ? []
            : [
                section(
                  md`${bold('What we do not know')}\n${bullets(unknowns, { max: 420, line: 150, more })}`,
                ),
              ],
      },
      { blocks: [divider(), context(...budgetAndPlanner(record), ...footer(record), md`${data.sentence}`)] },
    ],
  });
}

/** The fallback text: goal, state, outcome and the data's origin in one paragraph. */
function planText(record: PlanRecord, options: CardOptions): string {
  const { plan } = record;
  const { warning } = dataLabel(record, options.dataMode);
  const advice = recommendation(record);
  const sentences = [
    ...(warning === null ? [] : [md`${warning}`]),
    clipMarkup(md`${plan.goal}: ${progress(record)}.`, 220),
    ...(advice === undefined ? [] : [clipMarkup(md`Recommendation: ${advice}`, 220)]),
    clipMarkup(whyNot(record), 220),
    clipMarkup(waiting(record), 250),
    md`Plan ${plan.planId}.`,
  ];
  return fallback(join(sentences, ' '), 800);
}

function waiting(record: PlanRecord): Mrkdwn {
  const open = Object.values(record.steps).find(({ status }) => status === 'awaiting_approval');
  return open?.approval?.state === 'pending' && !hasEnded(record.status)
    ? waitingFor(record, open.approval)
    : md``;
}

function statusLine(record: PlanRecord): Mrkdwn {
  const { symbol } = planState(record.status, undone(record));
  return join([md`${symbol} ${bold(progress(record))}`, clipMarkup(whyNot(record), 600)], '\n');
}

function stepSections(record: PlanRecord): SectionBlock[] {
  const { steps } = record.plan;
  const each = Math.max(130, Math.min(400, Math.floor(STEPS_TEXT / steps.length)));
  const groups: Mrkdwn[][] = [[]];
  const waiting = steps.find(({ id }) => record.steps[id]?.status === 'awaiting_approval');
  let used = 0;
  for (const step of steps) {
    const line = stepLine(record, step, step === waiting ? WAITING_LINE : each);
    const length = lengthOf(rawOf(line)) + 1;
    if (used + length > 2_900) {
      groups.push([]);
      used = 0;
    }
    groups.at(-1)?.push(line);
    used += length;
  }
  return groups.map((lines) => section(join(lines, '\n')));
}

/** What it cost so far, what it will about cost, and why the plan was not made in the usual way. */
function budgetAndPlanner({ plan, spent, status }: PlanRecord): Mrkdwn[] {
  const { budget, estimate, planner } = plan;
  const used = md`Budget used: ${amount(spent.cost)} of ${amount(budget.cost)} units, ${spent.calls} of ${budget.calls} calls`;
  const expected = md`about ${amount(estimate.cost)} units and ${estimate.calls} calls expected`;
  return [
    hasEnded(status) ? used : join([used, expected], '; '),
    ...(planner.fallbackReason === undefined
      ? []
      : [clipMarkup(md`Planned by ${planner.kind}: ${planner.fallbackReason}`, 150)]),
  ];
}

/** Who asked, and what to quote when asking for help. */
export function footer({ plan }: PlanRecord): Mrkdwn[] {
  return [
    clipMarkup(md`Asked by ${mention(plan.requestedBy)}`, 100),
    md`Plan ${code(plan.planId)}`,
    md`Trace ${code(plan.traceId, 80)}`,
  ];
}

/** Budget units with at most two decimals. */
export function amount(units: number): string {
  return String(Math.round(units * 100) / 100);
}
