import { CrmOutcome, crmSentence } from '../../src/core/payloads/crm-record.ts';
import type { AuditEntry } from '../../src/core/plan-store.ts';
import type { Message } from '../layout/message.ts';
import { bold, code, date, join, type Mrkdwn, md, mention } from '../text/mrkdwn.ts';
import { answer } from './answer.ts';

const LINES_AN_ENTRY = 10;

/** What happened to a plan, oldest first. */
export function auditList(planId: string, entries: readonly AuditEntry[]): Message {
  const plan = code(planId);
  if (entries.length === 0)
    return answer({ sentence: md`The audit trail holds nothing about plan ${plan} any more.` });
  const lines = entries.map(lineOf);
  const groups = Array.from({ length: Math.ceil(lines.length / LINES_AN_ENTRY) }, (_, index) =>
    join(lines.slice(index * LINES_AN_ENTRY, (index + 1) * LINES_AN_ENTRY), '\n'),
  );
  return answer({
    sentence: md`${entries.length} entries about plan ${plan}, oldest first.`,
    entries: groups,
    more: code(`npm run cugar -- audit export --plan ${planId}`),
  });
}

function lineOf({ at, event, stepId, actor, data }: AuditEntry): Mrkdwn {
  const where = stepId === '' ? md`` : md` · ${code(stepId, 40)}`;
  const by = actor === '' || actor === 'system' ? md`` : md` · by ${mention(actor)}`;
  const written = event === 'crm_write' ? md`: ${crmLine(data)}` : md``;
  return md`${date(at)} · ${bold(event.replaceAll('_', ' '), 60)}${where}${by}${written}`;
}

/** Which record, in which CRM. */
function crmLine(data: AuditEntry['data']): string {
  const outcome = CrmOutcome.safeParse(data);
  return outcome.success ? crmSentence(outcome.data) : '';
}

export type AuditVerdict =
  | { readonly intact: true; readonly entries: number }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: string; readonly reason: string }
  /** More than can be recomputed while a person waits. */
  | { readonly intact: null; readonly entries: number };

/** Whether the workspace's chain of entries is whole. */
export function auditVerdict(verdict: AuditVerdict): Message {
  const { entries } = verdict;
  if (verdict.intact === null)
    return answer({
      sentence: md`The audit trail has ${entries} entries, too many to recompute while you wait. ${code('npm run cugar -- audit verify')} does.`,
    });
  if (verdict.intact)
    return answer({ sentence: md`The audit trail is intact: all ${entries} entries match their hashes.` });
  return answer({
    sentence: md`⚠ ${bold('The audit trail is broken')} at entry ${code(verdict.brokenAt)}, after ${entries} good entries: ${verdict.reason}. Tell whoever runs Cugar.`,
  });
}
