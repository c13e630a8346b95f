import fc from 'fast-check';
import type { Charge } from '../../src/core/plan-store.ts';
import { planCharge } from './engine-plan.ts';

export const STEPS = ['a', 'b', 'w', 'x'] as const;
type Id = (typeof STEPS)[number];
export const LIMIT = { cost: 5, calls: 6 };
export const CHARGE: Charge = planCharge(1, LIMIT);

/** What must be true of the plan, kept beside it in plain sight. */
export interface Model {
  status: string;
  readonly steps: Record<
    Id,
    {
      status: string;
      attempt: number;
      tries: number;
      reserved: boolean;
      approval: string;
      commit: boolean;
      version: number;
      hash: string;
      rerun: boolean;
    }
  >;
  used: number;
}

export type Action =
  | { do: 'begin'; id: Id; repeatable: boolean }
  | { do: 'finish'; id: Id; as: 'succeeded' | 'failed' | 'retry' | 'release'; late: boolean }
  | { do: 'open' | 'expire' | 'amend' | 'consume' | 'skip'; id: Id }
  | { do: 'decide'; id: Id; decision: 'approved' | 'denied'; by: 'U2' | 'U3' | 'U1'; stale: boolean }
  | { do: 'cancel' }
  | { do: 'settle' };

const id = fc.constantFrom(...STEPS);
const letter = fc.constantFrom<Id>('w', 'x');
export const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('begin' as const), id, repeatable: fc.boolean() }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('finish' as const),
      id,
      as: fc.constantFrom('succeeded' as const, 'failed' as const, 'retry' as const, 'release' as const),
      late: fc.boolean(),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('open' as const), id: letter }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('decide' as const),
      id: letter,
      decision: fc.constantFrom('approved' as const, 'denied' as const),
      by: fc.constantFrom('U1' as const, 'U2' as const, 'U3' as const),
      stale: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constantFrom('consume' as const, 'amend' as const), id: letter }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('expire' as const, 'skip' as const), id: letter }),
  },
  { weight: 1, arbitrary: fc.constantFrom({ do: 'cancel' as const }, { do: 'settle' as const }) },
);

export const freshModel = (): Model => ({
  status: 'queued',
  used: 0,
  steps: Object.fromEntries(
    STEPS.map((each) => [
      each,
      {
        status: 'pending',
        attempt: 0,
        tries: 0,
        reserved: false,
        approval: '',
        commit: false,
        version: 0,
        hash: '',
        rerun: false,
      },
    ]),
  ) as Model['steps'],
});
export const over = ({ status }: Model) => ['completed', 'partial', 'failed', 'cancelled'].includes(status);

export function beginModel(
  model: Model,
  stepId: Id,
  { commit, repeatable }: { commit: boolean; repeatable: boolean },
): string {
  const mine = model.steps[stepId];
  if (over(model) || !['pending', 'running'].includes(mine.status)) return 'gone';
  if (mine.status === 'running' && !repeatable) return 'uncertain';
  if (mine.tries >= 3) return 'crashing';
  if (!mine.reserved && !commit) {
    if (model.used + 1 > LIMIT.cost) return 'over_budget';
    model.used += 1;
  }
  Object.assign(mine, {
    reserved: true,
    status: 'running',
    attempt: mine.attempt + 1,
    tries: mine.tries + 1,
    commit,
  });
  if (model.status === 'queued') model.status = 'running';
  return 'go';
}

export function decideModel(approval: string, { by, stale }: { by: string; stale: boolean }): string {
  if (approval === '') return 'unknown';
  if (approval !== 'pending') return 'already';
  if (stale) return 'superseded';
  return by === 'U1' ? 'not_allowed' : 'decided';
}

export function endModel(model: Model, status: string): void {
  model.status = status;
  for (const mine of Object.values(model.steps)) {
    const decided = mine.status === 'awaiting_approval' && ['denied', 'expired'].includes(mine.approval);
    if (mine.approval === 'pending') mine.approval = 'cancelled';
    if (!['pending', 'running', 'awaiting_approval'].includes(mine.status)) continue;
    mine.status = mine.commit ? 'uncertain' : decided ? mine.approval : 'skipped';
  }
}
