import fc from 'fast-check';
import { type Approval, ApprovalPolicyKind, ApprovalState } from '../../src/core/approval.ts';
import { DataMode } from '../../src/core/data-mode.ts';
import { ERROR_CODES } from '../../src/core/errors.ts';
import { PLAN_STATUSES, type PlanRecord, STEP_STATUSES, type StepRecord } from '../../src/core/plan.ts';
import type { CheckResult, MessagePayload, Proposal, ProposalPayload } from '../../src/core/proposal.ts';
import { hostileLine, hostileList, hostileText } from './hostile.ts';
import { aFinding, anApproval, aPayload, aPlanRecord, aStep, OPENED_AT } from './plan-records.ts';

const user = fc.constantFrom('U001', 'U002', 'U003');
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const opt = <K extends string, T>(key: K, value: T) =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: NonNullable<T> };

export const hostilePayload: fc.Arbitrary<MessagePayload> = fc
  .record({
    channel: fc.constantFrom('email', 'linkedin', 'phone', 'sms'),
    accountName: hostileText,
    name: maybe(hostileText),
    title: maybe(hostileText),
    email: maybe(fc.oneof(hostileText, fc.constant('dana.reyes@northwind.example'))),
    subject: maybe(hostileText),
    body: hostileText,
  })
  .map(({ channel, accountName, name, title, email, subject, body }) => {
    const recipient = { ...opt('name', name), ...opt('title', title), ...opt('email', email) };
    const payload = { ...aPayload({ channel, accountName, body, recipient }), ...opt('subject', subject) };
    if (subject === undefined) delete payload.subject;
    return payload;
  });

const payload: fc.Arbitrary<ProposalPayload> = fc.oneof(
  { weight: 4, arbitrary: hostilePayload },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('rerun' as const),
      tool: hostileText,
      attempt: fc.integer({ min: 1 }),
      idempotencyKey: hostileText,
      original: hostilePayload,
    }),
  },
);

export const hostileChecks: fc.Arbitrary<CheckResult[]> = fc.array(
  fc.record({
    check: hostileText,
    passed: fc.boolean(),
    summary: hostileText,
    issues: fc.array(
      fc.record(
        {
          severity: fc.constantFrom('critical', 'warning', 'info'),
          message: hostileText,
          suggestion: hostileText,
          field: fc.constantFrom('subject', 'body'),
        },
        { requiredKeys: ['severity', 'message'] },
      ),
      { maxLength: 8 },
    ),
  }),
  { maxLength: 3 },
);

const proposal: fc.Arbitrary<Proposal> = fc.record({
  summary: hostileLine,
  payload,
  consequences: fc.array(hostileText, { minLength: 1, maxLength: 8 }),
  reasoning: hostileList,
  evidence: fc.array(
    fc.record(
      { text: hostileText, source: hostileText, occurredAt: hostileText, url: hostileText },
      { requiredKeys: ['text', 'source'] },
    ),
    { maxLength: 12 },
  ),
  unknowns: hostileList,
  risk: fc.constantFrom('low', 'medium', 'high'),
});

export const hostileApproval: fc.Arbitrary<Approval> = fc
  .record({
    state: fc.constantFrom(...ApprovalState.options),
    version: fc.integer({ min: 1, max: 999 }),
    kind: fc.constantFrom(...ApprovalPolicyKind.options),
    approvers: fc.array(fc.constantFrom('U001', 'U002', 'S001', 'S002'), { maxLength: 40 }),
    proposal,
    checks: hostileChecks,
    votes: fc.array(user, { maxLength: 2 }),
    decidedBy: maybe(fc.oneof(user, hostileText)),
    reason: maybe(hostileText),
    editedBy: maybe(user),
  })
  .map(({ kind, approvers, decidedBy, reason, editedBy, ...rest }) =>
    anApproval({
      ...rest,
      policy: { kind, approvers, expiresInMs: 1_000 },
      ...opt('decidedBy', decidedBy),
      ...opt('decidedAt', decidedBy === undefined ? undefined : OPENED_AT),
      ...opt('reason', reason),
      ...opt('editedBy', editedBy),
    }),
  );

const output = fc.oneof(
  fc
    .record({
      headline: hostileLine.map((text) => Array.from(text).slice(0, 150).join('')),
      reasons: hostileList,
      unknowns: hostileList,
      sources: hostileList,
      dataMode: fc.constantFrom(...DataMode.options),
      details: fc.array(fc.record({ title: hostileLine, lines: hostileList }), { maxLength: 12 }),
    })
    .map((finding) => ({ ...aFinding(finding), tier: 'A' })),
  fc.anything(),
);

const error = fc.record(
  { code: fc.constantFrom(...ERROR_CODES), message: hostileText, hint: hostileText },
  { requiredKeys: ['code', 'message'] },
);

const step: fc.Arbitrary<StepRecord> = fc.record(
  {
    status: fc.constantFrom(...STEP_STATUSES),
    attempts: fc.nat(5),
    spent: fc.double({ min: 0, max: 100, noNaN: true }),
    output,
    error,
    approval: hostileApproval,
  },
  { requiredKeys: ['status', 'attempts', 'spent'] },
);

/** Plan records of one to thirty steps, hostile wherever text comes from data, a vendor or a person. */
export const hostileRecord: fc.Arbitrary<PlanRecord> = fc
  .record({
    goal: hostileText,
    command: hostileText,
    traceId: hostileText,
    requestedBy: fc.oneof(user, hostileText),
    cancelledBy: maybe(fc.oneof(user, hostileText)),
    fallbackReason: maybe(hostileText),
    status: fc.constantFrom(...PLAN_STATUSES),
    error: maybe(error),
    steps: fc.array(fc.tuple(hostileText, step), { minLength: 1, maxLength: 30 }),
  })
  .map(({ steps, status, error: failure, cancelledBy, fallbackReason, ...plan }) => {
    const ids = steps.map((_, index) => `step${index}`);
    const specs = steps.map(([text], index) =>
      aStep({
        id: `step${index}`,
        tool: index === steps.length - 1 ? 'explain_recommendation' : text,
        reason: text,
      }),
    );
    return aPlanRecord({
      plan: {
        ...plan,
        steps: specs,
        planner: { kind: 'template', registryVersion: 'r1', ...opt('fallbackReason', fallbackReason) },
      },
      status,
      steps: Object.fromEntries(steps.map(([, record], index) => [ids[index] ?? '', record])),
      ...opt('error', failure),
      ...opt('cancelledBy', cancelledBy),
    });
  });
