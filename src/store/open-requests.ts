import type { Redis } from 'ioredis';
import { ApprovalPolicyKind } from '../core/approval.ts';
import type { ApprovalPlace, OpenRequest, PlanStore } from '../core/plan-store.ts';
import { keysOf } from './keys.ts';

/** As many as are asked for at once, so that others get their turn between them. */
const AT_ONCE = 500;
const FIELDS = ['', ':kind', ':approvers', ':votes', ':opened', ':expires'] as const;

/** Names an approval inside the sets of open ones. */
export function splitApprovalMember(member: string): ApprovalPlace {
  const dot = member.indexOf('.');
  return { planId: member.slice(0, dot), stepId: member.slice(dot + 1) };
}

/** Reads what is open without the plans that it belongs to. */
export function createOpenRequests(
  redis: Redis,
  pendingApprovals: PlanStore['pendingApprovals'],
): Pick<PlanStore, 'openRequests'> {
  const readOnce = async (teamId: string, places: readonly ApprovalPlace[]): Promise<OpenRequest[]> => {
    const pipeline = redis.pipeline();
    for (const { planId, stepId } of places) {
      const fields = FIELDS.map((field) => `ap:${stepId}${field}`);
      pipeline.hmget(keysOf(teamId).plan(planId), 'requester', ...fields);
    }
    const answers = (await pipeline.exec()) ?? [];
    const read = places.map((place, index) => {
      const [failed, fields] = answers[index] ?? [];
      if (failed) throw failed;
      return { place, fields: fields as (string | null)[] };
    });
    const older = await pendingApprovals(
      teamId,
      read.filter(({ fields }) => isOfOlderVersion(fields)).map(({ place }) => place),
    );
    const olderOf = ({ planId, stepId }: ApprovalPlace) =>
      older.find((one) => one.planId === planId && one.stepId === stepId);
    return read.flatMap(({ place, fields }) => {
      const found = isOfOlderVersion(fields) ? olderOf(place) : requestOf(place, fields);
      return found ?? [];
    });
  };

  return {
    async openRequests(teamId) {
      const members = await redis.zrangebyscore(keysOf(teamId).approvals, '-inf', '+inf');
      const places = members.map(splitApprovalMember);
      const found: OpenRequest[] = [];
      for (let at = 0; at < places.length; at += AT_ONCE)
        found.push(...(await readOnce(teamId, places.slice(at, at + AT_ONCE))));
      return found;
    },
  };
}

/** Versions before this one did not store who may decide beside the state. */
function isOfOlderVersion([, state, , approvers]: readonly (string | null)[]): boolean {
  return state === 'pending' && approvers === null;
}

function requestOf(place: ApprovalPlace, fields: readonly (string | null)[]): OpenRequest | null {
  const [requestedBy, state, kind, approvers, votes, opened, expires] = fields;
  if (state !== 'pending') return null;
  const [openedAt, expiresAt] = [Number(opened), Number(expires)];
  return {
    ...place,
    requestedBy: requestedBy ?? '',
    approval: {
      policy: {
        kind: ApprovalPolicyKind.parse(kind),
        approvers: listed(approvers),
        expiresInMs: expiresAt - openedAt,
      },
      votes: listed(votes),
      openedAt,
      expiresAt,
    },
  };
}

const listed = (text: string | null | undefined) => (text ?? '').split(',').filter(Boolean);
