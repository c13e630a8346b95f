import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import { createAuditTrail } from '../../src/store/audit-trail.ts';
import { keysOf } from '../../src/store/keys.ts';
import { createMessageStore } from '../../src/store/message-store.ts';
import { createPlanStore } from '../../src/store/plan-store.ts';
import { createWakeupDebts } from '../../src/store/wakeup-debts.ts';

/** All stores of a workspace that nobody else uses. */
export function openStores(url: string) {
  const redis = new Redis(url, { maxRetriesPerRequest: null });
  redis.on('error', () => undefined);
  const teamId = `T${randomBytes(6).toString('hex').toUpperCase()}`;
  return {
    redis,
    teamId,
    keys: keysOf(teamId),
    store: createPlanStore(redis),
    audit: createAuditTrail(redis),
    debts: createWakeupDebts(redis),
    messages: createMessageStore(redis),
    close: async () => {
      redis.disconnect();
    },
  };
}

export type Stores = ReturnType<typeof openStores>;

/** All audit entries of a plan, or of the workspace. */
export async function auditOf({ audit, teamId }: Stores, planId?: string) {
  const entries = [];
  for await (const entry of audit.entries(teamId, planId)) entries.push(entry);
  return entries;
}

/** Milliseconds of Redis' clock. */
export async function redisNow(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
}
