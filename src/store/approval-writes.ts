import type { Redis } from 'ioredis';
import { ApprovalState } from '../core/approval.ts';
import type { AmendResult, DecideResult, PlanStore } from '../core/plan-store.ts';
import { argumentsOf } from './arguments.ts';
import { commonKeys } from './keys.ts';
import { pack } from './packing/pack.ts';
import { run, type Script, scripts } from './scripts.ts';

type Writes = Pick<PlanStore, 'decide' | 'amend'>;
type Answer = readonly [
  kind: string,
  first?: string | number,
  second?: string | number,
  third?: string | number,
];

/** What people do to an approval, each one script. */
export function createApprovalWrites(redis: Redis): Writes {
  const onPlan = (script: Script, teamId: string, planId: string, args: object, ...packed: Buffer[]) =>
    run(redis, script, commonKeys(teamId, planId), [...argumentsOf({ planId, ...args }), ...packed]);

  return {
    async decide({ teamId, ref, decision, by, reason }) {
      const args = {
        stepId: ref.stepId,
        version: ref.version,
        hash: ref.hash,
        decision,
        by,
        ...(reason !== undefined && { reason }),
      };
      return decideResult((await onPlan(scripts.decide, teamId, ref.planId, args)) as Answer);
    },

    async amend({ teamId, ref, proposal, hash, checks, by }) {
      const args = { stepId: ref.stepId, version: ref.version, hash: ref.hash, by, newHash: hash };
      const laid = pack({ proposal, checks });
      const answer = (await onPlan(scripts.amend, teamId, ref.planId, args, laid)) as Answer;
      if (answer[0] === 'amended') return { kind: 'amended', version: Number(answer[1]) };
      return decideResult(answer) as AmendResult;
    },
  };
}

function decideResult([kind, first, second, third]: Answer): DecideResult {
  switch (kind) {
    case 'decided':
      return { kind, state: ApprovalState.parse(first), waitMs: Number(second), openedAt: Number(third) };
    case 'voted':
      return { kind, votes: String(first).split(',') };
    case 'already':
      return { kind, state: ApprovalState.parse(first), by: String(second), at: Number(third) };
    case 'superseded':
      return { kind, version: Number(first) };
    case 'early':
      return { kind, remainingMs: Number(first) };
    case 'voted_before':
    case 'not_allowed':
      return { kind };
    default:
      return { kind: 'unknown' };
  }
}
