import type { AuditEntry } from '../../../src/core/plan-store.ts';
import type { PlanDocument, Violation } from './evidence.ts';
import { foldAudit } from './fold.ts';

const ENDED = ['completed', 'partial', 'failed', 'cancelled'];
export const isDecision = ({ event }: AuditEntry) =>
  event === 'approval_received' || event === 'approval_timeout';
const isEnd = ({ event }: AuditEntry) => event === 'plan_ended' || event === 'plan_cancelled';

/** What the trail and the stored plan say about one plan. */
export function planViolations(
  planId: string,
  entries: readonly AuditEntry[],
  plan: PlanDocument | undefined,
): Violation[] {
  if (!plan) return [{ invariant: 'I1', text: `${planId} is named and is gone` }];
  return [
    ...ends(planId, entries, plan),
    ...course(planId, entries),
    ...sums(planId, plan),
    ...folds(planId, entries, plan),
  ];
}

function ends(planId: string, entries: readonly AuditEntry[], plan: PlanDocument): Violation[] {
  const found: Violation[] = [];
  if (!ENDED.includes(plan.status))
    found.push({ invariant: 'I1', text: `${planId} is still ${plan.status}` });
  const times = entries.filter(isEnd).length;
  if (times !== 1) found.push({ invariant: 'I1', text: `${planId} ended ${times} times` });
  return found;
}

/** The trail read forwards: what may follow what. */
function course(planId: string, entries: readonly AuditEntry[]): Violation[] {
  const found: Violation[] = [];
  const open = new Map<string, unknown>();
  const version = new Map<string, unknown>();
  const waiting = new Set<string>();
  const mayAct = new Set<string>();
  const asks = new Set<string>();
  let isOver = false;
  for (const entry of entries) {
    const { event, stepId, data } = entry;
    const say = (invariant: Violation['invariant'], text: string) =>
      found.push({ invariant, text: `${planId} ${stepId} ${event}: ${text}` });
    if (isOver && /^(tool_call|approval_(requested|received|timeout|vote|edited)|step_)/.test(event))
      say('I1', 'after the end of the plan');
    switch (event) {
      case 'tool_call_start':
        if (data.phase === 'commit' && !mayAct.has(stepId)) say('I2', 'acts without approval');
        open.set(stepId, data.attempt);
        break;
      case 'tool_call_complete':
      case 'tool_call_error':
      case 'step_released':
        if (open.get(stepId) !== data.attempt)
          say('I4', `attempt ${data.attempt}, open is ${open.get(stepId)}`);
        if (event === 'tool_call_complete' && asks.has(stepId) && !mayAct.delete(stepId))
          say('I2', 'succeeded without approval');
        open.delete(stepId);
        break;
      case 'approval_requested':
        if (!open.has(stepId)) say('I4', 'without an open attempt');
        asks.add(stepId);
        waiting.add(stepId);
        mayAct.delete(stepId);
        open.delete(stepId);
        version.set(stepId, data.version);
        break;
      case 'approval_edited':
        if (!waiting.has(stepId)) say('I3', 'edited after its decision');
        version.set(stepId, data.version);
        break;
      case 'approval_received':
      case 'approval_timeout':
        if (!waiting.delete(stepId)) say('I3', 'decided more than once');
        if (data.version !== version.get(stepId))
          say('I3', `of version ${data.version}, not ${version.get(stepId)}`);
        if (data.decision === 'approved') mayAct.add(stepId);
        break;
      case 'plan_ended':
      case 'plan_cancelled':
        isOver = true;
    }
  }
  return found;
}

function sums(planId: string, { spent, budget, steps }: PlanDocument): Violation[] {
  const found: Violation[] = [];
  const total = steps.reduce((sum, { cost }) => sum + cost, 0);
  if (Math.abs(total - spent.cost) > 1e-9)
    found.push({ invariant: 'I5', text: `${planId} spent ${spent.cost}, its steps ${total}` });
  if (spent.cost > budget.cost || spent.calls > budget.calls)
    found.push({ invariant: 'I5', text: `${planId} spent more than its budget` });
  return found;
}

function folds(planId: string, entries: readonly AuditEntry[], plan: PlanDocument): Violation[] {
  const folded = foldAudit(
    entries,
    plan.steps.map(({ id }) => id),
  );
  const found: Violation[] = [];
  if (folded.status !== plan.status)
    found.push({ invariant: 'I6', text: `${planId} is ${plan.status}, its trail says ${folded.status}` });
  for (const { id, status, approval } of plan.steps) {
    const audited = folded.steps.get(id)?.status;
    if (audited !== status)
      found.push({ invariant: 'I6', text: `${planId} ${id} is ${status}, its trail says ${audited}` });
    const last = entries.filter((entry) => entry.stepId === id && isDecision(entry)).at(-1);
    if (approval && last && (last.data.decision !== approval.state || last.actor !== approval.decidedBy))
      found.push({
        invariant: 'I3',
        text: `${planId} ${id} is ${approval.state}, decided was ${last.data.decision}`,
      });
  }
  return found;
}
