import type { Plan } from '../core/plan.ts';
import type { Requesters } from '../core/requesters.ts';
import type { Directory, Person } from './directory.ts';
import { type SlackLog, thrownFacts } from './log.ts';

const SLACK_USER = /^[UW][A-Z0-9]{2,20}$/;

/** What Slack knows of those who ask. */
export function createRequesters(directory: Directory, log: SlackLog): Requesters {
  const find = async ({
    requestedBy,
    planId,
  }: Pick<Plan, 'requestedBy' | 'planId'>): Promise<Person | null> => {
    if (!SLACK_USER.test(requestedBy)) return null;
    try {
      return await directory.person(requestedBy);
    } catch (thrown) {
      log.warn({ planId, ...thrownFacts(thrown) }, 'the requester is not known at the moment');
      return null;
    }
  };
  return {
    name: async (plan) => (await find(plan))?.realName,
    isGuest: async (plan) => (await find(plan))?.isGuest === true,
  };
}
