import type { Approval } from '../../src/core/approval.ts';
import type { Finding } from '../../src/core/finding.ts';
import type { TouchpointPayload } from '../../src/core/payloads/touchpoint.ts';
import type { Plan, PlanRecord, StepRecord, StepSpec } from '../../src/core/plan.ts';
import { type MessagePayload, type Proposal, proposalHash } from '../../src/core/proposal.ts';

/** Builders of plan records that look like those of a real `qualify` plan; every part can be overridden. */
export const PLAN_ID = '01JD9ZK5X8Q2M4N6P8R0S2T4V6';
export const OPENED_AT = Date.UTC(2026, 10, 22, 10, 0);

export function aFinding(overrides: Partial<Finding> = {}): Finding {
  return {
    headline: 'Northwind fits: 4 of 5 criteria match',
    reasons: ['Industry is Logistics'],
    unknowns: ['annual revenue'],
    confidence: 0.8,
    dataMode: 'sample',
    asOf: '2026-11-22T09:00:00Z',
    sources: ['accounts.csv'],
    ...overrides,
  };
}

export function aStep(overrides: Partial<StepSpec> = {}): StepSpec {
  return {
    id: 'fit',
    tool: 'score_account_fit',
    domain: 'intelligence',
    sideEffect: 'read-only',
    input: { accountId: 'northwind' },
    after: [],
    checks: [],
    onDenied: 'skip',
    reason: 'Whether the account resembles the customers we win with.',
    cost: 0.5,
    timeoutMs: 5_000,
    retries: 2,
    ...overrides,
  };
}

export function aStepRecord(overrides: Partial<StepRecord> = {}): StepRecord {
  return { status: 'succeeded', attempts: 1, spent: 0.5, output: aFinding(), ...overrides };
}

export function aPayload(overrides: Partial<MessagePayload> = {}): MessagePayload {
  return {
    kind: 'message',
    channel: 'email',
    accountId: 'northwind',
    accountName: 'Northwind',
    recipient: {
      contactId: 'c1',
      name: 'Dana Reyes',
      title: 'VP Operations',
      email: 'dana.reyes@northwind.example',
    },
    subject: 'Your new warehouse in Lyon',
    body: 'Hello Dana,\n\nyou opened a warehouse in Lyon.\n\nKind regards\nSam',
    ...overrides,
  };
}

export function aTouchpoint(overrides: Partial<TouchpointPayload> = {}): TouchpointPayload {
  return {
    kind: 'touchpoint',
    channel: 'phone',
    accountId: 'northwind',
    accountName: 'Northwind',
    recipient: { contactId: 'c1', name: 'Dana Reyes', title: 'VP Operations', phone: '+33 1 23 45 67 89' },
    startsAt: '2026-11-24T09:00:00.000Z',
    durationMinutes: 20,
    timeZones: ['Europe/Paris'],
    localTime: 'Tuesday 24 November 2026, 10:00 in Paris',
    purpose: 'The open deal Platform rollout',
    ...overrides,
  };
}

export function aProposal(overrides: Partial<Proposal> = {}): Proposal {
  return {
    summary: 'An e-mail to Dana Reyes about the new warehouse',
    payload: aPayload(),
    consequences: ['You receive the text ready to send'],
    reasoning: ['The expansion is three weeks old'],
    evidence: [{ text: 'Opened a warehouse in Lyon', source: 'signals.csv', occurredAt: '2026-11-01' }],
    unknowns: ['who signs'],
    risk: 'low',
    ...overrides,
  };
}

export function anApproval(overrides: Partial<Approval> = {}): Approval {
  const proposal = overrides.proposal ?? aProposal();
  return {
    state: 'pending',
    version: 1,
    hash: proposalHash('draft_outbound_message', proposal.payload),
    openedAt: OPENED_AT,
    expiresAt: OPENED_AT + 24 * 3_600_000,
    policy: { kind: 'requester', approvers: [], expiresInMs: 24 * 3_600_000 },
    proposal,
    checks: [{ check: 'assess_message_quality', passed: true, summary: '82 of 100', issues: [] }],
    votes: [],
    ...overrides,
  };
}

export interface RecordOverrides extends Partial<Omit<PlanRecord, 'plan'>> {
  readonly plan?: Partial<Plan>;
}

/** A plan of the given steps; without overrides: `fit` done, `draft` waiting for a decision, `explain` to come. */
export function aPlanRecord({ plan = {}, ...overrides }: RecordOverrides = {}): PlanRecord {
  return {
    plan: {
      schemaVersion: 1,
      planId: PLAN_ID,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      teamId: 'T001',
      channelId: 'C001',
      requestedBy: 'U001',
      goal: 'Qualify Northwind',
      command: 'qualify Northwind',
      profile: 'sales',
      planner: { kind: 'template', registryVersion: 'r1' },
      steps: [
        aStep(),
        aStep({
          id: 'draft',
          tool: 'draft_outbound_message',
          domain: 'engagement',
          sideEffect: 'propose',
          cost: 1,
        }),
        aStep({ id: 'explain', tool: 'explain_recommendation', domain: 'governance', cost: 0.2 }),
      ],
      budget: { cost: 10, calls: 30 },
      estimate: { cost: 1.7, calls: 3 },
      createdAt: '2026-11-22T10:00:00Z',
      ...plan,
    },
    status: 'awaiting_approval',
    revision: 4,
    updatedAt: OPENED_AT,
    spent: { cost: 2.7, calls: 5 },
    steps: {
      fit: aStepRecord(),
      draft: {
        status: 'awaiting_approval',
        attempts: 1,
        spent: 1,
        approval: anApproval(),
      },
      explain: { status: 'pending', attempts: 0, spent: 0 },
    },
    ...overrides,
  };
}

/** The default record with its approval replaced, and with the states that go with it. */
export function withApproval(approval: Approval, overrides: RecordOverrides = {}): PlanRecord {
  const base = aPlanRecord(overrides);
  const statuses = {
    pending: 'awaiting_approval',
    approved: 'succeeded',
    denied: 'denied',
    expired: 'expired',
    cancelled: 'skipped',
  } as const;
  const draft: StepRecord = { status: statuses[approval.state], attempts: 1, spent: 1, approval };
  return { ...base, steps: { ...base.steps, draft } };
}
