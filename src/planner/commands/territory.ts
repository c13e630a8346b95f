import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import type { SalesData } from '../../core/ports.ts';
import { requireTerritory } from '../../tools/territory/find-territory.ts';
import { MOST_ACCOUNTS } from '../../tools/territory/rules.ts';
import { type AccountList, readAccounts } from './account-list.ts';
import { type OptionSpec, readOptions } from './options.ts';
import type { PlanCommand } from './plan-command.ts';
import { namesOfTerritories, requireTarget, takeTerritory } from './territory-names.ts';

const ON: OptionSpec = { example: '2027-01-01' };
const TO: OptionSpec = { example: 'Canada', takesRest: true };
const OWNERS: OptionSpec = { example: 'change', choices: ['keep', 'change'] };

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

export const territoryAssign: PlanCommand = {
  name: 'territory assign',
  usage: 'territory assign <account>… [--to <territory or rep>] [--owners keep|change]',
  what: 'a proposal who should have the accounts, for an approver to decide; then it is in the book of business',
  examples: [
    'territory assign Hollowpine',
    'territory assign Pellucid, "Pinnacle Forge" --to Canada',
    'territory assign unassigned',
  ],
  notes: [
    '`unassigned` stands for every account without an owner.',
    'An account stays with its rep while coverage and capacity allow it; `--owners change` looks for the best of all.',
    'Whoever asks never decides about it: an approver does.',
  ],
  async read(words, { data }) {
    const { rest, options } = readOptions(words, { to: TO, owners: OWNERS });
    const [only, ...others] = rest;
    const isAll = others.length === 0 && only?.toLowerCase() === 'unassigned';
    const found = isAll ? await withoutOwner(data) : await readAccounts(rest, data, []);
    const behind = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
    if (found.kind === 'choose') {
      return { ...found, again: (account) => [...found.again(account), ...behind] };
    }
    if (found.kind !== 'accounts') return found;
    const to = options.to === undefined ? undefined : await requireTarget(options.to, data);
    const [first, ...more] = found.accounts;
    return {
      kind: 'plan',
      template: 'territory_assign',
      args: {
        accountIds: found.accounts.map(({ accountId }) => accountId),
        accounts: more.length === 0 ? (first?.name ?? '') : `${found.accounts.length} accounts`,
        ...(to !== undefined && { to }),
        ...(options.owners === 'change' && { rules: { keepCurrentOwner: false } }),
      },
    };
  },
};

async function withoutOwner(data: SalesData): Promise<AccountList> {
  const accounts = (await data.allAccounts()).filter(({ owner }) => owner === undefined);
  if (accounts.length > 0) return { kind: 'accounts', accounts: accounts.slice(0, MOST_ACCOUNTS) };
  throw new CugarError('USER_INPUT', 'Every account of the book has an owner.', {
    hint: 'Name the accounts that should change hands.',
  });
}

function dayOf(text: string): string {
  if (z.iso.date().safeParse(text).success) return text;
  throw new CugarError('USER_INPUT', `“${text}” is no day.`, { hint: 'Write it as 2027-01-01.' });
}
