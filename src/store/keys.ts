/** Every key of one workspace carries it as hash tag, so that Redis Cluster keeps them on one node. */
export function keysOf(teamId: string) {
  const base = `cugar:{${teamId}}`;
  return {
    plan: (planId: string) => `${base}:plan:${planId}`,
    audit: `${base}:audit`,
    auditHead: `${base}:audit:head`,
    dirty: `${base}:dirty`,
    outbox: `${base}:outbox`,
    active: `${base}:active`,
    approvals: `${base}:approvals`,
    request: (key: string) => `${base}:request:${key}`,
    plans: `${base}:plans`,
    plansOf: (userId: string) => `${base}:plans:${userId}`,
    userDay: (id: string) => `${base}:budget:user_day:${id}`,
    workspaceMonth: (id: string) => `${base}:budget:workspace_month:${id}`,
    rate: (name: string) => `${base}:rate:${name}`,
  };
}

/** The workspaces that have plans here, for the sweeper. */
export const TEAMS_KEY = 'cugar:teams';

/** The seven keys that the scripts' prelude names. */
export function commonKeys(teamId: string, planId: string): string[] {
  const keys = keysOf(teamId);
  return [
    keys.plan(planId),
    keys.audit,
    keys.auditHead,
    keys.dirty,
    keys.outbox,
    keys.active,
    keys.approvals,
  ];
}
