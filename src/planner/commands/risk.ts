import { CugarError } from '../../core/errors.ts';
import type { Opportunity } from '../../core/records.ts';
import { accountCommand, queryOf } from './account-command.ts';
import type { CommandWorld, PlanCommand, Wish } from './plan-command.ts';

const ofAccount = accountCommand({
  name: 'risk',
  usage: 'risk <account or opportunity>',
  what: 'how likely a deal is to close, and what stands in its way',
  examples: ['risk Acme', 'risk opp_acme_floor'],
  notes: [
    'Of an account, its most advanced open deal; a deal by its id or its name.',
    'Where something is both, the account is meant; name the deal by its id then.',
  ],
  options: {},
});

/** `risk <account or opportunity>`: an opportunity's id comes first, then the account, then an opportunity's name. */
export const risk: PlanCommand = {
  ...ofAccount,
  async read(words, world): Promise<Wish> {
    const query = queryOf(words);
    const byId = query === '' ? null : await world.data.opportunity(query);
    if (byId) return await aboutDeal(byId, world);
    const wish = await ofAccount.read(words, world);
    const isGuess = wish.kind === 'plan' && (await isMisspelt(query, world));
    if (wish.kind !== 'not_found' && !isGuess) return wish;
    const named = await dealsCalled(query, world);
    const [deal, ...more] = named;
    if (deal && more.length === 0) return await aboutDeal(deal, world);
    if (deal) throw several(query, named);
    return wish;
  },
};

async function aboutDeal(deal: Opportunity, { data }: CommandWorld): Promise<Wish> {
  const { opportunityId, accountId } = deal;
  const account = accountId === undefined ? null : await data.account(accountId);
  return {
    kind: 'plan',
    template: 'risk',
    args: { opportunityId, account: deal.name },
    ...(account && { subject: { accountId: account.accountId, name: account.name } }),
  };
}

async function isMisspelt(query: string, { data }: CommandWorld): Promise<boolean> {
  const match = await data.findAccount(query);
  return match.kind === 'one' && match.matchedBy === 'typo';
}

/** Open deals of that name come before closed ones; whole names in any case. */
async function dealsCalled(query: string, { data }: CommandWorld): Promise<readonly Opportunity[]> {
  const wanted = plain(query);
  const called = (await data.allOpportunities()).filter(({ name }) => plain(name) === wanted);
  const open = called.filter(({ stage }) => !stage.startsWith('closed_'));
  return open.length > 0 ? open : called;
}

function plain(text: string): string {
  return text.trim().replace(/\s+/g, ' ').toLowerCase();
}

const MAX_NAMED = 5;

function several(query: string, deals: readonly Opportunity[]): CugarError {
  const ids = deals.slice(0, MAX_NAMED).map(({ opportunityId }) => opportunityId);
  const rest = deals.length > MAX_NAMED ? ` and ${deals.length - MAX_NAMED} more` : '';
  return new CugarError('USER_INPUT', `${deals.length} deals are called “${query}”.`, {
    hint: `Name one by its id: ${ids.join(', ')}${rest}.`,
  });
}
