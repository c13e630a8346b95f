import { cancelAnswer, errorAnswer, statusList, statusOne } from '../../../blocks/index.ts';
import type { Message } from '../../../blocks/layout/message.ts';
import { answered, type CommandDeps, type CommandHandler, refused } from './command-request.ts';
import { findPlan, type PlanMatch } from './find-plan.ts';

const NEWEST = 10;

/** `status`: the person's newest plans; `status <plan>`: one plan in full. */
export const status: CommandHandler = async (deps, { teamId, userId, args }) => {
  const [typed] = args;
  if (typed === undefined) return answered(statusList(await deps.store.list(teamId, NEWEST, userId)));
  const match = await findPlan(deps.store, teamId, typed);
  if (match.kind !== 'one') return refused(noSinglePlan(deps, typed, match));
  return answered(statusOne(match.record, { dataMode: deps.data.status().mode }));
};

/** What to say when what was typed names no plan, or several. */
export function noSinglePlan(
  deps: Pick<CommandDeps, 'ids'>,
  typed: string,
  match: Exclude<PlanMatch, { kind: 'one' }>,
): Message {
  if (match.kind === 'none') return cancelAnswer('unknown', typed);
  return errorAnswer({
    code: 'USER_INPUT',
    message: `${match.planIds.length} plans have an id like that: ${match.planIds.slice(0, 5).join(', ')}`,
    hint: 'Give more of the id.',
    reference: deps.ids.traceId(),
  });
}
