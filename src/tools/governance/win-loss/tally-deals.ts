import { hindsight } from '../../../core/hindsight.ts';
import type { SalesData } from '../../../core/ports.ts';
import { isClosed, type Opportunity } from '../../../core/records.ts';
import { amountBands, type Labels, labelsOf, type Segment } from '../../../core/segments.ts';
import { MIN_DEALS, type Tally } from './compare-groups.ts';

/** The closed deals of the book and the groups that each belongs to. */
export interface ClosedBook {
  readonly deals: readonly Opportunity[];
  readonly labels: ReadonlyMap<Opportunity, Labels>;
}

const known = new WeakMap<readonly Opportunity[], Promise<ClosedBook>>();

/** Gathered once for each loaded book. */
export async function closedBook(data: Pick<SalesData, 'allOpportunities' | 'account'>): Promise<ClosedBook> {
  const all = await data.allOpportunities();
  const found = known.get(all) ?? gather(all, data);
  known.set(all, found);
  found.catch(() => known.delete(all));
  return await found;
}

async function gather(all: readonly Opportunity[], data: Pick<SalesData, 'account'>): Promise<ClosedBook> {
  const bands = amountBands(all);
  const deals = all.filter(isClosed);
  const labels = new Map<Opportunity, Labels>();
  for (const deal of deals) {
    const account = deal.accountId === undefined ? null : await data.account(deal.accountId);
    labels.set(deal, labelsOf(deal, account, bands));
  }
  return { deals, labels };
}

/** The groups of a segment, or why they cannot be compared. */
export function tallySegment(
  segment: Segment,
  deals: readonly Opportunity[],
  labels: ClosedBook['labels'],
): readonly Tally[] | string {
  const labelOf = (deal: Opportunity) => labels.get(deal)?.[segment];
  const tallies = new Map<string, { won: number; closed: number }>();
  for (const deal of deals) {
    const label = labelOf(deal);
    if (label === undefined) continue;
    const tally = tallies.get(label) ?? { won: 0, closed: 0 };
    tally.closed += 1;
    if (deal.stage === 'closed_won') tally.won += 1;
    tallies.set(label, tally);
  }
  if (tallies.size === 0) return 'not recorded';
  const late = hindsight(deals, labelOf);
  if (late !== null) return late;
  const large = [...tallies.values()].filter(({ closed }) => closed >= MIN_DEALS).length;
  if (large === 0) return `no group has ${MIN_DEALS} closed deals`;
  return [...tallies].map(([label, counts]) => ({ segment, label, ...counts }));
}
