import type { WebClient } from '@slack/web-api';
import type { Message } from '../../blocks/layout/message.ts';
import { type SlackLog, thrownFacts } from './log.ts';

/** Bolt's `respond`, as far as it is used here; absent where Slack gave no response URL. */
export type Respond = ((message: ResponseMessage) => Promise<unknown>) | undefined;

interface ResponseMessage extends Message {
  readonly replace_original: boolean;
  /** Left out where a message is replaced, which stays as public as it was. */
  readonly response_type?: 'ephemeral';
}

export interface PrivateAnswers {
  /** Tells one person something that only this person sees: where the click was, else by direct message. Never throws. */
  tell(message: Message): Promise<void>;
  /** Puts a message in the place of the one that was clicked. Never throws. */
  replace(message: Message): Promise<void>;
}

export interface PrivateAnswerDeps {
  readonly respond: Respond;
  readonly client: WebClient;
  readonly log: SlackLog;
  readonly userId: string;
  /** Where the click was, if it was in a message. */
  readonly channelId: string | undefined;
}

export function createPrivateAnswers(deps: PrivateAnswerDeps): PrivateAnswers {
  const { respond, client, log, userId, channelId } = deps;
  const attempt = async (what: string, work: () => Promise<unknown>): Promise<boolean> => {
    try {
      await work();
      return true;
    } catch (thrown) {
      log.warn({ what, userId, ...thrownFacts(thrown) }, 'a private answer did not arrive');
      return false;
    }
  };
  return {
    async tell({ text, blocks }) {
      const answer = { text, blocks, response_type: 'ephemeral', replace_original: false } as const;
      if (respond && (await attempt('response_url', () => respond(answer)))) return;
      const beside = () =>
        client.chat.postEphemeral({ channel: channelId ?? '', user: userId, text, blocks });
      if (channelId !== undefined && (await attempt('chat.postEphemeral', beside))) return;
      await attempt('chat.postMessage', () =>
        client.chat.postMessage({ channel: userId, text, blocks, unfurl_links: false, unfurl_media: false }),
      );
    },
    async replace({ text, blocks }) {
      if (!respond) return;
      await attempt('replace', () => respond({ text, blocks, replace_original: true }));
    },
  };
}
