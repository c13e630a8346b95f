import type { Finding } from '../../../core/finding.ts';
import { median, percent } from '../../shared/numbers.ts';
import { perTable } from '../../shared/per-table.ts';
import { count, oneLine } from '../../shared/text.ts';
import type { Group } from './compare-groups.ts';
import type { ClosedDeal } from './tally-deals.ts';

const MAX_LINES = 24;
const REASON_COLUMN = /^(loss|lost|close)[ _-]?reason$/i;

export function groupLine({ segment, label, won, closed, winRate, low, high, differs }: Group): string {
  const said = differs === null ? '' : differs === 'above' ? ', above the rest' : ', below the rest';
  return `${segment} ${oneLine(label, 60)}: ${percent(winRate)} (${percent(low)} to ${percent(high)}), ${won} of ${closed}${said}`;
}

/** Groups that differ come first, then those nearest to it. */
export function winLossDetails(
  groups: readonly Group[],
  deals: readonly ClosedDeal[],
): NonNullable<Finding['details']> {
  const real = groups.filter(({ differs }) => differs !== null);
  const others = groups.filter(({ differs }) => differs === null);
  return [
    { title: 'More than chance', lines: real.slice(0, MAX_LINES).map(groupLine) },
    { title: 'Not to be told from the rest', lines: others.slice(0, MAX_LINES).map(groupLine) },
    { title: 'How long deals took', lines: cycleLines(deals) },
    { title: 'Why deals were lost, as recorded', lines: reasonLines(deals) },
  ].filter(({ lines }) => lines.length > 0);
}

const cycleLines = perTable((deals: readonly ClosedDeal[]) =>
  (['Won', 'Lost'] as const).flatMap((word) => cycleLine(word, deals)),
);

function cycleLine(word: 'Won' | 'Lost', deals: readonly ClosedDeal[]): string[] {
  const wanted = word === 'Won' ? 'closed_won' : 'closed_lost';
  const days = deals
    .filter(({ stage }) => stage === wanted)
    .map(({ deal }) => (Date.parse(deal.closedAt ?? '') - Date.parse(deal.createdAt ?? '')) / 86_400_000)
    .filter((one) => one >= 0);
  return days.length === 0
    ? []
    : [`${word}: ${Math.round(median(days))} days in the median of ${count(days.length, 'dated deal')}`];
}

const reasonLines = perTable((deals: readonly ClosedDeal[]): string[] => {
  const counts = new Map<string, number>();
  const lost = deals.filter(({ stage }) => stage === 'closed_lost');
  for (const { deal } of lost) {
    const reason = Object.entries(deal.extra ?? {}).find(([column]) => REASON_COLUMN.test(column))?.[1];
    if (reason) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, 8)
    .map(([reason, times]) => `${oneLine(reason, 60)}: ${times} of ${count(lost.length, 'lost deal')}`);
});
