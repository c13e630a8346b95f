import type { App } from '@slack/bolt';
import { refusal } from '../../blocks/index.ts';
import { parseClick } from './actions/click.ts';
import { runClick } from './actions/run-click.ts';
import type { CommandDeps } from './commands/command-request.ts';
import { runCommand } from './commands/run-command.ts';
import { registerHeard } from './events/register-heard.ts';
import { createHomeAnswers } from './home/home-answers.ts';
import { registerHome } from './home/opened.ts';
import { registerInstallationEvents } from './installation-events.ts';
import { createPrivateAnswers } from './private-answer.ts';
import { runShortcut } from './shortcuts/run-shortcut.ts';
import { runSubmission } from './views/run-submission.ts';

/** One listener for each kind of request, so that none is acknowledged twice and none not at all. */
export function registerListeners(app: App, deps: CommandDeps): void {
  app.command(/.*/, async ({ body, ack }) => {
    const startedAt = performance.now();
    const { name, message, outcome } = await runCommand(deps, body);
    await ack({ response_type: 'ephemeral', text: message.text, blocks: message.blocks });
    deps.hooks.onCommand(name, outcome, (performance.now() - startedAt) / 1_000);
  });

  app.action(/.*/, async ({ body, ack, respond }) => {
    const click = parseClick(body);
    if (click?.isHome) {
      const { teamId, homes, wakeups, log } = deps;
      const { userId } = click;
      homes.clearNotice(teamId, userId).catch(() => undefined);
      const client = deps.clients.listener;
      const answers = createHomeAnswers({ teamId, userId, homes, wakeups, client, log });
      return await runClick(deps, click, { ack: async () => await ack(), answers });
    }
    const answers = createPrivateAnswers({
      respond,
      client: deps.clients.listener,
      log: deps.log,
      userId: click?.userId ?? body.user.id,
      channelId: click?.channelId,
    });
    if (click) return await runClick(deps, click, { ack: async () => await ack(), answers });
    await ack();
    await answers.tell(refusal({ reason: 'unknown' }));
  });

  app.view(/.*/, async ({ body, ack }) => {
    await ack(await runSubmission(deps, body));
  });

  app.view({ callback_id: /.*/, type: 'view_closed' }, async ({ ack }) => await ack());
  app.options(/.*/, async ({ ack }) => await ack({ options: [] }));
  app.shortcut(/.*/, async ({ body, ack, respond }) => {
    await ack();
    const { listener: client } = deps.clients;
    const channelId = 'channel' in body ? body.channel.id : undefined;
    const facts = { respond, client, log: deps.log, userId: body.user.id, channelId };
    await runShortcut(deps, body, createPrivateAnswers(facts));
  });
  registerHeard(app, deps);
  registerHome(app, deps);
  registerInstallationEvents(app, deps);
}
