import { hindsight } from '../../../core/hindsight.ts';
import type { SalesData } from '../../../core/ports.ts';
import { type Account, isClosed, type Opportunity } from '../../../core/records.ts';
import { amountBands, type Labels, labelsOf, type Segment } from '../../../core/segments.ts';
import { perTable } from '../../shared/per-table.ts';
import { perTables } from '../../shared/per-tables.ts';
import { MIN_DEALS, type Tally } from './compare-groups.ts';

/** A closed deal and the groups that it belongs to. */
export interface ClosedDeal {
  readonly deal: Opportunity;
  readonly stage: Opportunity['stage'];
  readonly labels: Labels;
}

/** The closed deals of the book, gathered once for each loaded book. */
export async function closedDeals(
  data: Pick<SalesData, 'allOpportunities' | 'allAccounts'>,
): Promise<readonly ClosedDeal[]> {
  return gather(await data.allOpportunities(), await data.allAccounts());
}

const gather = perTables(
  (all: readonly Opportunity[], accounts: readonly Account[]): readonly ClosedDeal[] => {
    const bands = amountBands(all);
    const byId = new Map(accounts.map((account) => [account.accountId, account]));
    return all.filter(isClosed).map((deal) => {
      const account = deal.accountId === undefined ? undefined : byId.get(deal.accountId);
      return { deal, stage: deal.stage, labels: labelsOf(deal, account ?? null, bands) };
    });
  },
);

/** What was found about these deals before; deals of another book, or of other days, are other deals. */
const found = perTable((_deals: readonly ClosedDeal[]) => new Map<Segment, readonly Tally[] | string>());

/** The groups of a segment, or why they cannot be compared. */
export function tallySegment(segment: Segment, deals: readonly ClosedDeal[]): readonly Tally[] | string {
  const before = found(deals).get(segment);
  if (before !== undefined) return before;
  const tallied = tally(segment, deals);
  found(deals).set(segment, tallied);
  return tallied;
}

function tally(segment: Segment, deals: readonly ClosedDeal[]): readonly Tally[] | string {
  const tallies = new Map<string, { won: number; closed: number }>();
  for (const { stage, labels } of deals) {
    const label = labels[segment];
    if (label === undefined) continue;
    const tally = tallies.get(label) ?? { won: 0, closed: 0 };
    if (tally.closed === 0) tallies.set(label, tally);
    tally.closed += 1;
    if (stage === 'closed_won') tally.won += 1;
  }
  if (tallies.size === 0) return 'not recorded';
  const late = hindsight(deals, ({ labels }) => labels[segment]);
  if (late !== null) return late;
  const large = [...tallies.values()].filter(({ closed }) => closed >= MIN_DEALS).length;
  if (large === 0) return `no group has ${MIN_DEALS} closed deals`;
  return [...tallies].map(([label, counts]) => ({ segment, label, ...counts }));
}
