import type { Redis } from 'ioredis';
import type { PlanMoves, PlanStore } from '../core/plan-store.ts';
import { advance, type Target } from './advance.ts';
import { beginMove, consumeMove, endMove, finishMove, type Move, openMove, skipMove } from './moves.ts';

type Ask = <T>(target: Target, move: Move<T>) => Promise<T>;

const movesBy = (ask: Ask): PlanMoves => ({
  begin: (step) => ask(step, beginMove(step)),
  finish: (outcome) => ask(outcome, finishMove(outcome)),
  skip: (teamId, planId, stepIds, error) => ask({ teamId, planId }, skipMove(stepIds, error)),
  openApproval: (open) => ask(open, openMove(open)),
  consume: (teamId, planId, stepId) => ask({ teamId, planId }, consumeMove(stepId)),
  settle: (plan, status, error) =>
    ask(plan, endMove(plan, { status, by: 'system', event: 'plan_ended' }, error)),
});

/** The changes to a plan and its steps: each one script, or those of one turn together. */
export function createPlanMoves(redis: Redis): PlanMoves & Pick<PlanStore, 'cancel' | 'together'> {
  const alone: Ask = async (target, move) => move.read((await advance(redis, target, [move]))[0]);
  return {
    ...movesBy(alone),
    cancel: (plan, by) => alone(plan, endMove(plan, { status: 'cancelled', by, event: 'plan_cancelled' })),
    together: (teamId, planId) => movesBy(askTogether(redis, { teamId, planId })),
  };
}

interface Asked {
  readonly move: Move<unknown>;
  readonly answer: (value: unknown) => void;
  readonly fail: (error: unknown) => void;
}

/** Moves that are asked for in one turn, or while others are on their way, go as one script. */
function askTogether(redis: Redis, target: Target): Ask {
  let asked: Asked[] = [];
  let isSending = false;
  let holds = true;
  let failure: { readonly error: unknown } | undefined;

  async function send(): Promise<void> {
    while (asked.length > 0) {
      const batch = asked;
      asked = [];
      try {
        // After a failure nobody knows what the truth is: what comes later must not build on it.
        if (failure) throw failure.error;
        const moves = batch.map(({ move }) => move);
        const answers = await advance(redis, target, moves, holds);
        holds &&= moves.every(({ kind }, index) => kind === 'begin' || answers[index] === 'applied');
        for (const [index, { answer }] of batch.entries()) answer(answers[index]);
      } catch (error) {
        failure = { error };
        for (const { fail } of batch) fail(error);
      }
    }
    isSending = false;
  }

  return (_target, move) =>
    new Promise((resolve, reject) => {
      asked.push({ move, answer: (value) => resolve(move.read(value)), fail: reject });
      if (isSending) return;
      isSending = true;
      setImmediate(() => void send());
    });
}
