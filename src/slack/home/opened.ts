import type { App } from '@slack/bolt';
import type { CommandDeps } from '../commands/command-request.ts';
import { thrownFacts } from '../log.ts';
import { isMember } from '../may-decide.ts';

/** Somebody opened the app: its Home tab is drawn now, and kept up to date for some days. */
export function registerHome(app: App, deps: CommandDeps): void {
  app.event('app_home_opened', async ({ event, body }) => {
    if (event.tab !== 'home') return;
    const { user: userId } = event;
    try {
      if (!(await deps.replayGuard.isFirst(deps.teamId, `event:${body.event_id}`))) return;
      const person = await deps.directory.person(userId);
      if (!person || !isMember(deps, person)) {
        deps.log.info({ userId }, 'a Home tab was opened by somebody who is not of this workspace');
        return;
      }
      await deps.homes.opened(deps.teamId, userId);
      await deps.wakeups.home(deps.teamId, userId);
    } catch (thrown) {
      deps.log.warn({ userId, ...thrownFacts(thrown) }, 'a Home tab could not be drawn');
    }
  });
}
