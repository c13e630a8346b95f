import { CugarError } from '../../core/errors.ts';
import type { Account } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';

/** The account of that id; `RESOURCE_NOT_FOUND` when there is none. */
export async function requireAccount(accountId: string, context: ToolContext): Promise<Account> {
  context.signal.throwIfAborted();
  const account = await context.data.account(accountId);
  if (account) return account;
  throw new CugarError('RESOURCE_NOT_FOUND', 'There is no account with this id in the data.', {
    hint: 'Check the name, or add the account to the book of business.',
  });
}
