import type { Approval } from '../core/approval.ts';
import { CugarError } from '../core/errors.ts';
import { crmWritten } from '../core/payloads/crm-record.ts';
import { type PlanRecord, type StepSpec, stepRecord } from '../core/plan.ts';
import { isHandedOver, isRerun, type Proposal } from '../core/proposal.ts';
import { attemptStep, named } from './attempt.ts';
import { NO_CHARGE } from './charges.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import type { Hand } from './hand.ts';
import { openApproval } from './propose-step.ts';
import { toolContext, toolOf } from './tool-context.ts';
import { parseOutput } from './tool-schemas.ts';

/** Does what a person approved, exactly as approved, once. */
export async function commitStep(
  deps: EngineDeps,
  hand: Hand,
  step: StepSpec,
  interruption: Interruption,
): Promise<void> {
  const { record } = hand;
  const { approval, status } = stepRecord(record, step.id);
  const tool = toolOf(deps, step.tool);
  if (!approval || tool.sideEffect === 'read-only')
    throw new CugarError('AGENT_CONTRACT', `The step "${step.id}" has nothing to commit`);
  const { proposal, idempotencyKey } = approvedWork(record, step, approval);
  await attemptStep(deps, hand, step, {
    interruption,
    work: {
      phase: 'commit',
      charge: NO_CHARGE,
      repeatable: tool.idempotent,
      // An interrupted attempt is still running: what comes after it is no first start.
      approvedAt: status === 'pending' ? approval.decidedAt : undefined,
      perform: async (signal) => {
        const context = await toolContext(deps, record, step, { signal });
        const approvedBy = approval.decidedBy ?? '';
        const { bookWriter, crm } = deps;
        return parseOutput(
          tool,
          await tool.commit(proposal, {
            ...context,
            idempotencyKey,
            approvedBy,
            ...(bookWriter && { bookWriter }),
            ...(crm && { crm }),
          }),
        );
      },
      succeed: async (output, attempt) => {
        const handOver = isHandedOver(proposal.payload);
        const result = { status: 'succeeded', output, handOver } as const;
        const inCrms = { by: approval.decidedBy ?? '', outcomes: crmWritten(output) };
        const stored = hand.finish({ ...named(record, step), attempt, result, inCrms });
        const { teamId, planId } = record.plan;
        const wake = () => deps.wakeups.message(teamId, { kind: 'handover', planId, stepId: step.id });
        if (handOver) hand.leave(stored.then(wake));
        await stored;
      },
      uncertain: async (attempt) =>
        await openApproval(deps, hand, step, {
          proposal: rerunProposal(step, proposal, { attempt, idempotencyKey }),
          checks: [],
          attempt,
        }),
    },
  });
}

/** What was approved; behind an approved repetition stands the proposal that it repeats. */
function approvedWork(
  record: PlanRecord,
  step: StepSpec,
  approval: Approval,
): { proposal: Proposal; idempotencyKey: string } {
  const { proposal, version } = approval;
  if (isRerun(proposal.payload)) {
    const { original, idempotencyKey } = proposal.payload;
    return { proposal: { ...proposal, payload: original }, idempotencyKey };
  }
  return { proposal, idempotencyKey: `${record.plan.planId}:${step.id}:${version}` };
}

/** Asks whether to run again what was interrupted and cannot tell whether it had happened. */
function rerunProposal(
  step: StepSpec,
  interrupted: Proposal,
  { attempt, idempotencyKey }: { attempt: number; idempotencyKey: string },
): Proposal {
  if (isRerun(interrupted.payload))
    throw new CugarError('AGENT_CONTRACT', 'A repetition cannot repeat itself');
  return {
    summary: `It is not known whether this happened: ${interrupted.summary}`.slice(0, 300),
    payload: { kind: 'rerun', tool: step.tool, attempt, idempotencyKey, original: interrupted.payload },
    consequences: [
      'Approve runs it again; if it had happened, it happens twice.',
      'Deny leaves it as it is.',
    ],
    reasoning: [
      'The program was interrupted in the middle of it, and the tool cannot tell whether it was done.',
    ],
    evidence: interrupted.evidence,
    unknowns: ['Whether it was done'],
    risk: 'high',
  };
}
