import { accountNotFound } from '../../../blocks/index.ts';
import type { Account } from '../../core/records.ts';
import { draftArguments, type RepliedTo } from '../../planner/draft-arguments.ts';
import { type DraftOptions, readDraftWords } from '../../planner/draft-words.ts';
import { chooseAmong } from './choose-among.ts';
import {
  type CommandDeps,
  type CommandHandler,
  type CommandRequest,
  type Reply,
  refused,
} from './command-request.ts';
import { startAccountPlan } from './start-plan.ts';
import { usage } from './usage.ts';

/** No account is called longer. */
const MAX_QUERY = 200;

/** `draft <account> [--to <contact>] [--channel …] [--tone …]`: what is wrong with an option is said before anything starts. */
export const draft: CommandHandler = async (deps, request) => {
  const words = readDraftWords(request.args);
  const query = Array.from(words.query).slice(0, MAX_QUERY).join('');
  if (query === '') return refused(usage('draft', 'draft Acme --channel email'));
  const match = await deps.data.findAccount(query);
  if (match.kind === 'none') return refused(accountNotFound(query, match.nearest, 'draft'));
  if (match.kind === 'one') return await startDraft(deps, request, { ...words, account: match.account });
  const { options } = words;
  return chooseAmong(query, match.accounts, request, { template: 'draft', options });
};

/** Finds the contact and starts the plan. Throws a `CugarError` that names the contacts where none or several fit. */
export async function startDraft(
  deps: CommandDeps,
  request: Omit<CommandRequest, 'args'>,
  {
    account,
    options,
    repliedTo,
  }: { readonly account: Account; readonly options: DraftOptions; readonly repliedTo?: RepliedTo },
): Promise<Reply> {
  const args = await draftArguments(deps.data, account, options, repliedTo);
  return await startAccountPlan(deps, request, { template: 'draft', account, args });
}
