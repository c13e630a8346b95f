import { z } from 'zod';
import { daysSince, spokenAge } from '../shared/dates.ts';
import { percent, round3 } from '../shared/numbers.ts';
import { count, oneLine } from '../shared/text.ts';
import type { Holding } from './holdings.ts';
import type { Places } from './loads.ts';
import type { TerritoryBook } from './territory-book.ts';
import { money } from './words.ts';

/** What a change unsettles. */
export const Disruption = z.strictObject({
  /** Accounts that leave a rep or another owner whom they have today. */
  ownersChanged: z.number().int(),
  /** Accounts that nobody had. */
  newlyOwned: z.number().int(),
  /** Accounts that change owner ÷ all accounts of the book that have one. */
  share: z.number().min(0).max(1).nullable(),
  /** Open deals in proposal or negotiation of accounts that change owner. */
  lateDeals: z.number().int(),
  /** Age in days of the longest relationship that ends; null: no dates on record. */
  longestRelationshipDays: z.number().int().nullable(),
});
export type Disruption = z.infer<typeof Disruption>;

/** The accounts whose owner differs between two states of the book, those with an owner first. */
export function changedHoldings(book: TerritoryBook, before: Places, after: Places): Holding[] {
  return book.holdings.filter(({ accountId }) => before.get(accountId)?.seat !== after.get(accountId)?.seat);
}

export function disruptionOf(book: TerritoryBook, changed: readonly Holding[], now: Date): Disruption {
  const taken = changed.filter(({ owner }) => owner !== null);
  const owned = book.holdings.filter(({ owner }) => owner !== null).length;
  const ages = taken.flatMap(({ heldSince }) => daysSince(heldSince ?? undefined, now) ?? []);
  return {
    ownersChanged: taken.length,
    newlyOwned: changed.length - taken.length,
    share: owned === 0 ? null : round3(taken.length / owned),
    lateDeals: taken.reduce((total, { lateDeals }) => total + lateDeals.length, 0),
    longestRelationshipDays: ages.length === 0 ? null : Math.max(0, ...ages),
  };
}

/** What is unsettled, in sentences, the gravest first. */
export function disruptionReasons(
  { ownersChanged, newlyOwned, share, lateDeals, longestRelationshipDays }: Disruption,
  most: number,
): string[] {
  const tooMany = share !== null && share > most;
  return [
    ...(lateDeals > 0
      ? [
          `${count(lateDeals, 'open deal')} in proposal or negotiation would change hands: better after the close.`,
        ]
      : []),
    ...(ownersChanged > 0 && share !== null
      ? [
          `${count(ownersChanged, 'account')} would change owner, ${percent(share)} of those that have one${tooMany ? `; more than ${percent(most)} in one cycle unsettles customers` : ''}.`,
        ]
      : []),
    ...(newlyOwned > 0 ? [`${count(newlyOwned, 'account')} would get an owner for the first time.`] : []),
    ...(longestRelationshipDays !== null && longestRelationshipDays > 0
      ? [`The longest relationship that ends has lasted ${spokenAge(longestRelationshipDays)}.`]
      : []),
  ];
}

/** The open late-stage deals of accounts, the next to close first, one a line. */
export function lateDealLines(holdings: readonly Holding[]): string[] {
  return holdings
    .flatMap((holding) => holding.lateDeals.map((deal) => ({ holding, deal })))
    .sort(
      (a, b) =>
        compare(a.deal.closeDate ?? '9999', b.deal.closeDate ?? '9999') ||
        compare(a.deal.opportunityId, b.deal.opportunityId),
    )
    .map(({ holding, deal }) => {
      const amount = deal.amount ? money(deal.amount) : 'amount not known';
      const close = deal.closeDate ? `close date ${deal.closeDate.slice(0, 10)}` : 'no close date';
      return `${holding.name}: ${oneLine(deal.name, 60)}, ${deal.stage}, ${amount}, ${close}, with ${holding.owner ?? 'nobody'}`;
    });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
