import { count } from '../shared/text.ts';
import type { Holding } from './holdings.ts';
import { potentialOf } from './potential.ts';
import type { Seat } from './seats.ts';
import type { TerritoryBook } from './territory-book.ts';

/** What about reps and accounts could not be known, each in the words of somebody who plans territories. */
export function territoryUnknowns(
  book: TerritoryBook,
  { seats, holdings }: { seats: readonly Seat[]; holdings: readonly Holding[] },
): string[] {
  const without = (isMissing: (seat: Seat) => boolean) => seats.filter(isMissing).length;
  const accounts = (isMissing: (holding: Holding) => boolean) => holdings.filter(isMissing).length;
  const said: [number, (n: number) => string][] = [
    [
      without(({ capacity }) => capacity === null),
      (n) => `How much ${count(n, 'rep')} can carry: reps.csv gives no capacity, so nobody counts as full.`,
    ],
    [
      without(({ hasTerritory }) => !hasTerritory),
      (n) => `The territory of ${count(n, 'rep')}: reps.csv names none, the region stands in.`,
    ],
    [
      seats.length > 0 && seats.every(({ isRampKnown }) => !isRampKnown) ? 1 : 0,
      () => 'Who is still ramping: reps.csv has no ramp, so everybody counts in full.',
    ],
    [
      accounts(({ pointsBy }) => pointsBy === 'assumed'),
      (n) =>
        `The weight of ${count(n, 'account')}: too little is known for a fit, ${book.rules.workload.unknown} assumed each.`,
    ],
    [
      accounts(({ owner, seat }) => owner !== null && seat === null),
      (n) => `Who the owner of ${count(n, 'account')} is: the name is none of the reps.`,
    ],
    [
      accounts(({ account }) => potentialOf(account, book.potential, book.icp) === null),
      (n) => potentialUnknown(n, book),
    ],
    [
      accounts(({ openDeals }) => openDeals.some(({ amount }) => amount === undefined)),
      (n) => `The whole pipeline of ${count(n, 'account')}: open deals without an amount.`,
    ],
    [
      seats.length > 0 && seats.every(({ quota }) => quota === null) ? 1 : 0,
      () => 'How the pipeline covers the quotas: reps.csv has no quota.',
    ],
  ];
  return said.flatMap(([n, sentence]) => (n > 0 ? [sentence(n)] : []));
}

function potentialUnknown(n: number, { potential }: TerritoryBook): string {
  if (potential === null) return 'The potential of the accounts: neither potential nor revenue is recorded.';
  return `The potential of ${count(n, 'account')}: no ${potential.kind} in ${potential.currency} on record.`;
}

/** Says it where the potential is only a stand-in. */
export function potentialNote({ potential }: TerritoryBook): string[] {
  return potential?.kind === 'annual revenue'
    ? [`Potential is the annual revenue in ${potential.currency}, as a stand-in.`]
    : [];
}

/** Share of what counts that is known: the weight of the accounts and the capacities of the reps. */
export function knownShare(seats: readonly Seat[], holdings: readonly Holding[]): number | null {
  const all = seats.length + holdings.length;
  if (all === 0) return null;
  const known =
    seats.filter(({ capacity }) => capacity !== null).length +
    holdings.filter(({ pointsBy }) => pointsBy !== 'assumed').length;
  return Math.round((known / all) * 1_000) / 1_000;
}
