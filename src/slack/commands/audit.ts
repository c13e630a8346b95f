import { auditList, auditVerdict } from '../../../blocks/index.ts';
import type { AuditEntry } from '../../core/plan-store.ts';
import { answered, type CommandHandler, refused } from './command-request.ts';
import { findPlan } from './find-plan.ts';
import { noSinglePlan } from './status.ts';
import { usage } from './usage.ts';

/** More entries take longer than Slack waits. */
const MOST_VERIFIED = 20_000;
const MOST_LISTED = 200;

/** `audit <plan>`: what happened to it. */
export const audit: CommandHandler = async (deps, { teamId, args }) => {
  const [typed] = args;
  if (typed === undefined) return refused(usage('audit'));
  const match = await findPlan(deps.store, teamId, typed);
  if (match.kind !== 'one') return refused(noSinglePlan(deps, typed, match));
  const { plan } = match.record;
  const entries: AuditEntry[] = [];
  const from = Date.parse(plan.createdAt);
  for await (const entry of deps.audit.entries(teamId, plan.planId, from)) {
    entries.push(entry);
    if (entries.length >= MOST_LISTED) break;
  }
  return answered(auditList(plan.planId, entries));
};

/** `audit verify`: whether the chain of all entries is whole. */
export const auditVerify: CommandHandler = async (deps, { teamId }) => {
  const entries = await deps.audit.size(teamId);
  if (entries > MOST_VERIFIED) return answered(auditVerdict({ intact: null, entries }));
  return answered(auditVerdict(await deps.audit.verify(teamId)));
};
