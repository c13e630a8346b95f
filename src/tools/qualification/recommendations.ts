import type { RiskFactor } from './risk-factor.ts';

const ADVICE: Readonly<Record<string, string>> = {
  close_date_past: 'Agree on a new close date with the buyer, and on what it depends.',
  stalled_in_stage: 'Ask what has to happen before the deal can move, or step it back.',
  no_activity: 'Get in touch this week; silence is not progress.',
  no_next_step: 'Agree on one next step with a date and a name.',
  single_threaded: 'Win a second person on the buyer side.',
  champion_disproved: 'Find somebody inside who gains from this and says so.',
  budget_disproved: 'Find out who could fund it before any more work goes in.',
  economic_buyer_disproved: 'Ask for an introduction to whoever releases the money.',
  authority_disproved: 'Ask who else has to agree, and meet them.',
  need_disproved: 'Re-qualify: without a need there is no deal.',
  identify_pain_disproved: 'Re-qualify: find the pain or let the deal go.',
  timing_disproved: 'Ask what would make it urgent, or move it to a later quarter.',
  competition_disproved: 'Learn what the buyer prefers about the alternatives.',
  negative_signals: 'Talk with the buyer about what changed before it decides for you.',
};
const MAX_ADVICE = 3;

/** What to do about the heaviest evidence against the deal. */
export function recommend(factors: readonly RiskFactor[], unknownFacts: number): string[] {
  const heaviest = factors.filter(({ logOdds }) => logOdds < 0).sort((a, b) => a.logOdds - b.logOdds);
  const advice = heaviest.flatMap(({ factor }) => ADVICE[factor] ?? []).slice(0, MAX_ADVICE);
  if (advice.length < MAX_ADVICE && unknownFacts >= 5)
    advice.push('Clear up the unknowns before forecasting this deal.');
  return advice;
}
