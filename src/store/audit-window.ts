import type { Redis } from 'ioredis';
import type { AuditEntry } from '../core/plan-store.ts';
import { decodeEntry, pairs } from './audit-trail.ts';
import { keysOf } from './keys.ts';

/** The part of the audit trail that lies within a time. */
export interface AuditWindow {
  /** Entries after `afterMs` and not after `untilMs`, oldest first; milliseconds of Redis' clock. */
  between(teamId: string, afterMs: number, untilMs: number): AsyncIterable<AuditEntry>;
}

const PAGE = 500;

export function createAuditWindow(redis: Redis): AuditWindow {
  return {
    async *between(teamId, afterMs, untilMs) {
      const { audit } = keysOf(teamId);
      for (let start = `${afterMs + 1}`; ; ) {
        const page = await redis.xrange(audit, start, untilMs, 'COUNT', PAGE);
        for (const [id, fields] of page) yield decodeEntry(id, pairs(fields));
        const last = page.at(-1);
        if (!last || page.length < PAGE) return;
        start = `(${last[0]}`;
      }
    },
  };
}
