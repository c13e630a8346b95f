import { CugarError } from '../core/errors.ts';
import { type Plan, type StepSpec, stepRecord } from '../core/plan.ts';
import type { Charge } from '../core/plan-store.ts';
import { type CheckResult, Proposal, proposalHash } from '../core/proposal.ts';
import { attemptStep, named } from './attempt.ts';
import { stepCharge } from './charges.ts';
import { requirePassed, runChecks } from './checks.ts';
import type { EngineDeps, Interruption } from './engine-deps.ts';
import type { Hand } from './hand.ts';
import { createStepMeter } from './meter.ts';
import { identity } from './report.ts';
import { inputOrSkip, toolContext, toolOf } from './tool-context.ts';
import { parseInput, parseStored } from './tool-schemas.ts';
import { watchedData } from './watched-data.ts';

interface Checked {
  readonly proposal: Proposal;
  readonly checks: readonly CheckResult[];
}

/** Makes a proposal, lets the checks judge it, and lays it before a person. */
export async function proposeStep(
  deps: EngineDeps,
  hand: Hand,
  step: StepSpec,
  interruption: Interruption,
): Promise<void> {
  const input = inputOrSkip(hand, step);
  if (input === undefined) return;
  const charge = stepCharge(deps.limits, hand.record.plan, step, deps.clock.now());
  const meter = createStepMeter(step, charge);
  await attemptStep(deps, hand, step, {
    interruption,
    work: {
      phase: 'run',
      charge,
      repeatable: true,
      unused: meter.unused,
      perform: async (signal): Promise<Checked> => {
        const tool = toolOf(deps, step.tool);
        if (tool.sideEffect === 'read-only')
          throw new CugarError('AGENT_CONTRACT', `${step.tool} proposes nothing`);
        const watched = watchedData(deps.data);
        await refuseForGuest(deps, hand.record.plan, step);
        const context = await toolContext(deps, hand.record, step, { signal, meter: meter.begin() });
        const made = await tool.run(parseInput(tool, input), { ...context, data: watched.data });
        const proposal = parseStored(Proposal, await watched.named(made), `The proposal of ${step.tool}`);
        const checks = await runChecks(deps, step.checks, proposal, context);
        requirePassed(checks);
        return { proposal, checks };
      },
      succeed: async (result, attempt) =>
        await openApproval(deps, hand, step, { ...(result as Checked), attempt, unused: meter.unused() }),
    },
  });
}

/** Nobody could decide on what only a guest may decide: guests never may. */
async function refuseForGuest({ requesters }: EngineDeps, plan: Plan, { approval }: StepSpec): Promise<void> {
  if (approval?.kind !== 'requester' || !(await requesters.isGuest(plan))) return;
  throw new CugarError(
    'USER_PERMISSION',
    'Not proposed: only who asked may decide on this, and a guest may not. A full member can ask for it.',
  );
}

/** Stores the approval and calls for its card. */
export async function openApproval(
  deps: EngineDeps,
  hand: Hand,
  step: StepSpec,
  { proposal, checks, attempt, unused }: Checked & { attempt: number; unused?: Charge | undefined },
): Promise<void> {
  if (!step.approval) throw new CugarError('AGENT_CONTRACT', `The step "${step.id}" has no approval policy`);
  const { record } = hand;
  const hash = proposalHash(step.tool, proposal.payload);
  const opened = await hand.openApproval({
    ...named(record, step),
    attempt,
    proposal,
    hash,
    checks,
    policy: step.approval,
    unused,
  });
  if (opened === 'fenced') return;
  deps.events.emit({
    ...identity(record),
    name: 'approval_requested',
    stepId: step.id,
    tool: step.tool,
    version: (stepRecord(record, step.id).approval?.version ?? 0) + 1,
  });
  await deps.wakeups.message(record.plan.teamId, {
    kind: 'approval',
    planId: record.plan.planId,
    stepId: step.id,
  });
}
