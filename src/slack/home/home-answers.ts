import type { WebClient } from '@slack/web-api';
import type { HomeWakeups } from '../../core/ports.ts';
import type { HomeStore } from '../../store/home-store.ts';
import { type SlackLog, thrownFacts } from '../log.ts';
import { createPrivateAnswers, type PrivateAnswers } from '../private-answer.ts';

export interface HomeAnswersDeps {
  readonly teamId: string;
  readonly userId: string;
  readonly homes: HomeStore;
  readonly wakeups: HomeWakeups;
  /** The listener's. */
  readonly client: WebClient;
  readonly log: SlackLog;
}

/**
 * Answers to a click on the Home tab, where nothing ephemeral can be: the sentence stands at its top, where
 * the person looks. When it cannot get there, it is a direct message.
 */
export function createHomeAnswers(deps: HomeAnswersDeps): PrivateAnswers {
  const { teamId, userId, homes, wakeups, client, log } = deps;
  const direct = createPrivateAnswers({ respond: undefined, client, log, userId, channelId: undefined });
  return {
    async tell(message) {
      try {
        await homes.setNotice(teamId, userId, message);
      } catch (thrown) {
        log.warn({ userId, ...thrownFacts(thrown) }, 'a notice for a Home tab could not be kept');
        return await direct.tell(message);
      }
      await wakeups.home(teamId, userId);
    },
    replace: () => wakeups.home(teamId, userId),
  };
}
