import { type BudgetRefusal, type BudgetUse, WARN_AT } from '../core/budget.ts';
import type { Plan, StepError } from '../core/plan.ts';
import type {
  Applied,
  BeginResult,
  BeginStep,
  Charge,
  OpenApproval,
  StepOutcome,
} from '../core/plan-store.ts';
import { isRerun } from '../core/proposal.ts';
import { RETENTION_MS } from './arguments.ts';
import { pack } from './packing/pack.ts';
import { fromMilli, toMilli } from './record-codec.ts';
import type { MoveKind } from './scripts.ts';

/** One change of a plan as `advance.lua` makes it, and how its answer reads. */
export interface Move<T> {
  readonly kind: MoveKind;
  readonly args: object;
  /** The budgets that it may touch. */
  readonly charge?: Charge | undefined;
  readonly packed?: readonly unknown[];
  readonly read: (answer: unknown) => T;
}

const isApplied = (answer: unknown) => answer as Applied;

export function beginMove(step: BeginStep): Move<BeginResult> {
  const { stepId, tool, phase, charge, maxAttempts, repeatable } = step;
  return {
    kind: 'begin',
    args: { stepId, tool, phase, cost: toMilli(charge.cost), warnAt: WARN_AT, maxAttempts, repeatable },
    charge,
    read: (answer) => beginResult(answer as [string, (string | number)?, string?]),
  };
}

export function finishMove({
  stepId,
  tool,
  attempt,
  result,
  unused,
  route,
  inCrms,
}: StepOutcome): Move<Applied> {
  const { status } = result;
  const release = status === 'pending' ? result.release : undefined;
  const error = 'error' in result ? result.error : undefined;
  const output = status === 'succeeded' ? (result.output ?? null) : undefined;
  const event = status === 'succeeded' ? 'tool_call_complete' : release ? 'step_released' : 'tool_call_error';
  return {
    kind: 'finish',
    args: {
      stepId,
      attempt,
      status,
      charge: !release,
      event,
      data: JSON.stringify({ tool, attempt, status, ...(error && { code: error.code }) }),
      handOver: status === 'succeeded' && result.handOver,
      unused: toMilli(release ? 0 : (unused?.cost ?? 0)),
      ...(route && { route }),
      ...(inCrms && { crmBy: inCrms.by, crm: inCrms.outcomes.map((outcome) => JSON.stringify(outcome)) }),
    },
    charge: release ?? unused,
    packed: [output, error],
    read: isApplied,
  };
}

export function openMove(open: OpenApproval): Move<Applied> {
  const { stepId, attempt, tool, hash, proposal, checks, policy, unused } = open;
  return {
    kind: 'openApproval',
    args: {
      stepId,
      attempt,
      tool,
      hash,
      rerun: isRerun(proposal.payload) ? '1' : '0',
      expiresInMs: policy.expiresInMs,
      policyKind: policy.kind,
      approvers: policy.approvers.join(','),
      unused: toMilli(unused?.cost ?? 0),
    },
    charge: unused,
    packed: [{ proposal, checks }],
    read: isApplied,
  };
}

export function skipMove(stepIds: readonly string[], error: StepError): Move<Applied> {
  const data = JSON.stringify({ code: error.code });
  return { kind: 'skip', args: { stepIds, data }, packed: [error], read: isApplied };
}

export function consumeMove(stepId: string): Move<Applied> {
  return { kind: 'consume', args: { stepId }, read: isApplied };
}

export function endMove(
  { steps }: Plan,
  end: { readonly status: string; readonly by: string; readonly event: string },
  error?: StepError,
): Move<Applied> {
  const args = { steps: steps.map(({ id }) => id), retentionMs: RETENTION_MS, ...end };
  return { kind: 'end', args, packed: [error], read: isApplied };
}

/** What goes along packed; nothing where there is nothing. */
export function packedOf({ packed = [] }: Move<unknown>): [Buffer | '', Buffer | ''] {
  const [first, second] = packed.map((value) => (value === undefined ? '' : pack(value)));
  return [first ?? '', second ?? ''];
}

function beginResult([kind, first, second]: [string, (string | number)?, string?]): BeginResult {
  switch (kind) {
    case 'go':
      return {
        kind,
        attempt: Number(first),
        warnings: (JSON.parse(second ?? '[]') as BudgetUse[]).map(inUnits),
      };
    case 'over_budget':
      return { kind, refusal: refusalOf(String(first)) };
    case 'uncertain':
      return { kind, attempt: Number(first) };
    case 'crashing':
      return { kind, attempts: Number(first) };
    default:
      return { kind: 'gone' };
  }
}

const inUnits = <T extends BudgetUse>(use: T): T => ({
  ...use,
  cost: fromMilli(use.cost),
  costLimit: fromMilli(use.costLimit),
});

/** A refusal as the scripts write it, in units. */
export function refusalOf(text: string): BudgetRefusal {
  const refusal = inUnits(JSON.parse(text) as BudgetRefusal);
  return { ...refusal, wantedCost: fromMilli(refusal.wantedCost) };
}
