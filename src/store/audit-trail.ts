import { createHash } from 'node:crypto';
import type { Redis } from 'ioredis';
import type { AuditTrail } from '../core/audit-trail.ts';
import { MINUTE } from '../core/clock.ts';
import type { AuditEntry } from '../core/plan-store.ts';
import { keysOf } from './keys.ts';

const PAGE = 500;

export function createAuditTrail(redis: Redis): AuditTrail {
  /** The entries, and at their end the head of the chain as it was at that very moment. */
  async function* raw(teamId: string, from = '-'): AsyncGenerator<[string, Record<string, string>], string> {
    const { audit, auditHead } = keysOf(teamId);
    for (let start = from; ; ) {
      const answer = await redis.multi().xrange(audit, start, '+', 'COUNT', PAGE).get(auditHead).exec();
      const [page, head] = (answer ?? []).map(([error, value]) => {
        if (error) throw error;
        return value;
      }) as [[string, string[]][], string | null];
      for (const [id, fields] of page) yield [id, pairs(fields)];
      const last = page.at(-1);
      if (!last || page.length < PAGE) return head ?? '';
      start = `(${last[0]}`;
    }
  }

  return {
    async *entries(teamId, planId, fromMs) {
      // Clocks differ; a minute too early costs little.
      const from = fromMs === undefined ? '-' : String(Math.max(0, fromMs - MINUTE));
      for await (const [id, entry] of raw(teamId, from)) {
        if (planId === undefined || entry.plan === planId) yield decodeEntry(id, entry);
      }
    },

    size: (teamId) => redis.xlen(keysOf(teamId).audit),

    async verify(teamId) {
      const chain = raw(teamId);
      let before = '';
      for (let entries = 0; ; entries += 1) {
        const next = await chain.next();
        if (next.done) {
          if (next.value === before) return { intact: true, entries, head: before };
          return {
            intact: false,
            entries,
            brokenAt: 'end',
            reason: 'the last entry is not the one that was written last',
          };
        }
        const [id, entry] = next.value;
        if (linkHash(before, entry) !== entry.hash) {
          return {
            intact: false,
            entries,
            brokenAt: id,
            reason: 'it does not match its hash, or the entry before it is missing',
          };
        }
        before = entry.hash;
      }
    },
  };
}

function linkHash(before: string, { at, event, plan, step, actor, data }: Record<string, string>): string {
  return createHash('sha1').update([before, at, event, plan, step, actor, data].join('\n')).digest('hex');
}

/** An entry of the stream as people read it. */
export function decodeEntry(
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

/** Field and value in turn, as Redis answers a hash or an entry of a stream. */
export function pairs(flat: readonly string[]): Record<string, string> {
  const entries: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) entries.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return Object.fromEntries(entries);
}
