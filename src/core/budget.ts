/** Budgets count two things: units of cost and calls. A limit of zero allows nothing. */
export const BUDGET_SCOPES = ['plan', 'domain', 'tool', 'user_day', 'workspace_month'] as const;
export type BudgetScopeKind = (typeof BUDGET_SCOPES)[number];

export interface BudgetScope {
  readonly kind: BudgetScopeKind;
  /** What it is about: the domain, the tool, the user, the day or month; empty for the plan. */
  readonly id: string;
  readonly costLimit: number;
  readonly callLimit: number;
}

export interface BudgetUse extends BudgetScope {
  readonly cost: number;
  readonly calls: number;
}

/** A scope that would be overrun, with the numbers to tell the person. */
export interface BudgetRefusal extends BudgetUse {
  readonly wantedCost: number;
  readonly wantedCalls: number;
}

/** Share of a budget at which people are warned, once per scope and period. */
export const WARN_AT = 0.8;

/** Used share of the tighter of the two limits, 0..1 and above; 1 when nothing is allowed. */
export function usedShare(use: BudgetUse): number {
  const share = (used: number, limit: number) => (limit > 0 ? used / limit : 1);
  return Math.max(share(use.cost, use.costLimit), share(use.calls, use.callLimit));
}
