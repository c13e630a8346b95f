import { CugarError } from '../core/errors.ts';
import { type PlanRecord, stepRecord } from '../core/plan.ts';
import { commitStep } from './commit-step.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import { nextMove } from './next-move.ts';
import { proposeStep } from './propose-step.ts';
import { readStep } from './read-step.ts';
import { reportEnd } from './report.ts';

/** Where a run of the engine let go of a plan. */
export type RunEnd =
  | { readonly kind: 'ended' }
  /** A person must decide; the job sleeps until then, at the latest until `expiresAt`. */
  | {
      readonly kind: 'waiting';
      readonly stepId: string;
      readonly openedAt: number;
      readonly expiresAt: number;
    }
  /** This process is going down: another one goes on. */
  | { readonly kind: 'handed_back' };

export interface Engine {
  /** Takes the plan as far as it goes without a person. Safe to call at any time, any number of times. */
  run(teamId: string, planId: string, interruption: Interruption): Promise<RunEnd>;
}

/** Times that a plan may be taken up without anything coming of it. */
const MAX_IDLE_CLAIMS = 5;

/** How often the plan's message is called for while it goes on; people cannot follow more. */
const TELL_EVERY_MS = 500;

export function createEngine(deps: EngineDeps): Engine {
  return {
    async run(teamId, planId, interruption) {
      const lettingGo = () => interruption.stopping() || interruption.abort.aborted;
      // Before the claim: handing back must not count as a run that came to nothing.
      if (lettingGo()) return { kind: 'handed_back' };
      const claim = deps.store.claim(teamId, planId);
      const tell = () => deps.wakeups.message(teamId, { kind: 'plan', planId });
      const telling = setInterval(() => void tell(), TELL_EVERY_MS);
      try {
        for (let first = true; ; first = false) {
          // Sent together: one way to Redis and back instead of two.
          const [claims, record] = await Promise.all([claim, deps.store.load(teamId, planId)]);
          if (!record) return { kind: 'ended' };
          if (first && claims > MAX_IDLE_CLAIMS) {
            await endAsCrashing(deps, record);
            continue;
          }
          const move = nextMove(record);
          if (move.kind === 'ended') return { kind: 'ended' };
          if (move.kind === 'wait') return waiting(record, move.step.id);
          if (lettingGo()) return { kind: 'handed_back' };
          await make(deps, record, { move, interruption });
        }
      } finally {
        clearInterval(telling);
        await tell();
      }
    },
  };
}

async function make(
  deps: EngineDeps,
  record: PlanRecord,
  {
    move,
    interruption,
  }: { move: Exclude<ReturnType<typeof nextMove>, { kind: 'ended' | 'wait' }>; interruption: Interruption },
): Promise<void> {
  const { teamId, planId } = record.plan;
  switch (move.kind) {
    case 'consume':
      await deps.store.consume(teamId, planId, move.step.id);
      return;
    case 'commit':
      return await commitStep(deps, record, move.step, interruption);
    case 'run':
      await allEnded(move.steps.map((step) => readStep(deps, record, step, interruption)));
      return;
    case 'propose':
      return await proposeStep(deps, record, move.step, interruption);
    case 'skip': {
      const stepIds = move.steps.map(({ id }) => id);
      await deps.store.skip(teamId, planId, stepIds, {
        code: 'RESOURCE_NOT_FOUND',
        message: `Needs the step "${move.because}", which gave nothing`,
      });
      return;
    }
    case 'settle': {
      const settled = await deps.store.settle(record.plan, move.status, move.error);
      if (settled === 'applied') reportEnd(deps, record, move.status);
      return;
    }
  }
}

/** Waits for all of them, so that nothing goes on behind the back of a run that failed. */
async function allEnded(steps: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}

function waiting(record: PlanRecord, stepId: string): RunEnd {
  const { approval } = stepRecord(record, stepId);
  if (!approval) throw new CugarError('AGENT_CONTRACT', `The step "${stepId}" waits for nothing`);
  return { kind: 'waiting', stepId, openedAt: approval.openedAt, expiresAt: approval.expiresAt };
}

async function endAsCrashing(deps: EngineDeps, record: PlanRecord): Promise<void> {
  const error = {
    code: 'SYSTEM_CRASH',
    message: 'The plan was taken up again and again and never got further',
    hint: 'Start the command again.',
  } as const;
  if ((await deps.store.settle(record.plan, 'failed', error)) === 'applied')
    reportEnd(deps, record, 'failed');
}
