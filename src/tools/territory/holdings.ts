import type { TerritoryRules } from '../../core/playbook-territory.ts';
import { type Account, isClosed, type Opportunity } from '../../core/records.ts';
import { type FitMeasure, type FitTier, judgeFit } from '../intelligence/judge-fit.ts';
import { fold, oneLine } from '../shared/text.ts';
import { extraNumber, extraText } from './extras.ts';
import type { Seat } from './seats.ts';

/** An account with all that counts for who should have it. */
export interface Holding {
  readonly accountId: string;
  readonly name: string;
  readonly account: Account;
  readonly tier: FitTier;
  readonly points: number;
  /** `given` by the data, by the fit's `tier`, or `assumed` because too little is known. */
  readonly pointsBy: 'given' | 'tier' | 'assumed';
  /** Folded, such as `enterprise`; null where neither segment nor employees are known. */
  readonly segment: string | null;
  /** The owner as written; null: nobody. */
  readonly owner: string | null;
  /** The owner as a rep; null: nobody, or somebody who is none of the reps. */
  readonly seat: Seat | null;
  readonly territory: string | null;
  readonly openDeals: readonly Opportunity[];
  /** Open deals in proposal or negotiation. */
  readonly lateDeals: readonly Opportunity[];
  /** The rep who owns more than half of its deals. */
  readonly dealRep: Seat | null;
  /** Date of the owner's first deal with it. */
  readonly heldSince: string | null;
}

const LATE = new Set(['proposal', 'negotiation']);

interface Facts {
  readonly deals: readonly Opportunity[];
  readonly measure: FitMeasure;
  readonly findSeat: (owner: string | undefined) => Seat | null;
}

export function holdingOf(account: Account, { deals, measure, findSeat }: Facts): Holding {
  const rules = measure.playbook.territory;
  const { tier } = judgeFit(account, measure);
  const seat = findSeat(account.owner);
  const openDeals = deals.filter((deal) => !isClosed(deal));
  const territory = account.territory ?? seat?.territory;
  return {
    accountId: account.accountId,
    name: oneLine(account.name, 80),
    account,
    tier,
    ...pointsOf(account, tier, rules),
    segment: segmentOf(account, rules),
    owner: account.owner === undefined ? null : oneLine(account.owner, 60),
    seat,
    territory: territory === undefined || territory === null ? null : oneLine(territory, 60),
    openDeals,
    lateDeals: openDeals.filter(({ stage }) => LATE.has(stage)),
    dealRep: mostDealsBy(deals, findSeat),
    heldSince: firstDealOf(account.owner, deals),
  };
}

function pointsOf(
  account: Account,
  tier: FitTier,
  { workload }: TerritoryRules,
): Pick<Holding, 'points' | 'pointsBy'> {
  const given = extraNumber(account, 'workload_points');
  if (given !== null && given > 0) return { points: given, pointsBy: 'given' };
  if (tier === 'needs_data') return { points: workload.unknown, pointsBy: 'assumed' };
  return { points: workload[tier === 'excluded' ? 'D' : tier], pointsBy: 'tier' };
}

/** As recorded, else by employees. */
function segmentOf(account: Account, { segments }: TerritoryRules): string | null {
  const recorded = extraText(account, 'segment');
  if (recorded !== undefined) return fold(recorded);
  const people = account.employeeCount;
  if (people === undefined) return null;
  if (people >= segments.enterprise_from) return 'enterprise';
  return people >= segments.mid_market_from ? 'mid market' : 'small';
}

function mostDealsBy(
  deals: readonly Opportunity[],
  findSeat: (owner: string | undefined) => Seat | null,
): Seat | null {
  const counts = new Map<Seat, number>();
  for (const { owner } of deals) {
    const seat = findSeat(owner);
    if (seat) counts.set(seat, (counts.get(seat) ?? 0) + 1);
  }
  return [...counts].find(([, count]) => count * 2 > deals.length)?.[0] ?? null;
}

function firstDealOf(owner: string | undefined, deals: readonly Opportunity[]): string | null {
  if (owner === undefined) return null;
  const wanted = fold(owner);
  const dates = deals.flatMap((deal) =>
    deal.owner !== undefined && fold(deal.owner) === wanted ? (deal.createdAt ?? []) : [],
  );
  return dates.sort()[0] ?? null;
}
