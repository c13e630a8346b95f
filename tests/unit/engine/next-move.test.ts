import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ApprovalState } from '../../../src/core/approval.ts';
import {
  type Plan,
  type PlanRecord,
  type PlanStatus,
  type StepSpec,
  type StepStatus,
  stepHasEnded,
} from '../../../src/core/plan.ts';
import { type Move, nextMove, prerequisites } from '../../../src/engine/next-move.ts';
import { plan, proposeStep, step } from '../../support/engine-plan.ts';
import { anApproval } from '../../support/plan-records.ts';

type State = StepStatus | readonly [StepStatus, ApprovalState];

function record(
  steps: StepSpec[],
  states: Record<string, State>,
  status: PlanStatus = 'running',
): PlanRecord {
  const entries = steps.map(({ id }) => {
    const state = states[id] ?? 'pending';
    const [at, approval] = typeof state === 'string' ? [state] : state;
    return [
      id,
      { status: at, attempts: 0, spent: 0, ...(approval && { approval: anApproval({ state: approval }) }) },
    ];
  });
  const steps_ = Object.fromEntries(entries);
  return {
    plan: plan('T1', steps),
    status,
    revision: 1,
    updatedAt: 0,
    spent: { cost: 0, calls: 0 },
    steps: steps_,
  };
}

const named = (move: Move) => ({
  kind: move.kind,
  ...('step' in move && { step: move.step.id }),
  ...('steps' in move && { steps: move.steps.map(({ id }) => id) }),
  ...('because' in move && { because: move.because }),
  ...('status' in move && { status: move.status }),
});
const STEPS = [step('a'), proposeStep('w', { after: ['a'] }), step('z', { after: ['w'] })];
const next = (states: Record<string, State>, steps = STEPS, status?: PlanStatus) =>
  named(nextMove(record(steps, states, status)));

describe('nextMove', () => {
  it.each(['completed', 'partial', 'failed', 'cancelled'] as const)(
    'leaves a plan alone that is %s',
    (status) => {
      expect(next({}, STEPS, status)).toEqual({ kind: 'ended' });
    },
  );

  it('runs all read-only steps that need nothing, also those that were interrupted', () => {
    const steps = [step('a'), step('b'), step('c', { after: ['a'] })];
    expect(next({ b: 'running' }, steps)).toEqual({ kind: 'run', steps: ['a', 'b'] });
  });

  it('proposes only when nothing read-only can run', () => {
    const steps = [proposeStep('w'), step('a')];
    expect(next({}, steps)).toEqual({ kind: 'run', steps: ['a'] });
    expect(next({ a: 'succeeded' }, steps)).toEqual({ kind: 'propose', step: 'w' });
  });

  it('runs what does not depend on the open question before it waits', () => {
    const steps = [...STEPS, step('free')];
    expect(next({ a: 'succeeded', w: ['awaiting_approval', 'pending'] }, steps)).toEqual({
      kind: 'run',
      steps: ['free'],
    });
    expect(next({ a: 'succeeded', w: ['awaiting_approval', 'pending'] })).toEqual({
      kind: 'wait',
      step: 'w',
    });
  });

  it.each(['approved', 'denied', 'expired', 'cancelled'] as const)(
    'takes over that it was %s before all else',
    (state) => {
      const steps = [...STEPS, step('free')];
      expect(next({ a: 'succeeded', w: ['awaiting_approval', state] }, steps)).toEqual({
        kind: 'consume',
        step: 'w',
      });
    },
  );

  it('commits what was approved, also after an interruption', () => {
    const commit = { kind: 'commit', step: 'w' };
    expect(next({ a: 'succeeded', w: ['pending', 'approved'] })).toEqual(commit);
    expect(next({ a: 'succeeded', w: ['running', 'approved'] })).toEqual(commit);
  });

  it.each(['denied', 'expired'] as const)('stops everything when a step that must not be %s is', (status) => {
    const steps = [step('a'), proposeStep('w', { onDenied: 'stop' }), step('z')];
    expect(next({ a: 'succeeded', w: status }, steps)).toEqual({ kind: 'skip', steps: ['z'], because: 'w' });
  });

  it.each(['failed', 'skipped', 'denied', 'expired', 'uncertain'] as const)(
    'skips what needs the output of a step that is %s',
    (status) => {
      const steps = [step('a'), step('b', { input: { text: '$steps.a.output.x' } })];
      expect(next({ a: status }, steps)).toEqual({ kind: 'skip', steps: ['b'], because: 'a' });
    },
  );

  it('runs what could do without, and what only comes after', () => {
    const steps = [
      step('a'),
      step('b', { input: { text: '$steps.a.output.x?' } }),
      step('c', { after: ['a'] }),
    ];
    expect(next({ a: 'failed' }, steps)).toEqual({ kind: 'run', steps: ['b', 'c'] });
  });

  it.each([
    ['completed', { a: 'succeeded', w: 'succeeded', z: 'succeeded' }],
    ['partial', { a: 'succeeded', w: 'failed', z: 'skipped' }],
    ['partial', { a: 'failed', w: 'denied', z: 'skipped' }],
    ['partial', { a: 'failed', w: 'uncertain', z: 'skipped' }],
    ['failed', { a: 'failed', w: 'skipped', z: 'skipped' }],
  ] as const)('settles as %s', (status, states) => {
    expect(next(states)).toEqual({ kind: 'settle', status });
  });

  it('settles what can never start: steps that wait for each other', () => {
    const steps = [step('a', { after: ['b'] }), step('b', { after: ['a'] })];
    expect(next({}, steps)).toEqual({ kind: 'settle', status: 'failed' });
  });
});

