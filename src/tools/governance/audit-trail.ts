import { z } from 'zod';
import { auditLine, type WorkspaceRecords } from '../../core/audit-trail.ts';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import type { AuditEntry } from '../../core/plan-store.ts';
import { defineTool } from '../../core/tool.ts';
import { count, oneLine } from '../shared/text.ts';
import { AuditQuery, describeQuery, findEntries } from './audit/find-entries.ts';

/** More entries take longer than the step has. */
const MOST_VERIFIED = 100_000;
const MAX_LINES = 40;

const Entry = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  event: z.string(),
  planId: z.string(),
  stepId: z.string(),
  actor: z.string(),
  hash: z.string(),
});

export const AuditOutput = Finding.extend({
  action: z.enum(['query', 'verify', 'export']),
  entries: z.array(Entry).max(500),
  /** For `after` of the next question; null: these are all. */
  next: z.string().nullable(),
  /** The entries as lines of the export, JSON each, with all that was written down. */
  lines: z.array(z.string()).max(500),
  /** Null: not recomputed. */
  intact: z.boolean().nullable(),
});
export type AuditOutput = z.infer<typeof AuditOutput>;
type Answer = z.input<typeof AuditOutput>;
type Common = Pick<Answer, 'confidence' | 'dataMode' | 'asOf' | 'sources'>;

export const auditTrail = defineTool({
  name: 'audit_trail',
  domain: 'governance',
  purpose: 'What happened, by whom and when, and is the record of it unbroken?',
  guardrails: [
    'Reads the trail of its own workspace alone.',
    'Cannot add, change or delete an entry.',
    'Says how many entries it looked at, and where to go on.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: AuditQuery,
  output: AuditOutput,
  async run(query, { records, now, signal }) {
    signal.throwIfAborted();
    if (!records) {
      throw new CugarError('RESOURCE_NOT_FOUND', 'No audit trail is kept here.', {
        hint: 'The running program keeps one in Redis.',
      });
    }
    const common: Common = {
      confidence: null,
      dataMode: 'local',
      asOf: now.toISOString(),
      sources: ['audit trail'],
    };
    if (query.action === 'verify') return { ...common, ...(await verified(records)) };
    const { entries, next } = await findEntries(query, records, { now, signal });
    const isExport = query.action === 'export';
    return {
      ...common,
      action: query.action,
      entries: isExport ? [] : entries.map(shown),
      next,
      lines: isExport ? entries.map((entry) => auditLine({ teamId: records.teamId, ...entry })) : [],
      intact: null,
      headline: oneLine(`${count(entries.length, 'entry', 'entries')} ${describeQuery(query, now)}.`, 300),
      reasons: next === null ? [] : [`There are more; ask for those after ${next}.`],
      unknowns: ['Whether the chain is unbroken; that is a question of its own.'],
      details:
        isExport || entries.length === 0
          ? []
          : [{ title: 'Entries, oldest first', lines: entries.slice(0, MAX_LINES).map(lineOf) }],
    };
  },
});

async function verified(records: WorkspaceRecords): Promise<Omit<Answer, keyof Common>> {
  const size = await records.size();
  const nothing: Pick<Answer, 'action' | 'entries' | 'next' | 'lines' | 'reasons' | 'unknowns'> = {
    action: 'verify',
    entries: [],
    next: null,
    lines: [],
    reasons: [],
    unknowns: [],
  };
  if (size > MOST_VERIFIED) {
    return {
      ...nothing,
      intact: null,
      headline: `The audit trail has ${size} entries, too many to recompute in a step.`,
      unknowns: [
        'Whether the chain is unbroken; `cugar audit verify` on the command line recomputes all of it.',
      ],
    };
  }
  const verdict = await records.verify();
  if (verdict.intact) {
    return {
      ...nothing,
      intact: true,
      headline: `The audit trail is intact: all ${count(verdict.entries, 'entry', 'entries')} match their hashes.`,
      reasons: [`The last hash is ${verdict.head.slice(0, 12) || 'none'}.`],
    };
  }
  return {
    ...nothing,
    intact: false,
    headline: `The audit trail is broken at entry ${verdict.brokenAt}, after ${count(verdict.entries, 'good entry', 'good entries')}.`,
    reasons: [`${verdict.reason.charAt(0).toUpperCase()}${verdict.reason.slice(1)}.`],
  };
}

function shown({ id, at, event, planId, stepId, actor, hash }: AuditEntry): z.input<typeof Entry> {
  return { id, at: new Date(at).toISOString(), event, planId, stepId, actor, hash };
}

function lineOf({ at, event, planId, stepId, actor }: AuditEntry): string {
  const where = stepId === '' ? `plan ${planId}` : `plan ${planId}, step ${stepId}`;
  const by = actor === '' || actor === 'system' ? '' : `, by ${actor}`;
  const when = new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return oneLine(`${when} UTC: ${event.replaceAll('_', ' ')}, ${where}${by}`, 500);
}
