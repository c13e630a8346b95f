import type { Plan } from '../core/plan.ts';
import type { Directory } from './directory.ts';
import { type SlackLog, thrownFacts } from './log.ts';

const SLACK_USER = /^[UW][A-Z0-9]{2,20}$/;

/** The real name of the one who asked, for under a message; undefined when it cannot be found out. */
export function createSenderName(
  directory: Directory,
  log: SlackLog,
): (plan: Pick<Plan, 'requestedBy' | 'planId'>) => Promise<string | undefined> {
  return async ({ requestedBy, planId }) => {
    if (!SLACK_USER.test(requestedBy)) return undefined;
    try {
      return (await directory.person(requestedBy))?.realName;
    } catch (thrown) {
      log.warn({ planId, ...thrownFacts(thrown) }, "the requester's name is not known at the moment");
      return undefined;
    }
  };
}
