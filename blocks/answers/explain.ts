import { type PlanRecord, type StepSpec, stepRecord } from '../../src/core/plan.ts';
import { progress } from '../cards/plan/outcome.ts';
import type { Message } from '../layout/message.ts';
import { bullets, context, header, section } from '../layout/parts.ts';
import { bold, clipMarkup, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';
import { findingOf, unknownsOf } from '../words/findings.ts';
import { toolLabel } from '../words/tools.ts';
import { answer } from './answer.ts';

const LIST = { max: 700, line: 250 } as const;

/** Why a plan did what it did, from what is stored of it and nothing else. */
export function explanation(record: PlanRecord): Message {
  const { plan } = record;
  const { planner } = plan;
  const unknowns = unknownsOf(record);
  const how =
    planner.fallbackReason === undefined
      ? md`Planned by ${planner.kind}, registry ${code(planner.registryVersion)}`
      : md`Planned by ${planner.kind}, because ${clipMarkup(md`${planner.fallbackReason}`, 200)}`;
  return answer({
    sentence: md`${clipMarkup(md`${plan.goal}`, 200)}: ${progress(record)}. Step by step:`,
    blocks: [
      header(`Why: ${plan.goal}`),
      section(md`${bold(progress(record))}\n${how}`, 700),
      ...(unknowns.length === 0
        ? []
        : [
            section(
              md`${bold('What was not known')}\n${bullets(
                unknowns.map((one) => md`${one}`),
                LIST,
              )}`,
            ),
          ]),
      context(
        md`Plan ${code(plan.planId)}`,
        md`${code(`/cugar audit ${plan.planId}`)} tells what happened when`,
      ),
    ],
    entries: plan.steps.map((step) => entry(record, step)),
    more: code(`npm run cugar -- plan show ${plan.planId}`),
  });
}

function entry(record: PlanRecord, step: StepSpec): Mrkdwn {
  const { output, error, approval, status } = stepRecord(record, step.id);
  const { headline, reasons = [], sources = [] } = findingOf(output);
  const why = [...reasons, ...wouldChange(output)];
  return join(
    [
      md`${bold(toolLabel(step.tool))} – ${clipMarkup(md`${step.reason}`, 200)}`,
      headline === undefined ? md`${status.replace('_', ' ')}` : md`${clipMarkup(md`${headline}`, 300)}`,
      why.length === 0
        ? md``
        : bullets(
            why.map((one) => md`${one}`),
            LIST,
          ),
      error ? md`${clipMarkup(md`${error.message}`, 200)}` : md``,
      approval?.decidedBy === undefined || approval.decidedAt === undefined
        ? md``
        : md`${approval.state} by ${mention(approval.decidedBy)} on ${date(approval.decidedAt)}${said(approval.reason)}`,
      sources.length === 0 ? md`` : md`From: ${clipMarkup(md`${sources.join(', ')}`, 200)}`,
    ],
    '\n',
  );
}

function said(reason: string | undefined): Mrkdwn {
  return reason === undefined ? md`` : md`, reason: ${clipMarkup(md`${reason}`, 200)}`;
}

/** What would turn a recommendation over, as its own step wrote it down. */
function wouldChange(output: unknown): string[] {
  const told: unknown =
    typeof output === 'object' && output !== null ? Reflect.get(output, 'wouldChange') : undefined;
  if (!Array.isArray(told)) return [];
  return told.flatMap((one) => (typeof one === 'string' ? [`Would change it: ${one}`] : []));
}
