import {
  hasEnded,
  PLAN_STATUSES,
  type PlanStatus,
  type StepStatus,
  UNDONE,
  type Undone,
} from '../../src/core/plan.ts';

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

/**
 * Symbol and word together, so that neither colour nor symbol has to be understood. `undone` is what became of
 * a plan in which no step was done.
 */
export function planState(status: PlanStatus, undone?: Undone): State {
  return undone === undefined ? PLAN[status] : STEP[undone];
}

/** Every word that a plan can end with. */
export const END_WORDS: readonly string[] = [
  ...PLAN_STATUSES.filter(hasEnded).map((status) => PLAN[status].word),
  ...UNDONE.map((undone) => STEP[undone].word),
];

export function stepState(status: StepStatus): State {
  return STEP[status];
}
