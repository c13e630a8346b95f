import { groupBy } from '../../core/group-by.ts';
import type { Icp } from '../../core/icp.ts';
import type { Playbook } from '../../core/playbook.ts';
import type { TerritoryRules } from '../../core/playbook-territory.ts';
import type { Account, Opportunity, Rep } from '../../core/records.ts';
import type { ToolContext } from '../../core/tool.ts';
import type { FitMeasure } from '../intelligence/judge-fit.ts';
import { atlas } from '../intelligence/places.ts';
import { perTables } from '../shared/per-tables.ts';
import { fold, oneLine } from '../shared/text.ts';
import { type Holding, holdingOf } from './holdings.ts';
import { bookCurrency, type PotentialBasis, potentialBasis } from './potential.ts';
import { type Seat, seatFinder, seatOf } from './seats.ts';

/** The book of business as territory questions see it. */
export interface TerritoryBook {
  readonly seats: readonly Seat[];
  readonly holdings: readonly Holding[];
  readonly byId: ReadonlyMap<string, Holding>;
  /** Names of all territories that a rep or an account has, each once, in alphabetical order. */
  readonly territories: readonly string[];
  readonly potential: PotentialBasis | null;
  /** What a rep won this calendar year, in the book's currency. */
  readonly wonThisYear: ReadonlyMap<string, number>;
  readonly currency: string;
  readonly icp: Icp;
  readonly playbook: Playbook;
  readonly rules: TerritoryRules;
  /** All that was read, to say where it comes from. */
  readonly records: readonly (Account | Opportunity | Rep)[];
}

export async function readTerritoryBook(context: ToolContext): Promise<TerritoryBook> {
  const { data, icp, playbook, signal } = context;
  signal.throwIfAborted();
  const [accounts, deals, reps] = await Promise.all([
    data.allAccounts(),
    data.allOpportunities(),
    data.reps(),
  ]);
  const { findSeat, ...book } = lastingFacts(accounts, deals, reps, icp, playbook);
  return { ...book, wonThisYear: wonThisYear(deals, findSeat, context) };
}

type LastingFacts = Omit<TerritoryBook, 'wonThisYear'> & {
  readonly findSeat: (owner: string | undefined) => Seat | null;
};

/** All but what the calendar changes, found once for each loaded book and profile. */
const lastingFacts = perTables(gather);

function gather(
  accounts: readonly Account[],
  deals: readonly Opportunity[],
  reps: readonly Rep[],
  icp: Icp,
  playbook: Playbook,
): LastingFacts {
  const measure: FitMeasure = { icp, playbook };
  const places = atlas(playbook.places);
  const seats = reps.map((rep) => seatOf(rep, places)).sort((a, b) => (a.repId < b.repId ? -1 : 1));
  const findSeat = seatFinder(seats);
  const dealsOf = groupBy(deals, ({ accountId }) => accountId);
  const holdings = accounts
    .map((account) => holdingOf(account, { deals: dealsOf.get(account.accountId) ?? [], measure, findSeat }))
    .sort((a, b) => (a.accountId < b.accountId ? -1 : 1));
  return {
    seats,
    holdings,
    byId: new Map(holdings.map((holding) => [holding.accountId, holding])),
    territories: territoriesOf([...seats, ...holdings]),
    potential: potentialBasis(accounts, icp),
    currency: bookCurrency(icp),
    icp,
    playbook,
    rules: playbook.territory,
    records: [...accounts, ...deals, ...reps],
    findSeat,
  };
}

function territoriesOf(all: readonly { territory: string | null }[]): string[] {
  const names = new Map<string, string>();
  for (const { territory } of all) {
    if (territory !== null && !names.has(fold(territory))) names.set(fold(territory), territory);
  }
  return [...names.values()].sort();
}

function wonThisYear(
  deals: readonly Opportunity[],
  findSeat: (owner: string | undefined) => Seat | null,
  { now, icp }: ToolContext,
): Map<string, number> {
  const year = now.toISOString().slice(0, 4);
  const won = new Map<string, number>();
  for (const { stage, closedAt, amount, owner } of deals) {
    if (stage !== 'closed_won' || closedAt?.slice(0, 4) !== year) continue;
    const seat = findSeat(owner);
    if (seat === null || amount?.currency !== bookCurrency(icp)) continue;
    won.set(seat.repId, (won.get(seat.repId) ?? 0) + amount.amount);
  }
  return won;
}

/** As `territories` of the book, from reps and accounts alone. */
export function territoryNames(reps: readonly Rep[], accounts: readonly Account[]): string[] {
  const named = [
    ...reps.map(({ territory, region }) => territory ?? region),
    ...accounts.map(({ territory }) => territory),
  ];
  return territoriesOf(
    named.map((territory) => ({ territory: territory === undefined ? null : oneLine(territory, 60) })),
  );
}

/** Equal for names that mean the same territory; null for none. */
export function keyOfTerritory({ territory }: { readonly territory: string | null }): string | null {
  return territory === null ? null : fold(territory);
}

/** Whether two names mean the same territory. */
export function sameTerritory(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && fold(a) === fold(b);
}
