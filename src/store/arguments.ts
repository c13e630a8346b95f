import type { BudgetScope } from '../core/budget.ts';
import { DAY, SECOND } from '../core/clock.ts';
import type { Amounts } from '../core/plan.ts';
import { keysOf } from './keys.ts';
import { toMilli } from './record-codec.ts';

/** How long a plan stays readable after it ended, and how long lists reach back. */
export const RETENTION_MS = 90 * DAY;

const PERIOD_TTL_SECONDS = { user_day: (3 * DAY) / SECOND, workspace_month: (70 * DAY) / SECOND } as const;

/** Positions of the two period budgets among a script's keys. */
export interface PeriodPlaces {
  readonly day: number;
  readonly month: number;
}

/** Right behind the eight common keys. */
const FIRST_PLACES: PeriodPlaces = { day: 9, month: 10 };

interface ScopeArgument {
  readonly key: number;
  readonly field: string;
  readonly kind: string;
  readonly id: string;
  readonly costLimit: number;
  readonly callLimit: number;
  readonly wantCost: number;
  readonly wantCalls: number;
  readonly ttlSeconds?: number;
}

/** A budget scope as the scripts read it; plan, domain and tool budgets live in the plan's own hash. */
export function scopeArgument(
  scope: BudgetScope,
  want: Amounts,
  { day, month }: PeriodPlaces = FIRST_PLACES,
): ScopeArgument {
  const limits = {
    kind: scope.kind,
    id: scope.id,
    costLimit: toMilli(scope.costLimit),
    callLimit: scope.callLimit,
    wantCost: toMilli(want.cost),
    wantCalls: want.calls,
  };
  if (scope.kind === 'user_day') {
    return { ...limits, key: day, field: 'b', ttlSeconds: PERIOD_TTL_SECONDS.user_day };
  }
  if (scope.kind === 'workspace_month') {
    return {
      ...limits,
      key: month,
      field: 'b',
      ttlSeconds: PERIOD_TTL_SECONDS.workspace_month,
    };
  }
  return { ...limits, key: 1, field: scope.id ? `b:${scope.kind}:${scope.id}` : `b:${scope.kind}` };
}

/** The two keys behind the common eight, as `scopeArgument` counts on them. */
export function periodKeys(teamId: string, scopes: readonly BudgetScope[]): [string, string] {
  const keys = keysOf(teamId);
  const idOf = (kind: BudgetScope['kind']) => scopes.find((scope) => scope.kind === kind)?.id ?? 'none';
  return [keys.userDay(idOf('user_day')), keys.workspaceMonth(idOf('workspace_month'))];
}

/** Half of a character, as clipping a text can leave it: escaped by JSON, and refused by Redis' JSON reader. */
const HALF_CHARACTER = /(?<=(?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/** Arguments of a script as one JSON text. */
export const argumentsOf = (args: Readonly<Record<string, unknown>>): [string] => {
  const text = JSON.stringify(args);
  return [text.includes('\\ud') ? text.replaceAll(HALF_CHARACTER, '\ufffd') : text];
};
