import type { Lesson } from '../../core/learning.ts';
import type { OpenStage } from '../../core/records.ts';
import { daysSince, spokenAge } from '../shared/dates.ts';
import { median } from '../shared/numbers.ts';
import { stageSince } from './book-facts.ts';
import { type DealFacts, factor, type RiskFactor, type RiskFinding } from './risk-factor.ts';
import { stageRule } from './stage-rule.ts';

const OWN_MEDIAN_FROM = 10;

/** What the calendar says about a deal. A book that is years old says nothing about today. */
export function timeRisks(facts: DealFacts, lesson: Lesson | null): RiskFinding {
  if (facts.staleSince !== null) {
    const note = `The newest date in the book is ${facts.staleSince}, so it looks like an old export; delays were not judged.`;
    return { factors: [], unknowns: [note] };
  }
  const findings = [closeDate(facts), stall(facts, lesson), activity(facts)];
  return {
    factors: findings.filter(
      (finding): finding is RiskFactor => finding !== null && typeof finding !== 'string',
    ),
    unknowns: findings.filter((finding): finding is string => typeof finding === 'string'),
  };
}

function closeDate({ deal, now, playbook }: DealFacts): RiskFactor | string | null {
  const past = daysSince(deal.closeDate, now);
  if (past === null) return 'When it is expected to close.';
  if (past <= 0) return null;
  const { weight, long, long_after_days } = playbook.deals.close_date_past;
  const note = `The close date passed ${spokenAge(past)} ago.`;
  return factor('close_date_past', past > long_after_days ? long : weight, note);
}

function stall({ deal, book, now, playbook }: DealFacts, lesson: Lesson | null): RiskFactor | string | null {
  const days = daysUntil(stageSince(deal), now);
  const standard = stageRule(deal.stage, playbook.stages)?.stalled_after_days;
  if (days === null || standard === undefined) return 'How long it has been in its stage.';
  const peers = (book.stageSince.get(deal.stage) ?? [])
    .filter(({ id }) => id !== deal.opportunityId)
    .flatMap(({ since }) => daysUntil(since, now) ?? []);
  const learned = lesson?.stageTimes.get(deal.stage as OpenStage)?.most ?? null;
  const own = peers.length >= OWN_MEDIAN_FROM;
  const limit = Math.max(1, learned ?? (own ? Math.round(median(peers)) : standard));
  if (days <= limit) return null;
  const usual =
    learned !== null
      ? `three of four deals left it within ${spokenAge(limit)}`
      : own
        ? `the own median is ${spokenAge(limit)}`
        : `${spokenAge(limit)} is usual`;
  const note = `In ${deal.stage} for ${spokenAge(days)}; ${usual}.`;
  const { weight, long } = playbook.deals.stalled;
  return factor('stalled_in_stage', days > 2 * limit ? long : weight, note);
}

function daysUntil(since: string | undefined, now: Date): number | null {
  const days = daysSince(since, now);
  return days === null || days < 0 ? null : days;
}

function activity({ deal, now, playbook }: DealFacts): RiskFactor | string | null {
  const idle = daysSince(deal.lastActivityAt, now);
  const { after_days, weight, long, long_after_days } = playbook.deals.no_activity;
  if (idle === null) return 'When anybody last had contact.';
  if (idle < after_days) return null;
  return factor('no_activity', idle > long_after_days ? long : weight, `No activity for ${spokenAge(idle)}.`);
}
