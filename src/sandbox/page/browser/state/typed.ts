import type { PageAct } from '../../protocol.ts';

/** What somebody means who sends this in a thread, where slash commands do not work. */
export function replyOf(
  typed: string,
  { channelId, threadTs }: { channelId: string; threadTs: string },
  appName: string,
): PageAct | null {
  const act = actOf(typed, channelId, appName);
  return act.act === 'say' || act.act === 'mention' ? { ...act, threadTs } : null;
}

/** What somebody means who sends this: a slash command, a mention of the app, or just words. */
export function actOf(typed: string, channelId: string, appName: string): PageAct {
  const command = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(typed);
  if (command) return { act: 'command', channelId, command: command[1] ?? '', text: command[2] ?? '' };
  const mention = `@${appName.toLowerCase()}`;
  if (typed.toLowerCase() === mention || typed.toLowerCase().startsWith(`${mention} `))
    return { act: 'mention', channelId, text: typed.slice(mention.length).trim() };
  return { act: 'say', channelId, text: typed };
}
