import { SECOND } from '../../core/clock.ts';
import type { AccountMatch, SalesData, Spelling } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { nameKeys } from '../local/name-keys.ts';
import type { VendorSource } from '../open-vendor.ts';

/** A person waits for the acknowledgement of a command: three seconds at most, for all of it. */
const DEADLINE_MS = 1.5 * SECOND;
const MAX_CHOICES = 10;

/** Looks an account up in the book and, where that has none, in the live CRMs: by domain, or by its exact name. */
export async function findAnywhere(
  book: SalesData,
  crms: readonly VendorSource[],
  query: string,
  spelling?: Spelling,
): Promise<AccountMatch> {
  const own = await book.findAccount(query, spelling);
  if (own.kind !== 'none' || crms.length === 0 || query.length > 200) return own;
  const domain = domainIn(query) ?? undefined;
  const account = domain === undefined ? { name: query.trim() } : { domain };
  const signal = AbortSignal.timeout(DEADLINE_MS);
  const answers = await Promise.all(
    crms.map((crm) =>
      crm.accounts({ account, signal }).then(
        ({ items }) => items,
        () => [],
      ),
    ),
  );
  const wanted = nameKeys(query).core;
  const fits = (found: Account) =>
    domain === undefined ? nameKeys(found.name).core === wanted : found.domain === domain;
  const [first, ...others] = distinct(answers.flat().filter(fits));
  if (!first) return own;
  if (others.length > 0) return { kind: 'many', accounts: [first, ...others].slice(0, MAX_CHOICES) };
  return { kind: 'one', account: first, matchedBy: domain === undefined ? 'name' : 'domain' };
}

/** One account a domain: several CRMs may have the same company. */
function distinct(accounts: readonly Account[]): Account[] {
  const domains = accounts.map(({ accountId, domain }) => domain ?? accountId);
  return accounts.filter((_, index) => domains.indexOf(domains[index] ?? '') === index);
}
