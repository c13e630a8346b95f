import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { requireTerritory } from '../../tools/territory/find-territory.ts';
import { readAccounts } from './account-list.ts';
import { type OptionSpec, readOptions } from './options.ts';
import type { PlanCommand } from './plan-command.ts';
import { namesOfTerritories, takeTerritory } from './territory-names.ts';

const ON: OptionSpec = { example: '2027-01-01' };

export const territoryCoverage: PlanCommand = {
  name: 'territory coverage',
  usage: 'territory coverage [<territory>]',
  what: 'who covers what, who has room, and how fair the load is',
  examples: ['territory coverage', 'territory coverage "NA East"'],
  async read(words, { data }) {
    const { rest } = readOptions(words, {});
    const query = rest.join(' ').trim();
    const names = query === '' ? [] : await namesOfTerritories(data);
    const territory = query === '' ? undefined : requireTerritory(query, names);
    return {
      kind: 'plan',
      template: 'territory_coverage',
      args: {
        where: territory === undefined ? 'all territories' : territory,
        ...(territory && { territory }),
      },
    };
  },
};

export const territorySimulate: PlanCommand = {
  name: 'territory simulate',
  usage: 'territory simulate <from> <to> <account>… [--on <day>]',
  what: 'what moving accounts from one territory to another would do, before anything moves',
  examples: [
    'territory simulate "NA East" Canada Pellucid "Pinnacle Forge"',
    'territory simulate "NA East" "NA West" Everhart, Fennimore --on 2027-01-01',
  ],
  notes: [
    'Put names of several words in quotes, or part accounts by commas.',
    'Nothing moves: `territory assign` proposes it.',
  ],
  async read(words, { data }) {
    const { rest, options } = readOptions(words, { on: ON });
    if (rest.length < 3) return { kind: 'usage' };
    const names = await namesOfTerritories(data);
    const from = takeTerritory(rest, names);
    const to = takeTerritory(from.rest, names);
    const behind = options.on === undefined ? [] : [`--on=${options.on}`];
    const found = await readAccounts(to.rest, data, [from.territory, to.territory]);
    if (found.kind === 'choose') {
      return { ...found, again: (account) => [...found.again(account), ...behind] };
    }
    if (found.kind !== 'accounts') return found;
    const accountIds = found.accounts.map(({ accountId }) => accountId);
    return {
      kind: 'plan',
      template: 'territory_simulate',
      args: {
        fromTerritory: from.territory,
        toTerritory: to.territory,
        accountIds,
        accounts: accountIds.length === 1 ? (found.accounts[0]?.name ?? '') : `${accountIds.length} accounts`,
        ...(options.on !== undefined && { effectiveDate: dayOf(options.on) }),
      },
    };
  },
};

function dayOf(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new CugarError('USER_INPUT', `“${text}” is no day.`, { hint: 'Write it as 2027-01-01.' });
}
