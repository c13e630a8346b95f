import { z } from 'zod';
import { Approval, ApprovalPolicy } from './approval.ts';
import { ERROR_CODES } from './errors.ts';

const DOMAINS = [
  'territory',
  'intelligence',
  'knowledge',
  'engagement',
  'qualification',
  'governance',
] as const;
export const Domain = z.enum(DOMAINS);
export type Domain = z.infer<typeof Domain>;

/** `propose` and `execute` touch the outside world and need a person; `read-only` does not. */
export const SideEffect = z.enum(['read-only', 'propose', 'execute']);
export type SideEffect = z.infer<typeof SideEffect>;

export const StepId = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/);

/** One step as planned. Class, cost, timeout and policy come from the registry alone. */
export const StepSpec = z.strictObject({
  id: StepId,
  tool: z.string(),
  domain: Domain,
  sideEffect: SideEffect,
  /** Literals and references such as `$steps.fit.output.tier`; a trailing `?` makes a reference optional. */
  input: z.record(z.string(), z.unknown()),
  /** Steps that must have ended first, besides those that the input refers to. */
  after: z.array(StepId),
  /** Read-only tools that judge the proposal before a person sees it. */
  checks: z.array(z.string()),
  /** What a denial or expiry does: `stop` ends the plan, `skip` only skips what needs this step. */
  onDenied: z.enum(['stop', 'skip']),
  reason: z.string(),
  /** Budget units that one attempt costs. */
  cost: z.number().nonnegative(),
  /** How much of that a model may take at most; what it does not take is given back. */
  modelCost: z.number().nonnegative().optional(),
  timeoutMs: z.number().int().positive(),
  /** How often a retryable failure is tried again. */
  retries: z.number().int().nonnegative(),
  approval: ApprovalPolicy.optional(),
});
export type StepSpec = z.infer<typeof StepSpec>;

/** Who made the steps, and why not the one that should have. */
export const PlannedBy = z.strictObject({
  kind: z.enum(['template', 'ranked', 'model']),
  fallbackReason: z.string().optional(),
  registryVersion: z.string(),
});

const Amounts = z.strictObject({ cost: z.number().nonnegative(), calls: z.number().int().nonnegative() });
export type Amounts = z.infer<typeof Amounts>;

/**
 * A plan as decided, never changed afterwards; what happens to it is a `PlanRecord`. Where the first step
 * makes the plan, its stored answer holds the other steps, and a record shows them all (`withPlanned`).
 * Schema history: 1 (2026-11-22) first; `modelCost` of a step is newer and optional.
 */
export const Plan = z.strictObject({
  schemaVersion: z.literal(1),
  planId: z.ulid(),
  traceId: z.string(),
  teamId: z.string(),
  /** Slack channel of the command; null when it came from the command line. */
  channelId: z.string().nullable(),
  /** Slack message in whose thread the cards of this plan stand; absent: in the channel itself. */
  threadTs: z.string().optional(),
  requestedBy: z.string(),
  goal: z.string(),
  /** The command as typed, such as `qualify Acme`. */
  command: z.string(),
  profile: z.string(),
  planner: PlannedBy,
  /** The account that it is about, if it is about one. */
  subject: z.strictObject({ accountId: z.string(), name: z.string() }).optional(),
  steps: z.array(StepSpec).min(1).max(30),
  budget: Amounts,
  estimate: Amounts,
  createdAt: z.iso.datetime(),
});
export type Plan = z.infer<typeof Plan>;

export const PLAN_STATUSES = [
  'queued',
  'running',
  'awaiting_approval',
  'completed',
  'partial',
  'failed',
  'cancelled',
] as const;
export const PlanStatus = z.enum(PLAN_STATUSES);
export type PlanStatus = z.infer<typeof PlanStatus>;

export const STEP_STATUSES = [
  'pending',
  'running',
  'awaiting_approval',
  'succeeded',
  'failed',
  'skipped',
  'denied',
  'expired',
  'uncertain',
] as const;
export const StepStatus = z.enum(STEP_STATUSES);
export type StepStatus = z.infer<typeof StepStatus>;

export const StepError = z.strictObject({
  code: z.enum(ERROR_CODES),
  message: z.string(),
  hint: z.string().optional(),
});
export type StepError = z.infer<typeof StepError>;

/** What has happened to one step so far. Times are milliseconds of Redis' clock. */
export const StepRecord = z.strictObject({
  status: StepStatus,
  /** Attempts begun; also the fence that a late worker cannot pass. */
  attempts: z.number().int().nonnegative(),
  startedAt: z.number().optional(),
  endedAt: z.number().optional(),
  /** Budget units charged for it. */
  spent: z.number().nonnegative(),
  input: z.unknown().optional(),
  output: z.unknown().optional(),
  error: StepError.optional(),
  approval: Approval.optional(),
});
export type StepRecord = z.infer<typeof StepRecord>;

/** A plan and all that has happened to it: the truth, as read from the store at one moment. */
export interface PlanRecord {
  readonly plan: Plan;
  readonly status: PlanStatus;
  /** Grows by one with every change that a person can see. */
  readonly revision: number;
  readonly updatedAt: number;
  readonly spent: Amounts;
  readonly steps: Readonly<Record<string, StepRecord>>;
  /** Why it ended early, if it did. */
  readonly error?: StepError;
  readonly cancelledBy?: string;
}

const ENDED_PLAN: readonly PlanStatus[] = ['completed', 'partial', 'failed', 'cancelled'];
const OPEN_STEP: readonly StepStatus[] = ['pending', 'running', 'awaiting_approval'];

export function hasEnded(status: PlanStatus): boolean {
  return ENDED_PLAN.includes(status);
}

export const UNDONE = ['uncertain', 'denied', 'expired'] as const;
export type Undone = (typeof UNDONE)[number];

/** What became of a plan that ended as `partial` although no step of it was done; undefined for every other. */
export function undone({ plan, status, steps }: PlanRecord): Undone | undefined {
  const statuses = plan.steps.map(({ id }) => steps[id]?.status);
  if (status !== 'partial' || statuses.includes('succeeded')) return undefined;
  return UNDONE.find((one) => statuses.includes(one));
}

export function stepHasEnded(status: StepStatus): boolean {
  return !OPEN_STEP.includes(status);
}

/** The record of a planned step; a plan record holds one for each. */
export function stepRecord(record: PlanRecord, stepId: string): StepRecord {
  const found = record.steps[stepId];
  if (!found) throw new Error(`plan ${record.plan.planId} has no step ${stepId}`);
  return found;
}
