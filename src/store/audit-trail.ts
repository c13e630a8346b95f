import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import { canonicalJson } from '../core/canonical-json.ts';
import type { AuditEntry } from '../core/plan-store.ts';
import { keysOf } from './keys.ts';

export type Verdict =
  | { readonly intact: true; readonly entries: number; readonly head: string }
  | { readonly intact: false; readonly entries: number; readonly brokenAt: string; readonly reason: string };

/** Reading the workspace's chain of audit entries; only the store's scripts write it. */
export interface AuditTrail {
  entries(teamId: string, planId?: string): AsyncIterable<AuditEntry>;
  /** Recomputes the chain from its beginning and finds the first broken link. */
  verify(teamId: string): Promise<Verdict>;
}

const PAGE = 500;

export function createAuditTrail(redis: Redis): AuditTrail {
  async function* raw(teamId: string): AsyncIterable<[string, Record<string, string>]> {
    for (let start = '-'; ; ) {
      const page = await redis.xrange(keysOf(teamId).audit, start, '+', 'COUNT', PAGE);
      for (const [id, fields] of page) yield [id, pairs(fields)];
      const last = page.at(-1);
      if (!last || page.length < PAGE) return;
      start = `(${last[0]}`;
    }
  }

  return {
    async *entries(teamId, planId) {
      for await (const [id, entry] of raw(teamId)) {
        if (planId === undefined || entry.plan === planId) yield decode(id, entry);
      }
    },

    async verify(teamId) {
      const head = (await redis.get(keysOf(teamId).auditHead)) ?? '';
      let before = '';
      let entries = 0;
      let reachedHead = head === '';
      for await (const [id, entry] of raw(teamId)) {
        if (linkHash(before, entry) !== entry.hash) {
          return {
            intact: false,
            entries,
            brokenAt: id,
            reason: 'it does not match its hash, or the entry before it is missing',
          };
        }
        before = entry.hash;
        entries += 1;
        reachedHead ||= before === head;
      }
      if (!reachedHead)
        return { intact: false, entries, brokenAt: 'end', reason: 'entries are missing at the end' };
      return { intact: true, entries, head: before };
    },
  };
}

function linkHash(before: string, { at, event, plan, step, actor, data }: Record<string, string>): string {
  return createHash('sha1').update([before, at, event, plan, step, actor, data].join('\n')).digest('hex');
}

function decode(
  id: string,
  { at, event = '', plan = '', step = '', actor = '', data = '{}', hash = '' }: Record<string, string>,
): AuditEntry {
  return {
    id,
    at: Number(at),
    event,
    planId: plan,
    stepId: step,
    actor,
    data: JSON.parse(data) as Record<string, unknown>,
    hash,
  };
}

function pairs(flat: readonly string[]): Record<string, string> {
  const entries: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) entries.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return Object.fromEntries(entries);
}

/** One entry as a line of the export. */
export function auditLine(entry: AuditEntry & { readonly teamId: string }): string {
  return canonicalJson(entry);
}
