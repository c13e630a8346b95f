import type { Approval, ApprovalPolicy, ApprovalRef, ApprovalState } from './approval.ts';
import type { BudgetRefusal, BudgetScope, BudgetUse } from './budget.ts';
import type { CrmOutcome } from './payloads/crm-record.ts';
import type { Amounts, Plan, PlanRecord, PlanStatus, StepError, Undone } from './plan.ts';
import type { CheckResult, Proposal } from './proposal.ts';

export type CreateResult =
  | { readonly kind: 'created' }
  /** The same request came before; this is its plan. */
  | { readonly kind: 'duplicate'; readonly planId: string }
  | { readonly kind: 'refused'; readonly refusal: BudgetRefusal };

export type BeginResult =
  | { readonly kind: 'go'; readonly attempt: number; readonly warnings: readonly BudgetUse[] }
  | { readonly kind: 'over_budget'; readonly refusal: BudgetRefusal }
  /** An earlier attempt was interrupted and the tool cannot be repeated safely. */
  | { readonly kind: 'uncertain'; readonly attempt: number }
  /** It was interrupted too often: the step takes its workers down. */
  | { readonly kind: 'crashing'; readonly attempts: number }
  /** The step or the plan has ended meanwhile; load again. */
  | { readonly kind: 'gone' };

/** What one attempt takes from each of its budgets. */
export interface Charge extends Amounts {
  readonly scopes: readonly BudgetScope[];
}

/** A budget and what the whole plan is estimated to take from it. */
export interface EstimatedScope extends BudgetScope {
  readonly estimate: Amounts;
}

export interface BeginStep {
  readonly teamId: string;
  readonly planId: string;
  readonly stepId: string;
  readonly tool: string;
  readonly phase: 'run' | 'commit';
  readonly charge: Charge;
  readonly maxAttempts: number;
  /** False: an attempt found interrupted answers `uncertain`. */
  readonly repeatable: boolean;
}

export interface StepOutcome {
  readonly teamId: string;
  readonly planId: string;
  readonly stepId: string;
  readonly tool: string;
  /** The fence: only the newest attempt may end the step. */
  readonly attempt: number;
  /** Part of what was reserved that was not used after all; below zero where more was used. */
  readonly unused?: Charge | undefined;
  /** The way that was chosen in this step, for the audit trail. */
  readonly route?: Readonly<Record<string, string>> | undefined;
  /** What was written to CRMs, and who approved it, for the audit trail. */
  readonly inCrms?: { readonly by: string; readonly outcomes: readonly CrmOutcome[] };
  readonly result:
    | {
        readonly status: 'succeeded';
        readonly output: unknown;
        /** The approved message now goes to its requester. */
        readonly handOver: boolean;
      }
    | { readonly status: 'failed' | 'uncertain'; readonly error: StepError }
    /** To be tried again, or handed to another worker: open as before. `release` gives its budget back. */
    | { readonly status: 'pending'; readonly release?: Charge; readonly error?: StepError };
}

/** `fenced`: a newer attempt exists or the plan has ended, and nothing was changed. */
export type Applied = 'applied' | 'fenced';

export interface OpenApproval {
  readonly teamId: string;
  readonly planId: string;
  readonly stepId: string;
  readonly tool: string;
  readonly attempt: number;
  readonly proposal: Proposal;
  readonly hash: string;
  readonly checks: readonly CheckResult[];
  readonly policy: ApprovalPolicy;
  /** As in `StepOutcome`. */
  readonly unused?: Charge | undefined;
}

export interface Decide {
  readonly teamId: string;
  readonly ref: ApprovalRef;
  readonly decision: 'approved' | 'denied' | 'expired';
  readonly by: string;
  readonly reason?: string;
}

export type DecideResult =
  | {
      readonly kind: 'decided';
      readonly state: ApprovalState;
      readonly waitMs: number;
      /** Names the opening that ended. */
      readonly openedAt: number;
    }
  /** Counted as the first of two. */
  | { readonly kind: 'voted'; readonly votes: readonly string[] }
  | { readonly kind: 'already'; readonly state: ApprovalState; readonly by: string; readonly at: number }
  | { readonly kind: 'superseded'; readonly version: number }
  /** The same person cannot be both of the two. */
  | { readonly kind: 'voted_before' }
  /** The policy keeps the requester from deciding, or anybody else. */
  | { readonly kind: 'not_allowed' }
  /** Asked to expire before its time, by a clock that runs ahead. */
  | { readonly kind: 'early'; readonly remainingMs: number }
  | { readonly kind: 'unknown' };

