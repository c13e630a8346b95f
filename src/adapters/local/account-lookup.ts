import { groupBy } from '../../core/group-by.ts';
import type { AccountMatch } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { domainAndParents, domainIn } from '../../core/web-domain.ts';
import { type NameKeys, nameKeys } from './name-keys.ts';
import { typosAllowed, typosBetween } from './typos.ts';

const MOST_CHOICES = 10;
const MOST_NEAREST = 5;
const LONGEST_NAME = 100;
/** Fewer letters fit the beginning of too many names. */
const SHORTEST_BEGINNING = 3;

interface Entry {
  readonly account: Account;
  readonly name: NameKeys;
  /** Of the name and all aliases. */
  readonly all: readonly NameKeys[];
}

type MatchedBy = Extract<AccountMatch, { kind: 'one' }>['matchedBy'];
type Step = readonly [MatchedBy, (query: string, keys: NameKeys) => readonly Account[]];

/**
 * Finds accounts by what people type. The surest way that finds anything decides: id, domain, name, alias,
 * name without legal form, words and beginnings, typing errors. Never throws, whatever the query.
 */
export function createAccountLookup(accounts: readonly Account[]): (query: string) => AccountMatch {
  const entries = accounts.map((account): Entry => {
    const name = nameKeys(account.name);
    return { account, name, all: [name, ...account.aliases.map(nameKeys)] };
  });
  const ids = new Map(accounts.map((account) => [account.accountId, account]));
  const domains = groupBy(
    accounts.filter(({ domain }) => domain !== undefined),
    ({ domain }) => domain,
  );
  const where = (isMatch: (entry: Entry) => boolean) => entries.filter(isMatch).map(({ account }) => account);

  const steps: readonly Step[] = [
    ['id', (query) => present(ids.get(query) ?? ids.get(query.trim()))],
    ['id', (query) => where(({ account }) => sameText(account.accountId, query))],
    ['domain', (query) => byDomain(domainIn(query), domains)],
    ['name', (_, keys) => where(({ name }) => isSameName(name, keys))],
    ['alias', (_, keys) => where(({ all }) => all.some((other) => isSameName(other, keys)))],
    ['name', (_, keys) => where(({ all }) => all.some(({ core }) => core !== '' && core === keys.core))],
    ['name', (_, keys) => byWords(entries, keys)],
    ['typo', (query, keys) => byTypos(entries, keys, domainIn(query))],
  ];

  return (query) => {
    const keys = nameKeys(query);
    for (const [matchedBy, find] of steps) {
      const found = find(query, keys);
      const [account] = found;
      if (account && found.length === 1) return { kind: 'one', account, matchedBy };
      if (account) return { kind: 'many', accounts: found.slice(0, MOST_CHOICES) };
    }
    return { kind: 'none', nearest: nearestNames(entries, keys) };
  };
}

function present(account: Account | undefined): readonly Account[] {
  return account ? [account] : [];
}

function sameText(id: string, query: string): boolean {
  return id.length <= query.length && id.toLowerCase() === query.trim().toLowerCase();
}

function byDomain(
  domain: string | null,
  domains: ReadonlyMap<string | undefined, readonly Account[]>,
): readonly Account[] {
  if (domain === null) return [];
  const owner = domainAndParents(domain).find((candidate) => domains.has(candidate));
  return domains.get(owner) ?? [];
}

function isSameName(name: NameKeys, query: NameKeys): boolean {
  if (query.compact !== '') return name.compact === query.compact;
  return query.plain !== '' && name.plain === query.plain;
}

/** All words are in the name, the last perhaps only begun; or the name begins so. Beginnings come first. */
function byWords(entries: readonly Entry[], { coreWords, core }: NameKeys): readonly Account[] {
  const last = coreWords.at(-1);
  if (last === undefined || core.length > LONGEST_NAME) return [];
  const whole = coreWords.slice(0, -1);
  const begins = ({ compact }: NameKeys) => core.length >= SHORTEST_BEGINNING && compact.startsWith(core);
  const contains = ({ words }: NameKeys) =>
    whole.every((word) => words.includes(word)) &&
    words.some((word) => word === last || (last.length >= SHORTEST_BEGINNING && word.startsWith(last)));
  const fitting = entries.flatMap(({ account, all }) => {
    const isBeginning = all.some(begins);
    return isBeginning || all.some(contains) ? [{ account, isBeginning }] : [];
  });
  return fitting
    .sort(
      (a, b) =>
        Number(b.isBeginning) - Number(a.isBeginning) ||
        a.account.name.length - b.account.name.length ||
        (a.account.name < b.account.name ? -1 : 1),
    )
    .map(({ account }) => account);
}

/** The accounts with the fewest typing errors, if these are few enough for the length. */
function byTypos(entries: readonly Entry[], query: NameKeys, domain: string | null): readonly Account[] {
  let best = Number.POSITIVE_INFINITY;
  let found: Account[] = [];
  for (const { account, all } of entries) {
    const typos = Math.min(...all.map((name) => typosIn(query, name)), domainTypos(domain, account.domain));
    if (typos > best || typos === Number.POSITIVE_INFINITY) continue;
    if (typos < best) found = [];
    best = typos;
    found.push(account);
  }
  return found;
}

function typosIn(query: NameKeys, name: NameKeys): number {
  const beginning = name.words.slice(0, query.coreWords.length).join('');
  return Math.min(
    allowedTypos(query.compact, name.compact),
    allowedTypos(query.core, name.core),
    allowedTypos(query.core, beginning),
  );
}

function domainTypos(written: string | null, domain: string | undefined): number {
  return written === null || domain === undefined ? Number.POSITIVE_INFINITY : allowedTypos(written, domain);
}

/** The typing errors between the two, infinite when they are too many. */
function allowedTypos(a: string, b: string): number {
  const allowed = typosAllowed(Math.min(a.length, b.length));
  const isHopeless = allowed === 0 || Math.abs(a.length - b.length) > allowed || a.length > LONGEST_NAME;
  if (isHopeless) return Number.POSITIVE_INFINITY;
  const typos = typosBetween(a, b);
  return typos <= allowed ? typos : Number.POSITIVE_INFINITY;
}

function nearestNames(entries: readonly Entry[], { compact }: NameKeys): string[] {
  const wanted = compact.slice(0, LONGEST_NAME);
  if (wanted === '') return [];
  const farness = (name: string) => typosBetween(wanted, name) / Math.max(wanted.length, name.length);
  const ranked = entries
    .map(({ account, all }) => ({
      name: account.name,
      far: Math.min(...all.flatMap(({ compact, core }) => [farness(compact), farness(core)])),
    }))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1));
  return [...new Set(ranked.map(({ name }) => name))].slice(0, MOST_NEAREST);
}
