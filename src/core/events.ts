import type { ApprovalState } from './approval.ts';
import type { BudgetScopeKind } from './budget.ts';
import type { ErrorCode } from './errors.ts';
import type { Domain, PlanStatus } from './plan.ts';

interface Base {
  readonly teamId: string;
  readonly planId: string;
  readonly traceId: string;
}

/** The ten canonical events of the field, and what ends a plan. Metrics and logs derive from these alone. */
export type CugarEvent = Base &
  (
    | {
        readonly name: 'plan_created';
        readonly command: string;
        readonly planner: string;
        readonly steps: number;
      }
    | { readonly name: 'route_decision'; readonly chosen: string; readonly reason: string }
    | {
        readonly name: 'tool_call_start';
        readonly stepId: string;
        readonly tool: string;
        readonly domain: Domain;
        readonly attempt: number;
        /** From the approval to this start, where it does what was approved. */
        readonly resumedAfterMs?: number;
      }
    | {
        readonly name: 'tool_call_complete';
        readonly stepId: string;
        readonly tool: string;
        readonly domain: Domain;
        readonly durationMs: number;
        readonly cost: number;
      }
    | {
        readonly name: 'tool_call_error';
        readonly stepId: string;
        readonly tool: string;
        readonly domain: Domain;
        readonly durationMs: number;
        readonly code: ErrorCode;
        readonly willRetry: boolean;
        /** Budget units charged although it failed; absent when they were given back. */
        readonly cost?: number;
      }
    | { readonly name: 'budget_warning'; readonly scope: BudgetScopeKind; readonly usedShare: number }
    | { readonly name: 'budget_exceeded'; readonly scope: BudgetScopeKind }
    | {
        readonly name: 'approval_requested';
        readonly stepId: string;
        readonly tool: string;
        readonly version: number;
      }
    | {
        readonly name: 'approval_received';
        readonly stepId: string;
        readonly decision: Exclude<ApprovalState, 'pending' | 'expired'>;
        readonly waitMs: number;
      }
    | { readonly name: 'approval_timeout'; readonly stepId: string; readonly waitMs: number }
    | {
        readonly name: 'plan_ended';
        readonly status: PlanStatus;
        readonly planner: string;
        readonly durationMs: number;
        readonly steps: number;
      }
  );

export type EventName = CugarEvent['name'];
