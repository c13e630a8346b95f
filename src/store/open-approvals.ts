import type { Redis } from 'ioredis';
import type { ApprovalPlace } from '../core/plan-store.ts';
import { keysOf } from './keys.ts';

/** As many as are asked for at once, so that others get their turn between them. */
const AT_ONCE = 500;

/** Fields of the state of a plan, in the order in which they were asked for. */
export type Fields = readonly (string | null)[];

export interface OpenApproval {
  readonly place: ApprovalPlace;
  readonly fields: Fields;
}

/** Names an approval inside the sets of open ones. */
export function splitApprovalMember(member: string): ApprovalPlace {
  const dot = member.indexOf('.');
  return { planId: member.slice(0, dot), stepId: member.slice(dot + 1) };
}

/** What the state says of each open approval, some hundreds at a time; those that expire first before the others. */
export async function* openApprovals(
  redis: Redis,
  teamId: string,
  fieldsOf: (stepId: string) => readonly string[],
): AsyncGenerator<readonly OpenApproval[]> {
  const keys = keysOf(teamId);
  const members = await redis.zrangebyscore(keys.approvals, '-inf', '+inf');
  for (let from = 0; from < members.length; from += AT_ONCE) {
    const places = members.slice(from, from + AT_ONCE).map(splitApprovalMember);
    const pipeline = redis.pipeline();
    for (const { planId, stepId } of places) pipeline.hmget(keys.plan(planId), ...fieldsOf(stepId));
    const answers = (await pipeline.exec()) ?? [];
    yield places.map((place, index) => {
      const [failed, fields] = answers[index] ?? [];
      if (failed) throw failed;
      return { place, fields: fields as Fields };
    });
  }
}
