import { type PlanRecord, type StepSpec, stepRecord } from '../../src/core/plan.ts';
import { progress } from '../cards/plan/outcome.ts';
import type { Message } from '../layout/message.ts';
import { bullets, context, header, section } from '../layout/parts.ts';
import { bold, clipMarkup, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';
import { findingOf, unknownsOf } from '../words/findings.ts';
import { toolLabel } from '../words/tools.ts';
import { answer } from './answer.ts';

const LIST = { max: 700, line: 250 } as const;

/** What counted in one stored answer, how far its numbers can be trusted, and what would change it. */
export type TellStep = (
  tool: string,
  output: unknown,
) => Readonly<Record<'counted' | 'trust' | 'wouldChange', readonly string[]>>;

/** Why a plan did what it did, from what is stored of it and nothing else. */
export function explanation(record: PlanRecord, tellStep: TellStep): Message {
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
    entries: plan.steps.map((step) => entry(record, step, tellStep)),
    more: code(`npm run cugar -- plan show ${plan.planId}`),
  });
}

function entry(record: PlanRecord, step: StepSpec, tellStep: TellStep): Mrkdwn {
  const { output, error, approval, status } = stepRecord(record, step.id);
  const { headline, reasons = [], sources = [], asOf } = findingOf(output);
  const { counted, trust, wouldChange } = tellStep(step.tool, output);
  const turns = [...writtenDown(output), ...wouldChange].map((one) => `Would change it: ${one}`);
  return join(
    [
      md`${bold(toolLabel(step.tool))} – ${clipMarkup(md`${step.reason}`, 200)}`,
      headline === undefined ? md`${status.replace('_', ' ')}` : md`${clipMarkup(md`${headline}`, 300)}`,
      list([...reasons, ...turns]),
      counted.length === 0 ? md`` : md`${bold('What counted')}\n${list(counted)}`,
      trust.length === 0 ? md`` : list(trust),
      error ? md`${clipMarkup(md`${error.message}`, 200)}` : md``,
      approval?.decidedBy === undefined || approval.decidedAt === undefined
        ? md``
        : md`${approval.state} by ${mention(approval.decidedBy)} on ${date(approval.decidedAt)}${said(approval.reason)}`,
      sources.length === 0 ? md`` : md`From: ${clipMarkup(md`${sources.join(', ')}`, 200)}${readOn(asOf)}`,
    ],
    '\n',
  );
}

function said(reason: string | undefined): Mrkdwn {
  return reason === undefined ? md`` : md`, reason: ${clipMarkup(md`${reason}`, 200)}`;
}

function list(lines: readonly string[]): Mrkdwn {
  return lines.length === 0
    ? md``
    : bullets(
        lines.map((line) => md`${line}`),
        LIST,
      );
}

function readOn(asOf: string | undefined): Mrkdwn {
  return asOf === undefined ? md`` : md`, as of ${date(Date.parse(asOf))}`;
}

/** What would turn a recommendation over, as its own step wrote it down. */
function writtenDown(output: unknown): string[] {
  const told: unknown =
    typeof output === 'object' && output !== null ? Reflect.get(output, 'wouldChange') : undefined;
  if (!Array.isArray(told)) return [];
  return told.flatMap((one) => (typeof one === 'string' ? [one] : []));
}
