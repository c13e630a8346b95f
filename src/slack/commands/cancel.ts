import { cancelAnswer } from '../../../blocks/index.ts';
import { hasEnded } from '../../core/plan.ts';
import { isAmong } from '../is-among.ts';
import { answered, type CommandHandler, refused } from './command-request.ts';
import { findPlan } from './find-plan.ts';
import { noSinglePlan } from './status.ts';
import { usage } from './usage.ts';

/** `cancel <plan>`: for the one who asked, and for approvers. */
export const cancel: CommandHandler = async (deps, { teamId, userId, args }) => {
  const [typed] = args;
  if (typed === undefined) return refused(usage('cancel'));
  const match = await findPlan(deps.store, teamId, typed);
  if (match.kind !== 'one') return refused(noSinglePlan(deps, typed, match));
  const { plan, status } = match.record;
  const may = userId === plan.requestedBy || (await isAmong(deps.directory, deps.approvers, userId));
  if (!may) return refused(cancelAnswer('not_allowed', plan.planId));
  if (hasEnded(status)) return answered(cancelAnswer('ended', plan.planId));
  const applied = await deps.decisions.cancel(plan, userId);
  return answered(cancelAnswer(applied === 'applied' ? 'cancelled' : 'ended', plan.planId));
};
