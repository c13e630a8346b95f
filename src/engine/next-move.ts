import {
  hasEnded,
  type PlanRecord,
  type PlanStatus,
  type StepError,
  type StepSpec,
  stepHasEnded,
  stepRecord,
} from '../core/plan.ts';
import { CONFIRMING_TOOL } from '../core/planning.ts';
import { referencesIn } from '../core/reference.ts';

/** What to do next with a plan, decided from the stored truth alone. */
export type Move =
  | { readonly kind: 'ended' }
  | { readonly kind: 'consume'; readonly step: StepSpec }
  | { readonly kind: 'commit'; readonly step: StepSpec }
  | { readonly kind: 'skip'; readonly steps: readonly StepSpec[]; readonly because: string }
  | { readonly kind: 'run'; readonly steps: readonly StepSpec[] }
  | { readonly kind: 'propose'; readonly step: StepSpec }
  | { readonly kind: 'wait'; readonly step: StepSpec }
  | { readonly kind: 'settle'; readonly status: PlanStatus; readonly error?: StepError };

/**
 * Order: take decisions over, do what was approved, stop or skip what cannot run, run whatever depends on
 * nothing open side by side, and only then wait for a person or ask one. One approval is open at a time.
 */
export function nextMove(record: PlanRecord): Move {
  if (hasEnded(record.status)) return { kind: 'ended' };
  const statusOf = (step: StepSpec) => stepRecord(record, step.id).status;
  const approvalOf = (step: StepSpec) => stepRecord(record, step.id).approval;
  const open = record.plan.steps.filter((step) => !stepHasEnded(statusOf(step)));

  const waiting = open.find((step) => statusOf(step) === 'awaiting_approval');
  if (waiting && approvalOf(waiting)?.state !== 'pending') return { kind: 'consume', step: waiting };

  const approved = open.find((step) => approvalOf(step)?.state === 'approved');
  if (approved) return { kind: 'commit', step: approved };

  const stopped = record.plan.steps.find(
    (step) =>
      (step.onDenied === 'stop' && ['denied', 'expired'].includes(statusOf(step))) ||
      // Without a yes, whatever the reason, nothing of the plan runs.
      (step.tool === CONFIRMING_TOOL && lost(record, step.id)),
  );
  if (stopped && open.length > 0) return { kind: 'skip', steps: open, because: stopped.id };

  const doomed = open.filter((step) => requiredSteps(step).some((id) => lost(record, id)));
  if (doomed.length > 0) {
    const because = doomed.flatMap(requiredSteps).find((id) => lost(record, id)) ?? '';
    return { kind: 'skip', steps: doomed, because };
  }

  const ready = open.filter(
    (step) =>
      step !== waiting && prerequisites(step).every((id) => stepHasEnded(stepRecord(record, id).status)),
  );
  const readOnly = ready.filter((step) => step.sideEffect === 'read-only');
  if (readOnly.length > 0) return { kind: 'run', steps: readOnly };
  if (waiting) return { kind: 'wait', step: waiting };
  const [proposal] = ready;
  if (proposal) return { kind: 'propose', step: proposal };
  if (wasDiscarded(record)) return { kind: 'settle', status: 'cancelled', error: DISCARDED };
  return { kind: 'settle', status: finalStatus(record) };
}

/** Steps that must have ended before this one may start. */
export function prerequisites(step: StepSpec): string[] {
  return [...new Set([...step.after, ...referencesIn(step.input).map(({ stepId }) => stepId)])];
}

function requiredSteps(step: StepSpec): string[] {
  return referencesIn(step.input).flatMap(({ stepId, optional }) => (optional ? [] : [stepId]));
}

function lost(record: PlanRecord, stepId: string): boolean {
  const { status } = stepRecord(record, stepId);
  return stepHasEnded(status) && status !== 'succeeded';
}

const DISCARDED: StepError = {
  code: 'USER_CANCELLED',
  message: 'Nobody wanted the plan to run, so none of its steps did',
  hint: 'Ask again, perhaps for less.',
};

/** Whether a person did not want the plan to run, or said nothing in time. */
function wasDiscarded(record: PlanRecord): boolean {
  const asked = record.plan.steps.find(({ tool }) => tool === CONFIRMING_TOOL);
  return asked !== undefined && ['denied', 'expired'].includes(stepRecord(record, asked.id).status);
}

function finalStatus(record: PlanRecord): PlanStatus {
  const statuses = record.plan.steps.map((step) => stepRecord(record, step.id).status);
  if (statuses.every((status) => status === 'succeeded')) return 'completed';
  const somethingCameOfIt = statuses.some((status) =>
    ['succeeded', 'denied', 'expired', 'uncertain'].includes(status),
  );
  return somethingCameOfIt ? 'partial' : 'failed';
}
