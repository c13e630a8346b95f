import type { Refusal } from '../../blocks/refusals.ts';
import type { Approval, ApprovalPolicy } from '../core/approval.ts';
import type { Directory, Person } from './directory.ts';
import { isAmong } from './is-among.ts';

export interface MayDecideDeps {
  /** The workspace that the app is installed in. */
  readonly teamId: string;
  /** Its organization (Enterprise Grid), if it belongs to one. */
  readonly enterpriseId: string | undefined;
  readonly directory: Directory;
}

/** Somebody who wants to decide, as the signed payload tells it. */
export interface Decider {
  readonly userId: string;
  /** Absent where no payload says it; then the directory alone counts. */
  readonly userTeamId: string | undefined;
}

/** What the right to decide depends on. */
type Asked = Pick<Approval, 'policy' | 'votes'>;

/** Why this person may not decide this request, whatever its state; null when the person may. */
export async function mayDecide(
  deps: MayDecideDeps,
  decider: Decider,
  { approval, requestedBy }: { readonly approval: Asked; readonly requestedBy: string },
): Promise<Refusal | null> {
  return (
    (await personRefusal(deps, decider, { policy: approval.policy, requestedBy })) ??
    (await policyRefusal(deps, decider.userId, requestedBy, approval))
  );
}

async function personRefusal(
  deps: MayDecideDeps,
  { userId, userTeamId }: Decider,
  who: { readonly policy: ApprovalPolicy; readonly requestedBy: string },
): Promise<Refusal | null> {
  const isForeign = userTeamId !== undefined && userTeamId !== deps.teamId;
  if (isForeign && deps.enterpriseId === undefined) return { reason: 'other_workspace' };
  const person = await deps.directory.person(userId);
  if (!person || !isOfOurs(deps, person, { isForeign, policy: who.policy }))
    return { reason: 'other_workspace' };
  if (person.isBot) return { reason: 'bot' };
  if (person.isDeactivated) return { reason: 'deactivated' };
  return person.isGuest ? { reason: 'guest', ...who } : null;
}

/**
 * A member of our workspace; or, within our organization, somebody whom the policy names by id. A user group
 * or a shared channel opens nothing to people of other workspaces.
 */
function isOfOurs(
  deps: MayDecideDeps,
  person: Person,
  { isForeign, policy }: { readonly isForeign: boolean; readonly policy: ApprovalPolicy },
): boolean {
  if (!isOfOrganization(deps, person)) return isMember(deps, person) && !isForeign;
  return isMember(deps, person) || (!person.isStranger && policy.approvers.includes(person.userId));
}

/** Whether the person belongs to our workspace, also as one of several of the organization. */
export function isMember(deps: Omit<MayDecideDeps, 'directory'>, person: Person): boolean {
  if (person.isStranger) return false;
  if (person.teamId === deps.teamId) return true;
  return isOfOrganization(deps, person) && person.teamIds.includes(deps.teamId);
}

function isOfOrganization({ enterpriseId }: Omit<MayDecideDeps, 'directory'>, person: Person): boolean {
  return enterpriseId !== undefined && person.enterpriseId === enterpriseId;
}

async function policyRefusal(
  deps: MayDecideDeps,
  userId: string,
  requestedBy: string,
  { policy, votes }: Asked,
): Promise<Refusal | null> {
  const who = { policy, requestedBy };
  const isRequester = userId === requestedBy;
  if (policy.kind === 'requester') return isRequester ? null : { reason: 'not_approver', ...who };
  if (isRequester) return { reason: 'own_request', ...who };
  if (!(await isAmong(deps.directory, policy.approvers, userId))) return { reason: 'not_approver', ...who };
  return votes.includes(userId) ? { reason: 'voted_before', ...who } : null;
}
