import type { HomeWakeups } from '../../core/ports.ts';
import type { HomeStore } from '../../store/home-store.ts';
import type { Asker, DigestChange } from '../digest/change.ts';
import { type SlackLog, thrownFacts } from '../log.ts';

export interface WakeHomesDeps {
  readonly homes: Pick<HomeStore, 'viewers'>;
  readonly wakeups: HomeWakeups;
  readonly log: SlackLog;
}

/** Has the Home tabs drawn anew on which a changed setting stands: everybody's for the channel, else one's own. */
export async function wakeDigestHomes(
  { homes, wakeups, log }: WakeHomesDeps,
  { teamId, userId }: Asker,
  { kind }: DigestChange,
): Promise<void> {
  try {
    const viewers = [...(await homes.viewers(teamId))];
    const isConcerned = (viewer: string) => kind === 'on' || kind === 'off' || viewer === userId;
    await Promise.all(viewers.filter(isConcerned).map((viewer) => wakeups.home(teamId, viewer)));
  } catch (thrown) {
    log.warn({ userId, ...thrownFacts(thrown) }, 'Home tabs could not be woken');
  }
}
