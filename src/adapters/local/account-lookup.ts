import { type Breathe, createBreather } from '../../core/breathe.ts';
import { groupBy } from '../../core/group-by.ts';
import type { AccountMatch, Spelling } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { domainAndParents, domainIn } from '../../core/web-domain.ts';
import { indexNames, type NameIndex, type Naming } from './name-index.ts';
import { type NameKeys, nameKeys } from './name-keys.ts';
import { createNearNames } from './near-names.ts';

const MOST_CHOICES = 10;

type MatchedBy = Extract<AccountMatch, { kind: 'one' }>['matchedBy'];
type Step = readonly [MatchedBy, (query: string, keys: NameKeys) => readonly Account[]];

/**
 * Finds accounts by what people type. The surest way that finds anything decides: id, domain, name, alias,
 * name without legal form, words and beginnings, typing errors. Never throws, whatever the query.
 */
export async function createAccountLookup(
  accounts: readonly Account[],
  breathe: Breathe = createBreather(),
): Promise<(query: string, spelling?: Spelling) => AccountMatch> {
  const names = await indexNames(accounts, breathe);
  const near = createNearNames(names.namings);
  const ids = new Map(accounts.map((account) => [account.accountId, account]));
  const foldedIds = groupBy(accounts, ({ accountId }) => accountId.toLowerCase());
  const domains = groupBy(
    accounts.filter(({ domain }) => domain !== undefined),
    ({ domain }) => domain,
  );

  const steps: readonly Step[] = [
    ['id', (query) => present(ids.get(query) ?? ids.get(query.trim()))],
    ['id', (query) => foldedIds.get(query.trim().toLowerCase()) ?? []],
    ['domain', (query) => byDomain(domainIn(query), domains)],
    ['name', (_, keys) => owners(names.same(keys).filter(({ isAlias }) => !isAlias))],
    ['alias', (_, keys) => owners(names.same(keys))],
    ['name', (_, keys) => owners(names.sameCore(keys))],
    ['name', (_, keys) => byWords(names, keys)],
  ];
  const misspelt: Step = ['typo', (query, keys) => near.byTypos(keys, domainIn(query))];

  return (query, spelling = 'any') => {
    const keys = nameKeys(query);
    for (const [matchedBy, find] of spelling === 'exact' ? steps : [...steps, misspelt]) {
      const found = find(query, keys);
      const [account] = found;
      if (account && found.length === 1) return { kind: 'one', account, matchedBy };
      if (account) return { kind: 'many', accounts: found.slice(0, MOST_CHOICES) };
    }
    return {
      kind: 'none',
      // Worked out for whoever reads it: it takes much longer than all the rest.
      get nearest() {
        return spelling === 'exact' ? [] : near.nearest(keys);
      },
    };
  };
}

function present(account: Account | undefined): readonly Account[] {
  return account ? [account] : [];
}

/** Each account once, also where several of its names fit. */
function owners(namings: readonly Naming[]): readonly Account[] {
  return [...new Set(namings.map(({ account }) => account))];
}

function byDomain(
  domain: string | null,
  domains: ReadonlyMap<string | undefined, readonly Account[]>,
): readonly Account[] {
  if (domain === null) return [];
  const owner = domainAndParents(domain).find((candidate) => domains.has(candidate));
  return domains.get(owner) ?? [];
}

/** Accounts one of whose names holds the words; those that begin so come first, then the shortest. */
function byWords(names: NameIndex, keys: NameKeys): readonly Account[] {
  const holding = names.holding(keys);
  const beginning = new Set(
    owners(holding.filter(({ isBeginning }) => isBeginning).map(({ naming }) => naming)),
  );
  return [...owners(holding.map(({ naming }) => naming))].sort(
    (a, b) =>
      Number(beginning.has(b)) - Number(beginning.has(a)) ||
      a.name.length - b.name.length ||
      (a.name < b.name ? -1 : 1),
  );
}
