import { z } from 'zod';
import { groupBy } from '../../core/group-by.ts';
import { round3 } from '../shared/numbers.ts';
import { Spread, spreadOf, Verdict, verdictOf } from './balance.ts';
import type { Holding } from './holdings.ts';
import { potentialOf } from './potential.ts';
import type { Seat } from './seats.ts';
import { sameTerritory, type TerritoryBook } from './territory-book.ts';

/** Where an account is: with which rep, in which territory. */
export interface Place {
  readonly seat: Seat | null;
  readonly territory: string | null;
}
/** The places of all accounts of the book, as they are or as they would be. */
export type Places = ReadonlyMap<string, Place>;

export function placesNow({ holdings }: TerritoryBook): Map<string, Place> {
  return new Map(holdings.map(({ accountId, seat, territory }) => [accountId, { seat, territory }]));
}

const Amount = z.strictObject({ amount: z.number(), currency: z.string() });

/** What some reps carry together. */
export const Load = z.strictObject({
  reps: z.number().int(),
  ramping: z.number().int(),
  accounts: z.number().int(),
  points: z.number(),
  /** Points that they can carry now; null: not known of one of them. */
  capacity: z.number().nullable(),
  /** Points ÷ capacity; null without a capacity. */
  utilization: z.number().nullable(),
  potential: Amount.nullable(),
  /** Accounts whose potential is not known in that currency. */
  potentialUnknown: z.number().int(),
  pipeline: z.array(Amount),
  lateDeals: z.number().int(),
  /** Open pipeline ÷ what is left of the quotas; null: no quota recorded, or reached. */
  quotaCoverage: z.number().nullable(),
});
export type Load = z.infer<typeof Load>;

export function loadOf(book: TerritoryBook, seats: readonly Seat[], holdings: readonly Holding[]): Load {
  const points = round3(sum(holdings.map((holding) => holding.points)));
  const capacity = capacityOf(seats);
  const known = holdings.flatMap(({ account }) => potentialOf(account, book.potential, book.icp) ?? []);
  const pipeline = pipelineOf(holdings);
  return {
    reps: seats.length,
    ramping: seats.filter(({ ramp }) => ramp < 1).length,
    accounts: holdings.length,
    points,
    capacity,
    utilization: capacity === null || capacity === 0 ? null : round3(points / capacity),
    potential: book.potential && { amount: sum(known), currency: book.potential.currency },
    potentialUnknown: holdings.length - known.length,
    pipeline,
    lateDeals: sum(holdings.map(({ lateDeals }) => lateDeals.length)),
    quotaCoverage: quotaCoverage(book, seats, pipeline),
  };
}

/** What the territory of a name carries in these places. */
export function territoryLoad(book: TerritoryBook, places: Places, territory: string): Load {
  const inside = (name: string | null | undefined) => sameTerritory(name ?? null, territory);
  return loadOf(
    book,
    book.seats.filter((seat) => inside(seat.territory)),
    book.holdings.filter(({ accountId }) => inside(places.get(accountId)?.territory)),
  );
}

/** The accounts of every rep in these places, by the rep's id. */
export function holdingsByRep(book: TerritoryBook, places: Places): ReadonlyMap<string, readonly Holding[]> {
  const found = groupBy(book.holdings, ({ accountId }) => places.get(accountId)?.seat?.repId ?? '');
  return new Map(book.seats.map(({ repId }) => [repId, found.get(repId) ?? []]));
}

export const Balance = z.strictObject({
  /** What is compared: the use of each rep's capacity, or, where one is not known, points per full-time rep. */
  measure: z.enum(['utilization', 'points']),
  reps: z.number().int(),
  workload: Spread,
  verdict: Verdict.nullable(),
  potential: Spread,
});
export type Balance = z.infer<typeof Balance>;

/** How evenly workload and potential are spread over all reps who can carry anything; ramping ones pro rata. */
export function balanceOf(book: TerritoryBook, places: Places): Balance {
  const seats = book.seats.filter(canCarry);
  const byRep = holdingsByRep(book, places);
  const measure = seats.every(({ capacity }) => capacity !== null) ? 'utilization' : 'points';
  const of = (seat: Seat) => byRep.get(seat.repId) ?? [];
  const workload = spreadOf(
    seats.map((seat) => {
      const points = sum(of(seat).map((holding) => holding.points));
      return points / (measure === 'utilization' ? (seat.capacity ?? 1) : seat.ramp);
    }),
  );
  const potential = spreadOf(
    seats.map(
      (seat) =>
        sum(of(seat).map(({ account }) => potentialOf(account, book.potential, book.icp) ?? 0)) / seat.ramp,
    ),
  );
  return {
    measure,
    reps: seats.length,
    workload,
    verdict: verdictOf(workload, book.rules.balance),
    potential,
  };
}

/** False for a rep without capacity, such as one who is leaving. */
export function canCarry({ capacity, ramp }: Seat): boolean {
  return capacity !== 0 && ramp > 0;
}

function capacityOf(seats: readonly Seat[]): number | null {
  if (seats.length === 0 || seats.some(({ capacity }) => capacity === null)) return null;
  return round3(sum(seats.map(({ capacity }) => capacity ?? 0)));
}

/** Sums by currency, in alphabetical order; nothing is converted. */
function pipelineOf(holdings: readonly Holding[]): { amount: number; currency: string }[] {
  const sums = new Map<string, number>();
  for (const { openDeals } of holdings) {
    for (const { amount } of openDeals) {
      if (amount) sums.set(amount.currency, (sums.get(amount.currency) ?? 0) + amount.amount);
    }
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amount]) => ({ amount, currency }));
}

function quotaCoverage(
  { wonThisYear, currency }: TerritoryBook,
  seats: readonly Seat[],
  pipeline: Load['pipeline'],
): number | null {
  if (seats.length === 0 || seats.some(({ quota }) => quota === null)) return null;
  // What is open in another currency would be left out unseen.
  if (pipeline.some((entry) => entry.currency !== currency)) return null;
  const left = sum(seats.map(({ repId, quota }) => (quota ?? 0) - (wonThisYear.get(repId) ?? 0)));
  if (left <= 0) return null;
  return round3((pipeline.find((entry) => entry.currency === currency)?.amount ?? 0) / left);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
