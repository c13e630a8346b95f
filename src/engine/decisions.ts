import type { ApprovalRef } from '../core/approval.ts';
import { CugarError } from '../core/errors.ts';
import type { WrittenText } from '../core/payloads/content.ts';
import { type Plan, type PlanRecord, stepRecord } from '../core/plan.ts';
import type { AmendResult, Applied, Decide, DecideResult } from '../core/plan-store.ts';
import { type CheckIssue, contentOf, type Proposal, proposalHash } from '../core/proposal.ts';
import { runChecks } from './checks.ts';
import { withDeadline } from './deadline.ts';
import type { EngineDeps } from './engine-deps.ts';
import { identity, reportEnd } from './report.ts';
import { toolContext } from './tool-context.ts';

export type EditResult =
  | AmendResult
  /** A check blocks the new text; nothing was changed. */
  | { readonly kind: 'blocked'; readonly issues: readonly CheckIssue[] }
  /** The text is the one that stood before. */
  | { readonly kind: 'unchanged' };

/** What people do to approvals and plans. Whether they may is decided before, and again in the store. */
export interface Decisions {
  decide(record: PlanRecord, decide: Decide): Promise<DecideResult>;
  edit(record: PlanRecord, edit: { ref: ApprovalRef; text: WrittenText; by: string }): Promise<EditResult>;
  cancel(plan: Plan, by: string): Promise<Applied>;
}

/** Time that checks get while a modal waits, milliseconds. */
const CHECK_TIMEOUT_MS = 2_000;

export function createDecisions(deps: EngineDeps): Decisions {
  type Named = Pick<Plan, 'teamId' | 'planId'>;
  const wakeCard = ({ teamId, planId }: Named, stepId: string) =>
    deps.wakeups.message(teamId, { kind: 'approval', planId, stepId });
  const wakeMessages = async (plan: Named, stepId: string) => {
    const { teamId, planId } = plan;
    await Promise.all([wakeCard(plan, stepId), deps.wakeups.message(teamId, { kind: 'plan', planId })]);
  };

  return {
    async decide(record, decide) {
      const result = await deps.store.decide(decide);
      const { planId, stepId } = decide.ref;
      if (result.kind === 'voted') await wakeMessages(record.plan, stepId);
      if (result.kind !== 'decided') return result;
      const { state, waitMs, openedAt } = result;
      emitDecision(deps, record, { stepId, state, waitMs });
      // The plan that goes on calls for its own message.
      await Promise.all([
        deps.wakeups.decided(decide.teamId, { planId, stepId, openedAt }),
        wakeCard(record.plan, stepId),
      ]);
      return result;
    },

    async edit(record, { ref, text, by }) {
      const { approval } = stepRecord(record, ref.stepId);
      const step = record.plan.steps.find(({ id }) => id === ref.stepId);
      if (!approval || !step) return { kind: 'unknown' };
      const proposal = withText(approval.proposal, text);
      const hash = proposalHash(step.tool, proposal.payload);
      if (hash === approval.hash) return { kind: 'unchanged' };
      const checks = await withDeadline(CHECK_TIMEOUT_MS, new AbortController().signal, async (signal) =>
        runChecks(deps, step.checks, proposal, await toolContext(deps, record, step, { signal })),
      );
      const blocking = checks.filter(({ passed }) => !passed);
      if (blocking.length > 0) return { kind: 'blocked', issues: blocking.flatMap(({ issues }) => issues) };
      const amended = await deps.store.amend({ teamId: record.plan.teamId, ref, proposal, hash, checks, by });
      if (amended.kind === 'amended') await wakeMessages(record.plan, ref.stepId);
      return amended;
    },

    async cancel(plan, by) {
      const record = await deps.store.load(plan.teamId, plan.planId);
      // The newest reading knows most steps.
      const applied = await deps.store.cancel(record?.plan ?? plan, by);
      if (applied === 'fenced') return applied;
      reportEnd(deps, { plan }, 'cancelled');
      for (const [stepId, { approval }] of Object.entries(record?.steps ?? {})) {
        if (approval?.state !== 'pending') continue;
        emitDecision(
          deps,
          { plan },
          { stepId, state: 'cancelled', waitMs: Math.max(0, deps.clock.now().getTime() - approval.openedAt) },
        );
        await deps.wakeups.decided(plan.teamId, { planId: plan.planId, stepId });
        await wakeCard(plan, stepId);
      }
      await deps.wakeups.message(plan.teamId, { kind: 'plan', planId: plan.planId });
      return applied;
    },
  };
}

interface Ending {
  readonly stepId: string;
  readonly state: Extract<DecideResult, { kind: 'decided' }>['state'];
  readonly waitMs: number;
}

function emitDecision(
  deps: EngineDeps,
  record: Pick<PlanRecord, 'plan'>,
  { stepId, state, waitMs }: Ending,
): void {
  if (state === 'expired')
    deps.events.emit({ ...identity(record), name: 'approval_timeout', stepId, waitMs });
  else if (state !== 'pending')
    deps.events.emit({ ...identity(record), name: 'approval_received', stepId, decision: state, waitMs });
}

function withText(proposal: Proposal, text: WrittenText): Proposal {
  const { edit } = contentOf(proposal.payload);
  if (!edit) throw new CugarError('USER_INPUT', 'Only a text can be edited, and this is none');
  return { ...proposal, payload: edit.withText(text) };
}
