import type { Redis } from 'ioredis';
import type { ApprovalPlace, PlanStore } from '../core/plan-store.ts';
import { keysOf } from './keys.ts';
import { type Fields, openApprovals } from './open-approvals.ts';

interface Opened {
  readonly place: ApprovalPlace;
  readonly at: number;
}

/** Counts what is open. What opens later is younger, so the oldest stays the oldest for as long as it is open. */
export function createOpenCount(redis: Redis): Pick<PlanStore, 'openCount'> {
  const oldest = new Map<string, Opened>();

  const findOldest = async (teamId: string): Promise<Opened | null> => {
    let found: Opened | null = null;
    for await (const some of openApprovals(redis, teamId, fieldsOf)) {
      for (const { place, fields } of some) {
        const at = openedAt(fields);
        if (at !== null && (found === null || at < found.at)) found = { place, at };
      }
    }
    return found;
  };

  const isStillOpen = async (teamId: string, { place: { planId, stepId }, at }: Opened) =>
    openedAt(await redis.hmget(keysOf(teamId).plan(planId), ...fieldsOf(stepId))) === at;

  return {
    async openCount(teamId) {
      const known = oldest.get(teamId);
      const [count, isKnown] = await Promise.all([
        redis.zcard(keysOf(teamId).approvals),
        known !== undefined && isStillOpen(teamId, known),
      ]);
      const found = known && isKnown ? known : await findOldest(teamId);
      if (found) oldest.set(teamId, found);
      else oldest.delete(teamId);
      return { count, oldestOpenedAt: found?.at ?? null };
    },
  };
}

const fieldsOf = (stepId: string) => [`ap:${stepId}`, `ap:${stepId}:opened`];

function openedAt([state, opened]: Fields): number | null {
  return state === 'pending' ? Number(opened) : null;
}
