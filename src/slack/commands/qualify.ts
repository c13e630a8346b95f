import { accountNotFound } from '../../../blocks/index.ts';
import { chooseAmong } from './choose-among.ts';
import { type CommandHandler, refused } from './command-request.ts';
import { startAccountPlan } from './start-plan.ts';
import { usage } from './usage.ts';

/** No account is called longer. */
const MAX_QUERY = 200;

/** `qualify <account>`: one account makes a plan, several make a question, none makes suggestions. */
export const qualify: CommandHandler = async (deps, request) => {
  const query = Array.from(request.args.join(' ')).slice(0, MAX_QUERY).join('');
  if (query === '') return refused(usage('qualify', 'qualify Acme'));
  const match = await deps.data.findAccount(query);
  if (match.kind === 'none') return refused(accountNotFound(query, match.nearest));
  if (match.kind === 'one') {
    return await startAccountPlan(deps, request, { template: 'qualify', account: match.account });
  }
  return chooseAmong(query, match.accounts, request, { template: 'qualify' });
};
