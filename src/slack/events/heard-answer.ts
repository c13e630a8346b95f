import type { Message } from '../../../blocks/layout/message.ts';
import type { CommandDeps } from '../commands/command-request.ts';
import { thrownFacts } from '../log.ts';
import type { Heard } from './heard.ts';

/**
 * Answers where it was asked, so that only the one who asked sees it: plainly in a direct conversation, else
 * as a private message, and where that cannot be, in the direct conversation. Never throws.
 */
export async function tellHeard(
  { clients, log }: Pick<CommandDeps, 'clients' | 'log'>,
  { userId, channelId, isDirect, inThread }: Heard,
  { text, blocks }: Message,
): Promise<void> {
  const { chat } = clients.listener;
  const plain = { text, blocks, unfurl_links: false, unfurl_media: false };
  const thread = inThread !== undefined && { thread_ts: inThread };
  const attempt = async (what: string, send: () => Promise<unknown>): Promise<boolean> => {
    try {
      await send();
      return true;
    } catch (thrown) {
      log.warn({ what, userId, ...thrownFacts(thrown) }, 'an answer did not arrive');
      return false;
    }
  };
  if (isDirect) {
    await attempt('chat.postMessage', () => chat.postMessage({ channel: channelId, ...plain, ...thread }));
    return;
  }
  const beside = () => chat.postEphemeral({ channel: channelId, user: userId, text, blocks, ...thread });
  if (await attempt('chat.postEphemeral', beside)) return;
  await attempt('chat.postMessage', () => chat.postMessage({ channel: userId, ...plain }));
}
