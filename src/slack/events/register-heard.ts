import type { App } from '@slack/bolt';
import type { CommandDeps } from '../commands/command-request.ts';
import { parseHeard } from './heard.ts';
import { runHeard } from './run-heard.ts';

/** Mentions, and messages in the direct conversation: the same words as after the slash command. */
export function registerHeard(app: App, deps: CommandDeps): void {
  const hear = async ({ body, context }: { body: unknown; context: { botUserId?: string } }) => {
    const heard = parseHeard(body, context.botUserId);
    if (heard) await runHeard(deps, heard);
  };
  app.event('app_mention', hear);
  app.event('message', hear);
}
