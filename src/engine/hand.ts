import { jsonText } from '../core/json-text.ts';
import {
  type PlanRecord,
  type PlanStatus,
  type StepError,
  type StepRecord,
  stepRecord,
} from '../core/plan.ts';
import type {
  Applied,
  BeginResult,
  BeginStep,
  OpenApproval,
  PlanStore,
  StepOutcome,
} from '../core/plan-store.ts';
import { PLANNING_TOOL } from '../core/planning.ts';
import { deeplyFrozen } from '../store/packing/unpack-once.ts';

/**
 * A plan in the hands of one run. Its record follows the moves that the run asks for at once, so that the next ones can
 * go to the store together with them. That is safe because what has ended stays ended, and because the store makes
 * no move that builds on one that it refused.
 */
export interface Hand {
  readonly record: PlanRecord;
  /** The truth may be another than `record`: it must be read anew. */
  readonly isStale: boolean;
  begin(step: BeginStep): Promise<BeginResult>;
  finish(outcome: StepOutcome): Promise<Applied>;
  skip(stepIds: readonly string[], error: StepError): Promise<Applied>;
  openApproval(open: OpenApproval): Promise<Applied>;
  consume(stepId: string): Promise<Applied>;
  settle(status: PlanStatus, error?: StepError): Promise<Applied>;
  /** Tells of a move once it was made; in the order in which the moves were asked for, and before a later attempt begins. */
  report<T>(move: Promise<T>, tell: (answer: T) => void): void;
  /** Leaves something to go on by itself until `settled`. */
  leave(work: Promise<unknown>): void;
  /** Waits for all moves and all that was left; throws the first failure. */
  settled(): Promise<void>;
}

export function takeInHand(store: PlanStore, loaded: PlanRecord): Hand {
  const { plan } = loaded;
  const { teamId, planId } = plan;
  const moves = store.together(teamId, planId);
  const left: Promise<unknown>[] = [];
  let reported: Promise<unknown> = Promise.resolve();
  let record = loaded;
  let isStale = false;

  const follow = (stepId: string, change: Partial<StepRecord>) => {
    const steps = { ...record.steps, [stepId]: { ...stepRecord(record, stepId), ...change } };
    record = { ...record, steps };
  };
  const applied = async (move: Promise<Applied>) => {
    const answer = await move;
    if (answer === 'fenced') isStale = true;
    return answer;
  };

  return {
    get record() {
      return record;
    },
    get isStale() {
      return isStale;
    },

    async begin(step) {
      const begun = await moves.begin(step);
      if (begun.kind !== 'go') isStale = true;
      await reported;
      return begun;
    },

    finish(outcome) {
      const { stepId, result } = outcome;
      // What planning gave is more of the plan.
      if (outcome.tool === PLANNING_TOOL) isStale = true;
      if (result.status === 'succeeded')
        follow(stepId, { status: 'succeeded', output: asStored(result.output) });
      else follow(stepId, { status: result.status, ...(result.error && { error: result.error }) });
      return applied(moves.finish(outcome));
    },

    skip(stepIds, error) {
      for (const stepId of stepIds) follow(stepId, { status: 'skipped', error });
      return applied(moves.skip(teamId, planId, stepIds, error));
    },

    openApproval(open) {
      isStale = true;
      return moves.openApproval(open);
    },

    consume(stepId) {
      if (stepRecord(record, stepId).approval?.state === 'approved') follow(stepId, { status: 'pending' });
      else isStale = true;
      return applied(moves.consume(teamId, planId, stepId));
    },

    settle(status, error) {
      record = { ...record, status };
      return applied(moves.settle(plan, status, error));
    },

    report(move, tell) {
      reported = Promise.all([move, reported]).then(([answer]) => tell(answer));
      reported.catch(() => undefined);
    },

    leave(work) {
      work.catch(() => undefined);
      left.push(work);
    },

    async settled() {
      await Promise.all([reported, ...left.splice(0)]);
    },
  };
}

/** A value as it comes back from the store. */
const asStored = (value: unknown): unknown => deeplyFrozen(JSON.parse(jsonText(value)));
