import { type HomeModel, MOST_PLANS } from '../../../blocks/home/index.ts';
import type { PendingApproval } from '../../core/plan-store.ts';
import { periodScopes } from '../../engine/charges.ts';
import { mayDecide } from '../may-decide.ts';
import type { HomeDeps } from './deps.ts';

/** What one person's Home tab should show now. Throws `SYSTEM_UNAVAILABLE` when Slack cannot say who may decide. */
export async function loadHome(deps: HomeDeps, userId: string): Promise<Omit<HomeModel, 'notice'>> {
  const { teamId, store } = deps;
  const now = deps.clock.now();
  const [pending, plans, budget, digest, sources] = await Promise.all([
    store.pendingApprovals(teamId),
    store.list(teamId, MOST_PLANS, userId),
    store.budgetUse(teamId, periodScopes(deps.budgets, userId, now)),
    deps.digestState?.(userId) ?? null,
    deps.sourceReports?.() ?? [],
  ]);
  return {
    ...(await sorted(deps, userId, pending)),
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
  pending: readonly PendingApproval[],
): Promise<Pick<HomeModel, 'decidable' | 'waiting'>> {
  const decidable: PendingApproval[] = [];
  const waiting: PendingApproval[] = [];
  for (const one of pending) {
    const refusal = await mayDecide(deps, { userId, userTeamId: undefined }, one);
    if (refusal === null) decidable.push(one);
    else if (one.requestedBy === userId || refusal.reason === 'voted_before') waiting.push(one);
  }
  return { decidable, waiting };
}
