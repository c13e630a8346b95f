import type { PlanStatus, StepStatus } from '../../../src/core/plan.ts';
import type { AuditEntry } from '../../../src/core/plan-store.ts';

interface FoldedStep {
  status: StepStatus;
  phase: unknown;
  /** The open question is whether to repeat a commit. */
  rerun: boolean;
}

export interface Folded {
  status: PlanStatus;
  readonly steps: Map<string, FoldedStep>;
}

const OPEN: readonly StepStatus[] = ['pending', 'running', 'awaiting_approval'];

/** What a plan must look like after these entries of its audit trail, once all decisions are taken over. */
export function foldAudit(entries: readonly AuditEntry[], stepIds: readonly string[]): Folded {
  const steps = new Map(
    stepIds.map((id): [string, FoldedStep] => [id, { status: 'pending', phase: 'run', rerun: false }]),
  );
  const folded: Folded = { status: 'queued', steps };
  for (const entry of entries) apply(folded, entry);
  return folded;
}

function apply(folded: Folded, { event, stepId, data }: AuditEntry): void {
  const step = folded.steps.get(stepId) ?? { status: 'pending', phase: 'run', rerun: false };
  switch (event) {
    case 'tool_call_start':
      if (folded.status === 'queued') folded.status = 'running';
      step.status = 'running';
      step.phase = data.phase;
      return;
    case 'tool_call_complete':
      step.status = 'succeeded';
      return;
    case 'tool_call_error':
    case 'step_released':
      step.status = data.status as StepStatus;
      return;
    case 'step_skipped':
      step.status = 'skipped';
      return;
    case 'approval_requested':
      step.status = 'awaiting_approval';
      step.rerun = step.phase === 'commit';
      folded.status = 'awaiting_approval';
      return;
    case 'approval_received':
    case 'approval_timeout':
      decide(folded, step, String(data.decision));
      return;
    case 'plan_ended':
    case 'plan_cancelled':
      folded.status = data.status as PlanStatus;
      for (const each of folded.steps.values()) end(each);
  }
}

function decide(folded: Folded, step: FoldedStep, decision: string): void {
  if (decision === 'cancelled') return;
  folded.status = 'running';
  if (decision === 'approved') step.status = 'pending';
  else step.status = step.rerun ? 'uncertain' : (decision as StepStatus);
}

function end(step: FoldedStep): void {
  if (!OPEN.includes(step.status)) return;
  step.status = step.phase === 'commit' ? 'uncertain' : 'skipped';
}
