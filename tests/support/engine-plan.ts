import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { ApprovalPolicy } from '../../src/core/approval.ts';
import type { Plan, StepSpec } from '../../src/core/plan.ts';
import type { BeginStep, Charge, EstimatedScope, OpenApproval } from '../../src/core/plan-store.ts';
import { type Proposal, proposalHash } from '../../src/core/proposal.ts';
import { aProposal } from './plan-records.ts';

/** A read-only step of the tool `echo`, unless told otherwise. */
export function step(id: string, overrides: Partial<StepSpec> = {}): StepSpec {
  return {
    id,
    tool: 'echo',
    domain: 'intelligence',
    sideEffect: 'read-only',
    input: { text: id },
    after: [],
    checks: [],
    onDenied: 'skip',
    reason: 'to see what happens',
    cost: 1,
    timeoutMs: 5_000,
    retries: 0,
    ...overrides,
  };
}

export const policy = (overrides: Partial<ApprovalPolicy> = {}): ApprovalPolicy => ({
  kind: 'requester',
  approvers: [],
  expiresInMs: 60_000,
  ...overrides,
});

/** A step of the tool `letter`, which proposes a message. */
export function proposeStep(id: string, overrides: Partial<StepSpec> = {}): StepSpec {
  const more = { tool: 'letter', sideEffect: 'propose', domain: 'engagement', approval: policy() } as const;
  return step(id, { ...more, ...overrides });
}

export function plan(teamId: string, steps: readonly StepSpec[], overrides: Partial<Plan> = {}): Plan {
  return {
    schemaVersion: 1,
    planId: ulid(),
    traceId: randomUUID().replaceAll('-', ''),
    teamId,
    channelId: 'C1',
    requestedBy: 'U1',
    goal: 'Try it',
    command: 'try it',
    profile: 'sales',
    planner: { kind: 'template', registryVersion: 'r1' },
    steps: [...steps],
    budget: { cost: 100, calls: 100 },
    estimate: { cost: steps.length, calls: steps.length },
    createdAt: new Date().toISOString(),
    ...overrides,
  };
}

const NOTHING: Charge = { cost: 0, calls: 0, scopes: [] };

/** A charge against the plan's own budget alone. */
export function planCharge(cost: number, limit: { cost: number; calls: number }): Charge {
  return {
    cost,
    calls: 1,
    scopes: [{ kind: 'plan', id: '', costLimit: limit.cost, callLimit: limit.calls }],
  };
}

export const estimated = (charge: Charge, times = 1): EstimatedScope[] =>
  charge.scopes.map((scope) => ({
    ...scope,
    estimate: { cost: charge.cost * times, calls: charge.calls * times },
  }));

/** How to begin a step of a plan; repeatable and free of charge unless told otherwise. */
export function beginning(of: Plan, stepId: string, overrides: Partial<BeginStep> = {}): BeginStep {
  return {
    teamId: of.teamId,
    planId: of.planId,
    stepId,
    tool: 'echo',
    phase: 'run',
    charge: NOTHING,
    maxAttempts: 3,
    repeatable: true,
    ...overrides,
  };
}

export interface Opening {
  readonly stepId: string;
  readonly attempt: number;
  readonly policy?: ApprovalPolicy;
  readonly proposal?: Proposal;
}

export function opening(of: Plan, opened: Opening): OpenApproval {
  const proposal = opened.proposal ?? aProposal();
  return {
    teamId: of.teamId,
    planId: of.planId,
    stepId: opened.stepId,
    tool: 'letter',
    attempt: opened.attempt,
    proposal,
    hash: proposalHash('letter', proposal.payload),
    checks: [],
    policy: opened.policy ?? policy(),
  };
}
