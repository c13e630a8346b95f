import { BUDGET_SCOPES, type BudgetScopeKind } from '../core/budget.ts';
import { type Domain, hasEnded, PLAN_STATUSES, type PlanStatus } from '../core/plan.ts';

/** The closed sets of label values. A label never holds an id, a name of a person or account, or free text. */

export const COMMAND_OUTCOMES = ['queued', 'answered', 'refused', 'failed'] as const;
/** `queued` a plan, `answered` at once, `refused` by input, policy or budget, or `failed` by our own fault. */
export type CommandOutcome = (typeof COMMAND_OUTCOMES)[number];

export const RUN_OUTCOMES: readonly PlanStatus[] = PLAN_STATUSES.filter(hasEnded);
export const PLANNERS = ['template', 'ranked', 'model'] as const;
export const STEP_OUTCOMES = ['succeeded', 'failed', 'retried'] as const;
export const DECISIONS = ['approved', 'denied', 'expired', 'cancelled'] as const;

/** Budgets that every plan has; a step's cost counts in each of them. */
export const CONSUMED_SCOPES = [
  'plan',
  'user_day',
  'workspace_month',
] as const satisfies readonly BudgetScopeKind[];
export const REJECTING_SCOPES: readonly BudgetScopeKind[] = BUDGET_SCOPES;

/** Why a click did not count, as the person is told. */
export const REFUSALS = [
  'other_workspace',
  'guest',
  'deactivated',
  'bot',
  'not_approver',
  'own_request',
  'voted_before',
  'expired',
  'decided',
  'superseded',
  'not_editable',
  'unknown',
  'unavailable',
  'other',
] as const;

export const SLACK_METHODS = [
  'apps.connections.open',
  'auth.test',
  'bots.info',
  'chat.postMessage',
  'chat.postEphemeral',
  'chat.update',
  'conversations.open',
  'files.completeUploadExternal',
  'files.getUploadURLExternal',
  'response_url',
  'usergroups.users.list',
  'users.info',
  'views.open',
  'views.publish',
  'views.update',
  'other',
] as const;
export const SLACK_OUTCOMES = ['ok', 'rate_limited', 'error'] as const;
export type SlackOutcome = (typeof SLACK_OUTCOMES)[number];

export interface KnownTool {
  readonly name: string;
  readonly domain: Domain;
}

/** The value if it is one of the set, else the set's word for everything else. */
export function within(known: ReadonlySet<string>, value: string, otherwise: 'unknown' | 'other'): string {
  return known.has(value) ? value : otherwise;
}

export const MODEL_OUTCOMES = ['answered', 'slow', 'failed'] as const;

/** How one question to the model went; never what was said. */
export interface ModelCall {
  readonly outcome: (typeof MODEL_OUTCOMES)[number];
  readonly durationMs: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
}