/** Any plan: steps refer back at random, some propose, some stop. */
const anyPlan: fc.Arbitrary<StepSpec[]> = fc
  .array(
    fc.record({
      propose: fc.boolean(),
      stop: fc.boolean(),
      back: fc.array(fc.nat(), { maxLength: 3 }),
      how: fc.nat(2),
    }),
    { minLength: 1, maxLength: 8 },
  )
  .map((shapes) =>
    shapes.map(({ propose, stop, back, how }, index) => {
      const before = index === 0 ? [] : [...new Set(back.map((each) => `s${each % index}`))];
      const refers = Object.fromEntries(
        before.map((id) => [id, `$steps.${id}.output.x${how === 1 ? '?' : ''}`]),
      );
      const more = {
        onDenied: stop ? 'stop' : 'skip',
        ...(how === 0 ? { after: before } : { input: refers }),
      } as const;
      return propose ? proposeStep(`s${index}`, more) : step(`s${index}`, more);
    }),
  );

const OUTCOMES = ['succeeded', 'failed', 'interrupted'] as const;

/** Plays a plan to its end, with what happens taken from `luck`. Answers the moves. */
function play(made: Plan, luck: () => number): Move[] {
  let now = record(made.steps, {});
  const moves: Move[] = [];
  const set = (id: string, status: StepStatus, approval?: ApprovalState) => {
    const before = now.steps[id];
    const kept = approval
      ? { approval: anApproval({ state: approval }) }
      : before?.approval
        ? { approval: before.approval }
        : {};
    now = { ...now, steps: { ...now.steps, [id]: { status, attempts: 1, spent: 0, ...kept } } };
  };
  const happen = (id: string, ok: () => void) => {
    const outcome = OUTCOMES[luck() % OUTCOMES.length];
    if (outcome === 'succeeded') ok();
    else set(id, outcome === 'failed' ? 'failed' : 'running');
  };
  while (moves.length < 500) {
    const move = nextMove(now);
    moves.push(move);
    for (const each of 'steps' in move ? move.steps : 'step' in move ? [move.step] : [])
      if (move.kind !== 'skip')
        for (const id of prerequisites(each))
          expect(stepHasEnded(now.steps[id]?.status ?? 'pending')).toBe(true);
    const waiting = Object.values(now.steps).filter(({ status }) => status === 'awaiting_approval');
    expect(waiting.length).toBeLessThanOrEqual(1);
    switch (move.kind) {
      case 'ended':
      case 'settle':
        return moves;
      case 'run':
        for (const { id } of move.steps) happen(id, () => set(id, 'succeeded'));
        break;
      case 'propose':
        happen(move.step.id, () => set(move.step.id, 'awaiting_approval', 'pending'));
        break;
      case 'wait':
        set(move.step.id, 'awaiting_approval', (['approved', 'denied', 'expired'] as const)[luck() % 3]);
        break;
      case 'consume': {
        const state = now.steps[move.step.id]?.approval?.state;
        set(move.step.id, state === 'approved' ? 'pending' : state === 'denied' ? 'denied' : 'expired');
        break;
      }
      case 'commit':
        happen(move.step.id, () => set(move.step.id, 'succeeded'));
        break;
      case 'skip':
        // As the store does it: only what is pending.
        for (const { id } of move.steps) if (now.steps[id]?.status === 'pending') set(id, 'skipped');
    }
  }
  return moves;
}

describe('nextMove, whatever happens', () => {
  it('never runs a step before its prerequisites, keeps one approval open at most, and comes to an end', () => {
    const property = fc.property(anyPlan, fc.infiniteStream(fc.nat(1_000)), (steps, stream) => {
      const moves = play(plan('T1', steps), () => stream.next().value);
      expect(['settle', 'ended']).toContain(moves.at(-1)?.kind);
    });
    fc.assert(property, { numRuns: 500 });
  });
});
