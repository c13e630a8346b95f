import type { HomeNotifier, MessageKey, Notifier } from '../../core/ports.ts';
import { isAmong } from '../is-among.ts';
import { thrownFacts } from '../log.ts';
import type { HomeDeps } from './deps.ts';
import { publishHome } from './publish-home.ts';

type Drawn = Exclude<MessageKey, { kind: 'handover' }>;

/** A notifier that also wakes and draws the Home tabs on which a changed message's matter stands. */
export function createHomeNotifier(notifier: Notifier, deps: HomeDeps): HomeNotifier {
  async function wake(teamId: string, key: Drawn): Promise<void> {
    try {
      const viewers = await deps.homes.viewers(teamId);
      if (viewers.size === 0) return;
      await Promise.all((await concerned(deps, key, viewers)).map((id) => deps.wakeups.home(teamId, id)));
    } catch (thrown) {
      deps.log.warn({ planId: key.planId, ...thrownFacts(thrown) }, 'Home tabs could not be woken');
    }
  }

  return {
    async deliver(teamId, key) {
      if (key.kind === 'home') return await publishHome(deps, key.userId);
      if (key.kind === 'handover') return await notifier.deliver(teamId, key);
      const [delivery] = await Promise.all([notifier.deliver(teamId, key), wake(teamId, key)]);
      return delivery;
    },
  };
}

/** The requester, and for an approval everybody who might decide it, as far as they look at their Home tab. */
async function concerned(deps: HomeDeps, key: Drawn, viewers: ReadonlySet<string>): Promise<string[]> {
  const record = await deps.store.load(deps.teamId, key.planId);
  if (!record) return [];
  const { requestedBy } = record.plan;
  const approval = key.kind === 'approval' ? record.steps[key.stepId]?.approval : undefined;
  const found = viewers.has(requestedBy) ? [requestedBy] : [];
  if (!approval) return found;
  for (const viewer of viewers) {
    if (viewer === requestedBy) continue;
    if (await isAmong(deps.directory, approval.policy.approvers, viewer)) found.push(viewer);
  }
  return found;
}
