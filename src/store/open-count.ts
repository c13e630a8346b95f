import type { Redis } from 'ioredis';
import type { ApprovalPlace, PlanStore } from '../core/plan-store.ts';
import { keysOf } from './keys.ts';
import { splitApprovalMember } from './open-requests.ts';

/** As many as are asked for at once, so that others get their turn between them. */
const AT_ONCE = 500;

interface Opened {
  readonly place: ApprovalPlace;
  readonly at: number;
}

/** Counts what is open. What opens later is younger, so the oldest stays the oldest for as long as it is open. */
export function createOpenCount(redis: Redis): Pick<PlanStore, 'openCount'> {
  const oldest = new Map<string, Opened>();

  const openedAt = async (teamId: string, places: readonly ApprovalPlace[]): Promise<(number | null)[]> => {
    const pipeline = redis.pipeline();
    for (const { planId, stepId } of places)
      pipeline.hmget(keysOf(teamId).plan(planId), `ap:${stepId}`, `ap:${stepId}:opened`);
    const answers = (await pipeline.exec()) ?? [];
    return answers.map(([failed, fields]) => {
      if (failed) throw failed;
      const [state, opened] = fields as [string | null, string | null];
      return state === 'pending' ? Number(opened) : null;
    });
  };

  const findOldest = async (teamId: string): Promise<Opened | null> => {
    const members = await redis.zrangebyscore(keysOf(teamId).approvals, '-inf', '+inf');
    let found: Opened | null = null;
    for (let from = 0; from < members.length; from += AT_ONCE) {
      const places = members.slice(from, from + AT_ONCE).map(splitApprovalMember);
      for (const [index, at] of (await openedAt(teamId, places)).entries()) {
        const place = places[index];
        if (place && at !== null && (found === null || at < found.at)) found = { place, at };
      }
    }
    return found;
  };

  return {
    async openCount(teamId) {
      const known = oldest.get(teamId);
      const [count, still] = await Promise.all([
        redis.zcard(keysOf(teamId).approvals),
        known ? openedAt(teamId, [known.place]) : [],
      ]);
      if (known && still[0] === known.at) return { count, oldestOpenedAt: known.at };
      const found = await findOldest(teamId);
      if (found) oldest.set(teamId, found);
      else oldest.delete(teamId);
      return { count, oldestOpenedAt: found?.at ?? null };
    },
  };
}
