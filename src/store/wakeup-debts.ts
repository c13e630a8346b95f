import type { Redis } from 'ioredis';
import type { ApprovalPlace } from '../core/plan-store.ts';
import { keysOf, TEAMS_KEY } from './keys.ts';
import { splitApprovalMember } from './open-approvals.ts';

/** What the queues may have missed: the sweeper asks here. Times are milliseconds of Redis' clock. */
export interface WakeupDebts {
  now(): Promise<number>;
  teams(): Promise<readonly string[]>;
  /** Decisions that no plan has taken over yet, made before `before`. */
  undelivered(teamId: string, before: number): Promise<readonly ApprovalPlace[]>;
  /** Plans that have not ended and that nothing happened to since `before`, longest first. */
  idle(teamId: string, before: number, limit: number): Promise<readonly string[]>;
  /** Puts a plan to the end of the idle ones, to be counted as one no sooner than after `restMs`. */
  seen(teamId: string, planId: string, restMs: number): Promise<void>;
  /** Approvals that should have expired before `before`. */
  overdue(teamId: string, before: number): Promise<readonly ApprovalPlace[]>;
  /** When the step's approval was opened; null when it never was, and while nobody has decided it. */
  decidedOpening(teamId: string, planId: string, stepId: string): Promise<number | null>;
}

export function createWakeupDebts(redis: Redis): WakeupDebts {
  const debts: WakeupDebts = {
    async now() {
      const [seconds, micros] = await redis.time();
      return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
    },
    teams: () => redis.smembers(TEAMS_KEY),
    undelivered: async (teamId, before) =>
      (await redis.zrangebyscore(keysOf(teamId).outbox, 0, before)).map(splitApprovalMember),
    idle: (teamId, before, limit) => redis.zrangebyscore(keysOf(teamId).active, 0, before, 'LIMIT', 0, limit),
    async seen(teamId, planId, restMs) {
      await redis.zadd(keysOf(teamId).active, 'XX', (await debts.now()) + restMs, planId);
    },
    overdue: async (teamId, before) =>
      (await redis.zrangebyscore(keysOf(teamId).approvals, 0, before)).map(splitApprovalMember),
    async decidedOpening(teamId, planId, stepId) {
      const fields = [`ap:${stepId}`, `ap:${stepId}:opened`];
      const [state, openedAt] = await redis.hmget(keysOf(teamId).plan(planId), ...fields);
      return !state || state === 'pending' ? null : Number(openedAt);
    },
  };
  return debts;
}
