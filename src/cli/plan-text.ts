import type { z } from 'zod';
import { Finding } from '../core/finding.ts';
import { type PlanRecord, type StepRecord, stepRecord, undone } from '../core/plan.ts';

const Shown = Finding.pick({ headline: true, reasons: true, unknowns: true, dataMode: true, details: true })
  .partial()
  .loose();

/** A plan for people in a terminal. */
export function planText(record: PlanRecord): string {
  const { plan, status, spent } = record;
  const steps = plan.steps.map((step) => ({ id: step.id, step: stepRecord(record, step.id) }));
  const unknowns = saidOnce(steps.flatMap(({ step }) => shownOf(step).unknowns ?? []));
  return [
    `${inline(plan.goal)} · ${words(undone(record) ?? status)}`,
    `plan ${plan.planId} · trace ${plan.traceId} · asked by ${plan.requestedBy}`,
    '',
    ...steps.flatMap(({ id, step }) => [stepLine(id, step), ...detailLines(step)]),
    '',
    ...(unknowns.length > 0 ? ['Not known:', ...unknowns.map((line) => `  • ${line}`), ''] : []),
    ...(record.error ? [`It ended because: ${inline(record.error.message)}`] : []),
    ...(record.cancelledBy ? [`Cancelled by ${record.cancelledBy}`] : []),
    `Budget: ${spent.cost} of ${plan.budget.cost} units, ${spent.calls} of ${plan.budget.calls} calls`,
    ...dataNote(record),
  ].join('\n');
}

/** State and answer of one step on one line. */
export function stepLine(id: string, step: StepRecord): string {
  const answer = shownOf(step).headline ?? step.error?.message ?? step.approval?.proposal.summary ?? '';
  return `  ${words(step.status).padEnd(18)} ${id}${answer ? `: ${inline(answer)}` : ''}`;
}

function detailLines(step: StepRecord): string[] {
  const { approval, error } = step;
  const decided =
    approval && approval.state !== 'pending'
      ? [`${approval.state} by ${approval.decidedBy ?? 'nobody'}`]
      : [];
  const said = approval?.reason ? [`because: ${inline(approval.reason)}`] : [];
  return [
    ...(shownOf(step).reasons ?? []).map((reason) => `      • ${inline(reason)}`),
    ...(shownOf(step).details ?? []).flatMap(({ title, lines }) => [
      `      ${inline(title)}`,
      ...lines.map((line) => `        • ${inline(line)}`),
    ]),
    ...[...decided, ...said].map((line) => `      • ${line}`),
    ...(error?.hint ? [`      → ${inline(error.hint)}`] : []),
  ];
}

/** Each unknown once, however many steps miss it and whatever they put before it. */
function saidOnce(unknowns: readonly string[]): string[] {
  const byMeaning = new Map<string, string>();
  for (const unknown of unknowns) {
    const bare = inline(unknown).replace(/^not known:\s*/i, '');
    const line = bare.charAt(0).toUpperCase() + bare.slice(1);
    const meaning = line.toLowerCase().replace(/[.\s]+$/, '');
    if (!byMeaning.has(meaning)) byMeaning.set(meaning, line);
  }
  return [...byMeaning.values()];
}

function shownOf({ output }: StepRecord): Partial<z.infer<typeof Shown>> {
  const shown = Shown.safeParse(output);
  return shown.success ? shown.data : {};
}

function dataNote({ steps }: PlanRecord): string[] {
  const modes = new Set(Object.values(steps).map((step) => shownOf(step).dataMode));
  return [
    ...(modes.has('sample') ? ['SAMPLE DATA: invented accounts that come with Cugar, not your own.'] : []),
    ...(modes.has('mock')
      ? ['MOCK DATA: stand-ins for data vendors answered, invented like the sample.']
      : []),
    ...(modes.has('mixed') ? ['MIXED DATA: part of it is sample or mock data.'] : []),
  ];
}

const words = (status: string) => status.replace('_', ' ');

/** Text from data stays on its line. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
