import type { Redis } from 'ioredis';
import { ApprovalPolicyKind } from '../core/approval.ts';
import type { ApprovalPlace, OpenRequest, PlanStore } from '../core/plan-store.ts';
import { type Fields, type OpenApproval, openApprovals } from './open-approvals.ts';

/** Reads what is open without the plans that it belongs to. */
export function createOpenRequests(
  redis: Redis,
  pendingApprovals: PlanStore['pendingApprovals'],
): Pick<PlanStore, 'openRequests'> {
  const requestsOf = async (teamId: string, some: readonly OpenApproval[]): Promise<OpenRequest[]> => {
    const isOlder = ({ fields }: OpenApproval) => isOfOlderVersion(fields);
    const older = await pendingApprovals(
      teamId,
      some.filter(isOlder).map(({ place }) => place),
    );
    const olderAt = ({ planId, stepId }: ApprovalPlace) =>
      older.find((one) => one.planId === planId && one.stepId === stepId);
    return some.flatMap(
      (one) => (isOlder(one) ? olderAt(one.place) : requestOf(one.place, one.fields)) ?? [],
    );
  };

  return {
    async openRequests(teamId) {
      const found: OpenRequest[] = [];
      for await (const some of openApprovals(redis, teamId, fieldsOf))
        found.push(...(await requestsOf(teamId, some)));
      return found;
    },
  };
}

function fieldsOf(stepId: string): string[] {
  const parts = ['', ':kind', ':approvers', ':votes', ':opened', ':expires'];
  return ['requester', ...parts.map((part) => `ap:${stepId}${part}`)];
}

/** Versions before this one did not store who may decide beside the state. */
function isOfOlderVersion([, state, , approvers]: Fields): boolean {
  return state === 'pending' && approvers === null;
}

function requestOf(place: ApprovalPlace, fields: Fields): OpenRequest | null {
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
