import type { PlanStatus, StepStatus } from '../../src/core/plan.ts';

interface State {
  readonly symbol: string;
  readonly word: string;
}

const PLAN: Readonly<Record<PlanStatus, State>> = {
  queued: { symbol: '○', word: 'Queued' },
  running: { symbol: '◐', word: 'Running' },
  awaiting_approval: { symbol: '◆', word: 'Waiting for a decision' },
  completed: { symbol: '✓', word: 'Completed' },
  partial: { symbol: '◑', word: 'Partly completed' },
  failed: { symbol: '✗', word: 'Failed' },
  cancelled: { symbol: '⊘', word: 'Cancelled' },
};

const STEP: Readonly<Record<StepStatus, State>> = {
  pending: { symbol: '○', word: 'Waiting its turn' },
  running: { symbol: '◐', word: 'Running' },
  awaiting_approval: { symbol: '◆', word: 'Waiting for a decision' },
  succeeded: { symbol: '✓', word: 'Done' },
  failed: { symbol: '✗', word: 'Failed' },
  skipped: { symbol: '–', word: 'Skipped' },
  denied: { symbol: '⊘', word: 'Denied' },
  expired: { symbol: '⊘', word: 'Expired' },
  uncertain: { symbol: '?', word: 'Outcome unknown' },
};

/** Symbol and word together, so that neither colour nor symbol has to be understood. */
export function planState(status: PlanStatus): State {
  return PLAN[status];
}

export function stepState(status: StepStatus): State {
  return STEP[status];
}
