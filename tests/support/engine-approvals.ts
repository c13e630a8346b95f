import type { ApprovalPolicy, ApprovalRef } from '../../src/core/approval.ts';
import type { Plan } from '../../src/core/plan.ts';
import type { Decide } from '../../src/core/plan-store.ts';
import { type Proposal, proposalHash } from '../../src/core/proposal.ts';
import { beginning, opening, plan, policy, proposeStep, step } from './engine-plan.ts';
import type { Stores } from './engine-store.ts';
import { aPayload, aProposal } from './plan-records.ts';

/** A plan whose step `letter` waits for a decision; `after` needs that step. */
export async function waitingPlan(
  { store, teamId }: Stores,
  { rule = policy(), proposal }: { rule?: ApprovalPolicy; proposal?: Proposal } = {},
): Promise<{ made: Plan; ref: ApprovalRef }> {
  const made = plan(teamId, [
    proposeStep('letter', { approval: rule }),
    step('after', { after: ['letter'] }),
  ]);
  await store.create(made, made.planId, []);
  await store.begin(beginning(made, 'letter'));
  const open = opening(made, { stepId: 'letter', attempt: 1, policy: rule, ...(proposal && { proposal }) });
  await store.openApproval(open);
  return { made, ref: { planId: made.planId, stepId: 'letter', version: 1, hash: open.hash } };
}

export function click(teamId: string, ref: ApprovalRef, by: string, more: Partial<Decide> = {}): Decide {
  return { teamId, ref, by, decision: 'approved', ...more };
}

/** The proposal with another text, and its hash. */
export function edited(body: string): { proposal: Proposal; hash: string } {
  const proposal = aProposal({ payload: aPayload({ body }) });
  return { proposal, hash: proposalHash('letter', proposal.payload) };
}

/** Lets the time of an approval run out. */
export async function letExpire({ redis, keys }: Stores, { planId, stepId }: ApprovalRef): Promise<void> {
  await redis.hset(keys.plan(planId), `ap:${stepId}:expires`, Date.now() - 1_000);
}
