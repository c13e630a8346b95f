import { CugarError } from '../core/errors.ts';
import { type PlanRecord, stepRecord } from '../core/plan.ts';
import { commitStep } from './commit-step.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import { type Hand, takeInHand } from './hand.ts';
import { type Move, nextMove } from './next-move.ts';
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
const TELL_EVERY_MS = 1_000;

export function createEngine(deps: EngineDeps): Engine {
  return {
    async run(teamId, planId, interruption) {
      // Before the claim: handing back must not count as a run that came to nothing.
      if (lettingGo(interruption)) return { kind: 'handed_back' };
      const tell = () => deps.wakeups.message(teamId, { kind: 'plan', planId });
      const telling = setInterval(() => void tell(), TELL_EVERY_MS);
      try {
        // Sent together: one way to Redis and back instead of two.
        const claim = deps.store.claim(teamId, planId);
        const [claims, record] = await Promise.all([claim, deps.store.load(teamId, planId)]);
        if (!record) return { kind: 'ended' };
        if (claims <= MAX_IDLE_CLAIMS) return await goOn(deps, takeInHand(deps.store, record), interruption);
        await endAsCrashing(deps, record);
        return { kind: 'ended' };
      } finally {
        clearInterval(telling);
        await tell();
      }
    },
  };
}

const lettingGo = ({ stopping, abort }: Interruption) => stopping() || abort.aborted;

/** Move after move, and from the stored truth again where it may be another than it seemed. */
async function goOn(deps: EngineDeps, taken: Hand, interruption: Interruption): Promise<RunEnd> {
  const { teamId, planId } = taken.record.plan;
  for (let hand = taken; ; ) {
    const move = nextMove(hand.record);
    const isOver = move.kind === 'ended' || move.kind === 'wait' || lettingGo(interruption);
    if (!isOver) await make(deps, hand, move, interruption);
    if (isOver || hand.isStale) await hand.settled();
    if (hand.isStale) {
      const record = await deps.store.load(teamId, planId);
      if (!record) return { kind: 'ended' };
      hand = takeInHand(deps.store, record);
    } else if (isOver) {
      if (move.kind === 'ended') return { kind: 'ended' };
      return move.kind === 'wait' ? waiting(hand.record, move.step.id) : { kind: 'handed_back' };
    }
  }
}

type Making = Exclude<Move, { kind: 'ended' | 'wait' }>;

async function make(deps: EngineDeps, hand: Hand, move: Making, interruption: Interruption): Promise<void> {
  switch (move.kind) {
    case 'consume':
      return hand.leave(hand.consume(move.step.id));
    case 'commit':
      return await commitStep(deps, hand, move.step, interruption);
    case 'run':
      return await allEnded(move.steps.map((step) => readStep(deps, hand, step, interruption)));
    case 'propose':
      return await proposeStep(deps, hand, move.step, interruption);
    case 'skip': {
      const stepIds = move.steps.map(({ id }) => id);
      const message = `Needs the step "${move.because}", which gave nothing`;
      return hand.leave(hand.skip(stepIds, { code: 'RESOURCE_NOT_FOUND', message }));
    }
    case 'settle':
      return hand.report(hand.settle(move.status, move.error), (settled) => {
        if (settled === 'applied') reportEnd(deps, hand.record, move.status);
      });
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
