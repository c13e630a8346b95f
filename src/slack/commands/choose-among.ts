import { accountChoice } from '../../../blocks/index.ts';
import type { Account } from '../../core/records.ts';
import type { DraftOptions } from '../../planner/draft-words.ts';
import { accountOption } from './account-choice.ts';
import { answered, type CommandRequest, type Reply } from './command-request.ts';

/** Asks which of several accounts is meant; the click carries on with the same request. */
export function chooseAmong(
  query: string,
  accounts: readonly Account[],
  { requestKey, threadTs }: Pick<CommandRequest, 'requestKey' | 'threadTs'>,
  what: { readonly template: string; readonly options?: DraftOptions },
): Reply {
  const choice = { ...what, requestKey, ...(threadTs !== undefined && { threadTs }) };
  return answered(
    accountChoice(
      query,
      accounts.map((account) => accountOption(account, choice)),
    ),
  );
}
