/** Every key of one workspace carries it as hash tag, so that Redis Cluster keeps them on one node. */
export function keysOf(teamId: string) {
  const base = `cugar:{${teamId}}`;
  return {
    /** The state of a plan: many small fields. */
    plan: (planId: string) => `${base}:plan:${planId}`,
    /** What it was asked and what it gave: a few large, packed fields. */
    planData: (planId: string) => `${base}:plan:${planId}:data`,
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
    /** When the last of those who wait for the limit comes back. */
    rateLine: (name: string) => `${base}:rate:${name}:line`,
    /** Who redraws the message. */
    drawing: (member: string) => `${base}:drawing:${member}`,
    /** One digest: to a channel or person, on a local day or on request. */
    digestRun: (target: string, occasion: string) => `${base}:digest:run:${target}:${occasion}`,
    digestLast: (target: string) => `${base}:digest:last:${target}`,
    /** Which parts of a message stand in its thread. */
    posted: (member: string) => `${base}:posted:${member}`,
    digestOff: `${base}:digest:off`,
    digestSubscribers: `${base}:digest:subscribers`,
    digestLock: `${base}:digest:lock`,
    /** Who opened the Home tab, and when. */
    home: `${base}:home`,
    homeShown: (userId: string) => `${base}:home:shown:${userId}`,
    /** Approved approaches to one account: their order in time, and what each was. */
    touchIndex: (accountId: string) => `${base}:touches:${accountId}:index`,
    touches: (accountId: string) => `${base}:touches:${accountId}`,
    templateUse: `${base}:templates`,
    homeNotice: (userId: string) => `${base}:home:notice:${userId}`,
  };
}

/** The workspaces that have plans here, for the sweeper. */
export const TEAMS_KEY = 'cugar:teams';

/** The eight keys that the scripts' prelude names. */
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
    keys.planData(planId),
  ];
}
