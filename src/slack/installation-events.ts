import type { App } from '@slack/bolt';
import type { CommandDeps } from './commands/command-request.ts';

/**
 * The app was removed, or its token taken away: it is logged and shown in `/readyz`, nothing is posted any
 * more, and every plan and open approval stays as it is.
 */
export function registerInstallationEvents(app: App, { clients, log }: CommandDeps): void {
  app.event('app_uninstalled', async () => clients.token.refused('app_uninstalled'));
  app.event('tokens_revoked', async ({ event }) => {
    if ((event.tokens.bot ?? []).length > 0) return clients.token.refused('tokens_revoked');
    log.info({}, 'tokens of people were revoked; the bot uses none of them');
  });
}
