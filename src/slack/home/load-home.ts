import { type HomeModel, MOST_DECISIONS, MOST_PLANS, MOST_WAITING } from '../../../blocks/home/index.ts';
import type { Listed } from '../../core/listed.ts';
import type { OpenRequest, PendingApproval } from '../../core/plan-store.ts';
import { periodScopes } from '../../engine/charges.ts';
import { mayDecide } from '../may-decide.ts';
import type { HomeDeps } from './deps.ts';

/** What one person's Home tab should show now. Throws `SYSTEM_UNAVAILABLE` when Slack cannot say who may decide. */
export async function loadHome(deps: HomeDeps, userId: string): Promise<Omit<HomeModel, 'notice'>> {
  const { teamId, store } = deps;
  const now = deps.clock.now();
  const [open, plans, budget, digest, sources] = await Promise.all([
    store.openRequests(teamId),
    store.list(teamId, MOST_PLANS, userId),
    store.budgetUse(teamId, periodScopes(deps.budgets, userId, now)),
    deps.digestState?.(userId) ?? null,
    deps.sourceReports?.() ?? [],
  ]);
  const { decidable, waiting } = await sorted(deps, userId, open);
  return {
    decidable: await inFull(deps, decidable, MOST_DECISIONS),
    waiting: await inFull(deps, waiting, MOST_WAITING),
    plans,
    budget,
    digest,
    data: deps.data.status(),
    sources,
    nowMs: now.getTime(),
  };
}

/** The same rule as for a click, so that no button is shown that could not count. */
async function sorted(
  deps: HomeDeps,
  userId: string,
  open: readonly OpenRequest[],
): Promise<{ readonly decidable: readonly OpenRequest[]; readonly waiting: readonly OpenRequest[] }> {
  const decidable: OpenRequest[] = [];
  const waiting: OpenRequest[] = [];
  for (const one of open) {
    const refusal = await mayDecide(deps, { userId, userTeamId: undefined }, one);
    if (refusal === null) decidable.push(one);
    else if (one.requestedBy === userId || refusal.reason === 'voted_before') waiting.push(one);
  }
  return { decidable, waiting };
}

/** The first of them with all that they are about; the others are only counted. */
async function inFull(
  { store, teamId }: HomeDeps,
  open: readonly OpenRequest[],
  most: number,
): Promise<Listed<PendingApproval>> {
  return { items: await store.pendingApprovals(teamId, open.slice(0, most)), total: open.length };
}
