import type { Icp } from '../../core/icp.ts';
import type { Account } from '../../core/records.ts';
import { extraNumber, extraText } from './extras.ts';

/** What the potential of accounts is taken from; null where nothing in the book says it. */
export interface PotentialBasis {
  readonly kind: 'potential' | 'annual revenue';
  readonly currency: string;
}

/** The currency of amounts whose row names none. */
export function bookCurrency(icp: Icp): string {
  return icp.annual_revenue?.currency ?? 'USD';
}

/**
 * One basis for the whole book, so that reps are compared alike: the column `potential` where at least half of
 * the accounts have one, else the annual revenue in its most frequent currency. Nothing is converted.
 */
export function potentialBasis(accounts: readonly Account[], icp: Icp): PotentialBasis | null {
  const stated = accounts.filter((account) => extraNumber(account, 'potential') !== null);
  if (stated.length > 0 && stated.length * 2 >= accounts.length) {
    return { kind: 'potential', currency: mostFrequent(stated.map((a) => statedCurrency(a, icp))) ?? '' };
  }
  const currency = mostFrequent(accounts.flatMap(({ annualRevenue }) => annualRevenue?.currency ?? []));
  return currency === null ? null : { kind: 'annual revenue', currency };
}

/** Null: not known in this currency. */
export function potentialOf(account: Account, basis: PotentialBasis | null, icp: Icp): number | null {
  if (basis === null) return null;
  if (basis.kind === 'potential') {
    return statedCurrency(account, icp) === basis.currency ? extraNumber(account, 'potential') : null;
  }
  const { annualRevenue } = account;
  return annualRevenue?.currency === basis.currency ? annualRevenue.amount : null;
}

function statedCurrency(account: Account, icp: Icp): string {
  return extraText(account, 'potential_currency')?.toUpperCase() ?? bookCurrency(icp);
}

/** The most frequent text, the first in the alphabet of equally frequent ones; null of none. */
function mostFrequent(texts: readonly string[]): string | null {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const ranked = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return ranked[0]?.[0] ?? null;
}
