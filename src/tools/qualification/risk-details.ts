import type { Finding } from '../../core/finding.ts';
import { spokenAge } from '../shared/dates.ts';
import { percent } from '../shared/numbers.ts';
import type { DealFacts } from './risk-factor.ts';
import { momentOf, type Weighed } from './weigh-deal.ts';

const MAX_LINES = 8;

/** What moved the estimate, how long deals of this book take, and how far the numbers can be trusted. */
export function riskDetails(weighed: Weighed, facts: DealFacts): NonNullable<Finding['details']> {
  const { base, factors, calibration } = weighed;
  const moved = factors.slice(0, MAX_LINES).map(({ logOdds, note, fitted }) => {
    const sign = logOdds < 0 ? '−' : '+';
    return `${sign}${Math.abs(logOdds).toFixed(2)} ${note} (${fitted ? 'fitted' : 'default'})`;
  });
  const start = base ? [`Starts at ${percent(base.value)}: ${base.basis}.`] : [];
  return [
    { title: 'What moves the chance, in log-odds', lines: [...start, ...moved] },
    { title: 'How far this can be trusted', lines: [calibration, ...cycleLines(weighed, facts)] },
  ].filter(({ lines }) => lines.length > 0);
}

function cycleLines({ lesson }: Weighed, facts: DealFacts): string[] {
  const cycle = lesson?.cycle;
  const created = Date.parse(facts.deal.createdAt ?? '');
  if (!cycle || Number.isNaN(created)) return [];
  const moment = momentOf(facts);
  const days = Math.floor((moment.getTime() - created) / 86_400_000);
  if (days < 0) return [];
  const when = facts.staleSince === null ? '' : ` on ${facts.staleSince}, the newest date of the book`;
  const beyond = days > cycle.longest ? ` No closed deal ever took more than ${cycle.longest} days.` : '';
  return [
    `Open for ${spokenAge(days)}${when}. Won deals took ${cycle.wonMedian} days in the median, nine of ten at most ${cycle.wonMost}.${beyond}`,
  ];
}
