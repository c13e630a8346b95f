import { Finding } from '../core/finding.ts';
import { type PlanRecord, type StepRecord, stepRecord } from '../core/plan.ts';

const Shown = Finding.pick({ headline: true, reasons: true, unknowns: true, dataMode: true })
  .partial()
  .loose();

/** A plan for people in a terminal. */
export function planText(record: PlanRecord): string {
  const { plan, status, spent } = record;
  const lines = plan.steps.flatMap((step) => stepLines(step.id, stepRecord(record, step.id)));
  return [
    `${plan.goal} · ${status.replace('_', ' ')}`,
    `plan ${plan.planId} · trace ${plan.traceId} · asked by ${plan.requestedBy}`,
    '',
    ...lines,
    '',
    ...(record.error ? [`It ended because: ${record.error.message}`] : []),
    ...(record.cancelledBy ? [`Cancelled by ${record.cancelledBy}`] : []),
    `Budget: ${spent.cost} of ${plan.budget.cost} units, ${spent.calls} of ${plan.budget.calls} calls`,
    ...dataNote(record),
  ].join('\n');
}

/** What there is to say of one step: state and answer, then reasons and unknowns. */
export function stepLines(id: string, step: StepRecord): string[] {
  const shown = Shown.safeParse(step.output);
  const { headline, reasons = [], unknowns = [] } = shown.success ? shown.data : {};
  const answer = headline ?? step.error?.message ?? step.approval?.proposal.summary ?? '';
  return [
    `  ${step.status.replace('_', ' ').padEnd(18)} ${id}${answer ? `: ${answer}` : ''}`,
    ...reasons.map((reason) => `      · ${reason}`),
    ...(unknowns.length > 0 ? [`      ? not known: ${unknowns.join('; ')}`] : []),
    ...(step.error?.hint ? [`      → ${step.error.hint}`] : []),
  ];
}

function dataNote(record: PlanRecord): string[] {
  const modes = new Set(
    Object.values(record.steps).flatMap(({ output }) => {
      const shown = Shown.safeParse(output);
      return shown.success && shown.data.dataMode ? [shown.data.dataMode] : [];
    }),
  );
  return modes.has('sample') ? ['SAMPLE DATA: invented accounts that come with Cugar, not your own.'] : [];
}