export interface Amend {
  readonly teamId: string;
  readonly ref: ApprovalRef;
  readonly proposal: Proposal;
  readonly hash: string;
  readonly checks: readonly CheckResult[];
  readonly by: string;
}

export type AmendResult =
  | { readonly kind: 'amended'; readonly version: number }
  | Exclude<DecideResult, { kind: 'decided' | 'voted' }>;

export interface PlanSummary {
  readonly planId: string;
  readonly goal: string;
  readonly status: PlanStatus;
  /** What became of a plan of which nothing was done; absent for every other. */
  readonly undone?: Undone;
  readonly requestedBy: string;
  readonly createdAt: string;
}

/** Names the approval of a step. */
export interface ApprovalPlace {
  readonly planId: string;
  readonly stepId: string;
}

/** An open approval without what it is about: who may decide on it, since when and until when. */
export interface OpenRequest extends ApprovalPlace {
  readonly requestedBy: string;
  readonly approval: Pick<Approval, 'policy' | 'votes' | 'openedAt' | 'expiresAt'>;
}

export const oldestFirst = (a: OpenRequest, b: OpenRequest) => a.approval.openedAt - b.approval.openedAt;

export interface OpenCount {
  readonly count: number;
  readonly oldestOpenedAt: number | null;
}

/** The same with all that a person needs to decide. */
export interface PendingApproval extends OpenRequest {
  readonly goal: string;
  readonly approval: Approval;
}

/** One entry of the audit trail. `hash` covers the entry and the hash before it. */
export interface AuditEntry {
  readonly id: string;
  readonly at: number;
  readonly event: string;
  readonly planId: string;
  readonly stepId: string;
  readonly actor: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly hash: string;
}

/** The changes that a run of the engine makes to a plan. */
export interface PlanMoves {
  begin(step: BeginStep): Promise<BeginResult>;
  finish(outcome: StepOutcome): Promise<Applied>;
  /** Ends open steps that will never run. */
  skip(teamId: string, planId: string, stepIds: readonly string[], error: StepError): Promise<Applied>;
  openApproval(open: OpenApproval): Promise<Applied>;
  /** Moves the decision into the step: approved goes back to `pending`, the rest ends the step. */
  consume(teamId: string, planId: string, stepId: string): Promise<Applied>;
  settle(plan: Plan, status: PlanStatus, error?: StepError): Promise<Applied>;
}

/**
 * The truth about plans. Every method that changes something does it in one atomic step together with its
 * audit entry, and is safe to repeat.
 */
export interface PlanStore extends PlanMoves {
  /** Stores the plan as `queued`, unless `requestKey` was seen before or the estimate does not fit a scope. */
  create(plan: Plan, requestKey: string, scopes: readonly EstimatedScope[]): Promise<CreateResult>;
  load(teamId: string, planId: string): Promise<PlanRecord | null>;
  /** Takes a plan up; answers how often that happened since anything changed, 0 when it has ended. */
  claim(teamId: string, planId: string): Promise<number>;
  /**
   * The same moves for one run: those that are asked for in one turn go as one atomic step, in their order. Once one
   * other than `begin` is refused, so is every later one but `finish`; once one fails, all later ones fail.
   */
  together(teamId: string, planId: string): PlanMoves;
  decide(decide: Decide): Promise<DecideResult>;
  amend(amend: Amend): Promise<AmendResult>;
  /** Ends the plan and its open approval as cancelled; `fenced` when it had ended before. */
  cancel(plan: Plan, by: string): Promise<Applied>;
  /** Newest first. */
  list(teamId: string, limit: number, requestedBy?: string): Promise<readonly PlanSummary[]>;
  /** All open approvals, those that expire first before the others; small, also where thousands wait. */
  openRequests(teamId: string): Promise<readonly OpenRequest[]>;
  /** How many approvals are open, and since when the oldest is (Unix ms; null of none); cheap enough to ask all the time. */
  openCount(teamId: string): Promise<OpenCount>;
  /** Those of these approvals that are still open, in the order in which they are named. */
  pendingApprovals(teamId: string, places: readonly ApprovalPlace[]): Promise<readonly PendingApproval[]>;
  budgetUse(teamId: string, scopes: readonly BudgetScope[]): Promise<readonly BudgetUse[]>;
  /** Notes something that changes no plan, such as a refused click. */
  note(
    teamId: string,
    event: string,
    entry: { planId: string; stepId?: string; actor: string; data?: Record<string, unknown> },
  ): Promise<void>;
}
