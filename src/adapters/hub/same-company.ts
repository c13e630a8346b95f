import type { Account } from '../../core/records.ts';
import { nameKeys } from '../local/name-keys.ts';
import type { AccountRef } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';

/** How a vendor is asked about an account: by its own id if that is known, by domain, by name. */
export function refOf(account: Account, vendor: string): AccountRef {
  const own = ownId(account.accountId, vendor) ?? account.extra?.[`${vendor}_id`];
  return { id: own, domain: account.domain, name: account.name };
}

/** The vendor's own id within one of its records' ids; undefined for an id of somebody else. */
export function ownId(id: string, vendor: string): string | undefined {
  return id.startsWith(`${vendor}:`) ? id.slice(vendor.length + 1) : undefined;
}

/**
 * The one of a vendor's accounts that is the company meant: the surest of id, domain and name decides. Two
 * that fit equally well are none: facts of a wrong company are worse than no facts.
 */
export function sameCompany(
  wanted: Pick<Account, 'name' | 'domain' | 'aliases'>,
  asked: AccountRef,
  found: readonly VendorAccount[],
  vendor: string,
): VendorAccount | null {
  if (asked.id !== undefined) {
    const byId = found.filter(({ accountId }) => ownId(accountId, vendor) === asked.id);
    if (byId.length > 0) return only(byId);
  }
  if (wanted.domain !== undefined) {
    const byDomain = found.filter(({ domain }) => domain === wanted.domain);
    if (byDomain.length > 0) return only(byDomain);
  }
  const names = new Set([wanted.name, ...wanted.aliases].map((name) => nameKeys(name).core));
  const isOther = (domain: string | undefined) =>
    domain !== undefined && wanted.domain !== undefined && domain !== wanted.domain;
  return only(found.filter(({ name, domain }) => !isOther(domain) && names.has(nameKeys(name).core)));
}

function only<T>(found: readonly T[]): T | null {
  return found.length === 1 ? (found[0] ?? null) : null;
}
