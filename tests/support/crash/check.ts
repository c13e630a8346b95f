import { foldAudit } from '../../../bench/campaign/check/fold.ts';
import type { AuditVerdict } from '../../../src/core/audit-trail.ts';
import type { PlanRecord } from '../../../src/core/plan.ts';
import { hasEnded } from '../../../src/core/plan.ts';
import type { AuditEntry, DecideResult } from '../../../src/core/plan-store.ts';

/** One answer that a person got; requests without an answer are not here: they may have counted or not. */
export interface Answered {
  readonly planId: string;
  readonly stepId: string;
  readonly version: number;
  readonly by: string;
  readonly answer: DecideResult;
}

export interface LedgerLine {
  readonly tool: string;
  readonly key: string;
  readonly at: number;
}

/** Everything that can be seen from outside after the campaign. */
export interface Evidence {
  readonly submitted: readonly string[];
  readonly answers: readonly Answered[];
  readonly records: ReadonlyMap<string, PlanRecord>;
  readonly audit: readonly AuditEntry[];
  readonly verdict: AuditVerdict;
  readonly ledger: readonly LedgerLine[];
  /** What must be empty in the end, by name. */
  readonly leftovers: Readonly<Record<string, number>>;
}

/** All violations of the promises; empty when every one was kept. */
export function violations(evidence: Evidence): string[] {
  const found = evidence.submitted.flatMap((planId) => ofPlan(evidence, planId));
  found.push(...evidence.ledger.flatMap((line) => ofEffect(evidence, line)));
  found.push(...evidence.answers.flatMap((answered) => ofAnswer(evidence, answered)));
  if (!evidence.verdict.intact) found.push(`audit chain broken at ${evidence.verdict.brokenAt}`);
  for (const [name, count] of Object.entries(evidence.leftovers)) found.push(`${count} left in ${name}`);
  return found;
}

const isDecision = ({ event }: AuditEntry) => event === 'approval_received' || event === 'approval_timeout';
const isEnd = ({ event }: AuditEntry) => event === 'plan_ended' || event === 'plan_cancelled';

function ofPlan({ records, audit, ledger }: Evidence, planId: string): string[] {
  const record = records.get(planId);
  if (!record) return [`${planId} was accepted and is gone`];
  const found: string[] = [];
  const entries = audit.filter((entry) => entry.planId === planId);
  if (!hasEnded(record.status)) found.push(`${planId} is still ${record.status}`);
  const ends = entries.filter(isEnd).length;
  if (ends !== 1) found.push(`${planId} ended ${ends} times`);
  const decided = entries.filter(isDecision).map(({ stepId, data }) => `${stepId} v${data.version}`);
  const twice = decided.filter((one, index) => decided.indexOf(one) !== index);
  for (const one of twice) found.push(`${planId} ${one} was decided more than once`);
  const folded = foldAudit(entries, Object.keys(record.steps));
  if (folded.status !== record.status)
    found.push(`${planId} is ${record.status}, its audit says ${folded.status}`);
  let spent = 0;
  for (const [id, step] of Object.entries(record.steps)) {
    spent += step.spent;
    const audited = folded.steps.get(id)?.status;
    if (audited !== step.status) found.push(`${planId} ${id} is ${step.status}, its audit says ${audited}`);
    const done = ledger.some(({ key }) => key.startsWith(`${planId}:${id}:`));
    const writes = record.plan.steps.find((each) => each.id === id)?.sideEffect === 'propose';
    if (writes && step.status === 'succeeded' && !done)
      found.push(`${planId} ${id} succeeded without effect`);
  }
  if (Math.abs(spent - record.spent.cost) > 1e-9)
    found.push(`${planId} spent ${record.spent.cost}, its steps ${spent}`);
  if (record.spent.cost > record.plan.budget.cost) found.push(`${planId} is over its budget`);
  return found;
}

function ofEffect({ audit, ledger }: Evidence, { tool, key, at }: LedgerLine): string[] {
  const [planId, stepId, version] = key.split(':');
  const approved = audit.some(
    (entry) =>
      entry.planId === planId &&
      entry.stepId === stepId &&
      entry.event === 'approval_received' &&
      entry.data.decision === 'approved' &&
      String(entry.data.version) === version &&
      entry.at <= at,
  );
  const found = approved ? [] : [`${key} had its effect without approval`];
  const times = ledger.filter((line) => line.key === key).length;
  if (tool === 'stamp' && times > 1) found.push(`${key} was done ${times} times and must not be repeated`);
  return found;
}

function ofAnswer({ records }: Evidence, { planId, stepId, version, by, answer }: Answered): string[] {
  const approval = records.get(planId)?.steps[stepId]?.approval;
  if (!approval) return [`${planId} ${stepId} was answered and has no approval`];
  if (approval.version !== version) return [];
  const told = `${planId} ${stepId}: ${by} was told ${answer.kind}`;
  if (answer.kind === 'decided') {
    const winner = answer.state === 'expired' ? 'system' : by;
    if (approval.state !== answer.state || approval.decidedBy !== winner)
      return [`${told} ${answer.state}, stored is ${approval.state} by ${approval.decidedBy}`];
  }
  if (answer.kind === 'already' && (answer.state !== approval.state || answer.by !== approval.decidedBy))
    return [`${told} ${answer.state} by ${answer.by}, stored is ${approval.state} by ${approval.decidedBy}`];
  return [];
}
