import type { Opportunity } from '../../core/records.ts';
import { daysSince, spokenAge } from '../shared/dates.ts';
import { median } from '../shared/numbers.ts';
import { type DealFacts, factor, type RiskFactor, type RiskFinding } from './risk-factor.ts';
import { stageRule } from './stage-rule.ts';

const OWN_MEDIAN_FROM = 10;
const IDLE_DAYS = 14;

/** What the calendar says about a deal. A book that is years old says nothing about today. */
export function timeRisks(facts: DealFacts): RiskFinding {
  if (facts.staleSince !== null) {
    const note = `The newest date in the book is ${facts.staleSince}, so it looks like an old export; delays were not judged.`;
    return { factors: [], unknowns: [note] };
  }
  const findings = [closeDate(facts), stall(facts), activity(facts)];
  return {
    factors: findings.filter(
      (finding): finding is RiskFactor => finding !== null && typeof finding !== 'string',
    ),
    unknowns: findings.filter((finding): finding is string => typeof finding === 'string'),
  };
}

function closeDate({ deal, now }: DealFacts): RiskFactor | string | null {
  const past = daysSince(deal.closeDate, now);
  if (past === null) return 'When it is expected to close.';
  if (past <= 0) return null;
  return factor('close_date_past', past > 30 ? -1 : -0.7, `The close date passed ${spokenAge(past)} ago.`);
}

function stall({ deal, all, now, playbook }: DealFacts): RiskFactor | string | null {
  const days = daysInStage(deal, now);
  const standard = stageRule(deal.stage, playbook.stages)?.stalled_after_days;
  if (days === null || standard === undefined) return 'How long it has been in its stage.';
  const peers = all
    .filter((other) => other.stage === deal.stage && other.opportunityId !== deal.opportunityId)
    .flatMap((other) => daysInStage(other, now) ?? []);
  const own = peers.length >= OWN_MEDIAN_FROM;
  const limit = own ? Math.max(1, Math.round(median(peers))) : standard;
  if (days <= limit) return null;
  const usual = own ? `the own median is ${spokenAge(limit)}` : `${spokenAge(limit)} is usual`;
  const note = `In ${deal.stage} for ${spokenAge(days)}; ${usual}.`;
  return factor('stalled_in_stage', days > 2 * limit ? -0.9 : -0.5, note);
}

/** Creation starts the clock only for the first stage. */
function daysInStage(deal: Opportunity, now: Date): number | null {
  const since = deal.stageChangedAt ?? (deal.stage === 'discovery' ? deal.createdAt : undefined);
  const days = daysSince(since, now);
  return days === null || days < 0 ? null : days;
}

function activity({ deal, now }: DealFacts): RiskFactor | string | null {
  const idle = daysSince(deal.lastActivityAt, now);
  if (idle === null) return 'When anybody last had contact.';
  if (idle < IDLE_DAYS) return null;
  return factor('no_activity', idle > 30 ? -0.8 : -0.5, `No activity for ${spokenAge(idle)}.`);
}
