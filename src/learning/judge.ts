import { daysBetween } from '../core/clock.ts';
import { ANCHOR } from '../core/deal-weights.ts';
import type { LearnedFactor, LearnedJudgement } from '../core/learning.ts';
import { type Account, isClosed, type OpenStage, type Opportunity } from '../core/records.ts';
import { logit, sigmoid, wilson } from '../core/statistics.ts';
import { cycleDays, factsOf } from './cases.ts';
import { levelLogOdds } from './defaults.ts';
import type { Feature, Weighted } from './features.ts';
import type { Learned } from './learn.ts';
import { logOddsOf } from './logistic.ts';
import type { Situation } from './snapshots.ts';
import { winRateOf } from './trial.ts';

/** Deals that a weight must rest on to count as fitted. */
export const MIN_FITTED = 20;
/** Log-odds below which a weight that was not fitted does no harm. */
const NOTHING = 0.005;

/** Judges an open deal as the test allows; null where the defaults stay in force, or the deal is closed. */
export function judgeDeal(
  learned: Learned,
  { deal, account, asOf }: { deal: Opportunity; account: Account | null; asOf: Date },
): LearnedJudgement | null {
  const { tested, bands } = learned;
  if (tested === null || tested.verdict.use === 'defaults' || isClosed(deal)) return null;
  const situation: Situation = {
    facts: factsOf(deal, account, bands),
    stage: deal.stage === 'unknown' ? null : (deal.stage as OpenStage),
    ageDays: ageOf(deal, asOf),
    atMs: tested.trained.landmarks.length > 0 ? asOf.getTime() : null,
  };
  const judged =
    tested.verdict.use === 'factors'
      ? byFactors(learned, tested, situation)
      : byLevel(learned, tested, situation);
  return { ...judged, doubt: judged.doubt ?? ageDoubt(learned, situation) };
}

type Tested = NonNullable<Learned['tested']>;

function byLevel({ cases, weights }: Learned, { verdict }: Tested, situation: Situation): LearnedJudgement {
  const won = cases.filter((one) => one.won).length;
  const { low, high } = wilson(won, cases.length);
  const bare = { ...situation, facts: { labels: {}, criteria: {} } };
  const base = sigmoid(levelLogOdds(bare, winRateOf(cases), weights));
  const isShifted = situation.stage !== null && situation.stage !== ANCHOR;
  return {
    base,
    basis: `${rateOf(learnedCounts(cases))}${isShifted ? `, shifted for the ${situation.stage} stage` : ''}`,
    factors: [],
    halfWidth: (logit(high) - logit(low)) / 2 + gapWidth(verdict.gap, base),
    doubt: isShifted ? STAGE_DOUBT : null,
  };
}

function byFactors({ cases }: Learned, { trained, verdict }: Tested, situation: Situation): LearnedJudgement {
  const { space, fit } = trained;
  const row = space.row(situation);
  const parts = row.flatMap((at) => {
    const weighted = space.features[at];
    return weighted
      ? [{ ...weighted, logOdds: fit.weights[at] ?? 0, isFitted: weighted.deals >= MIN_FITTED }]
      : [];
  });
  const isBase = ({ feature }: Part) => feature.kind === 'start' || feature.kind === 'stage';
  const base = sigmoid(parts.filter(isBase).reduce((sum, { logOdds }) => sum + logOdds, 0));
  const unfitted = parts.filter(({ isFitted, logOdds }) => !isFitted && Math.abs(logOdds) > NOTHING);
  const chance = sigmoid(logOddsOf(row, fit.weights));
  return {
    base,
    basis: `fitted to ${learnedCounts(cases).closed} closed deals`,
    factors: factorsOf(
      parts.filter((part) => !isBase(part)),
      situation,
    ),
    halfWidth: 1.96 * fit.error(row) + gapWidth(verdict.gap, chance),
    doubt: doubtOf(unfitted),
  };
}

interface Part extends Weighted {
  readonly logOdds: number;
  readonly isFitted: boolean;
}

/** Ages are told together, everything else one by one. */
function factorsOf(parts: readonly Part[], { ageDays }: Situation): LearnedFactor[] {
  const ages = parts.filter(({ feature }) => feature.kind === 'age');
  const aged = ages.reduce((sum, { logOdds }) => sum + logOdds, 0);
  const more = aged < 0 ? 'less' : 'more';
  const time: LearnedFactor[] =
    ages.length === 0
      ? []
      : [
          {
            factor: 'time_open',
            logOdds: aged,
            note: `Open for ${ageDays} days; deals that lasted so long were won ${more} often.`,
            fitted: ages.every(({ isFitted }) => isFitted),
          },
        ];
  const others = parts
    .filter(({ feature }) => feature.kind !== 'age')
    .map(({ feature, logOdds, isFitted, deals }) => ({
      factor: nameOf(feature),
      logOdds,
      note: noteOf(feature, deals),
      fitted: isFitted,
    }));
  return [...time, ...others];
}

function nameOf(feature: Feature): string {
  if (feature.kind === 'criterion') {
    return `${feature.criterion}_${feature.confirmed ? 'confirmed' : 'disproved'}`;
  }
  return feature.kind === 'segment' ? `segment_${feature.segment.replaceAll(' ', '_')}` : 'time_of_quarter';
}

const MONTHS = { 2: 'second', 3: 'last' } as const;

function noteOf(feature: Feature, deals: number): string {
  if (feature.kind === 'criterion') {
    const label = feature.criterion.replaceAll('_', ' ');
    return `${feature.confirmed ? 'Confirmed' : 'Disproved'}: ${label} (${deals} closed deals).`;
  }
  if (feature.kind === 'segment') {
    const { segment, label } = feature;
    return `${segment[0]?.toUpperCase()}${segment.slice(1)} ${label} (${deals} closed deals).`;
  }
  return feature.kind === 'quarter' ? `The ${MONTHS[feature.month]} month of the quarter.` : '';
}

const STAGE_DOUBT =
  'closed deals do not say in which stage they were, so the distance between stages is a default';

function doubtOf(unfitted: readonly Part[]): string | null {
  if (unfitted.some(({ feature }) => feature.kind === 'stage')) return STAGE_DOUBT;
  const [first] = unfitted;
  return first
    ? `too few closed deals tell what "${nameOf(first.feature).replaceAll('_', ' ')}" is worth`
    : null;
}

/** Beyond what was ever seen to end, nothing was tested. */
function ageDoubt({ cases }: Learned, { ageDays }: Situation): string | null {
  const longest = cases.reduce((most, one) => Math.max(most, cycleDays(one) ?? 0), 0);
  return ageDays !== null && longest > 0 && ageDays > longest
    ? `open for ${ageDays} days, and no deal of the book ever closed after more than ${longest}`
    : null;
}

function ageOf({ createdAt }: Opportunity, asOf: Date): number | null {
  const created = createdAt === undefined ? Number.NaN : Date.parse(createdAt);
  return Number.isNaN(created) || created > asOf.getTime() ? null : daysBetween(new Date(created), asOf);
}

/** The mean miss of the test in log-odds, at this chance. */
function gapWidth(gap: number, chance: number): number {
  return gap / Math.max(0.05, chance * (1 - chance));
}

function learnedCounts(cases: Learned['cases']): { closed: number; won: number } {
  return { closed: cases.length, won: cases.filter((one) => one.won).length };
}

function rateOf({ closed, won }: { closed: number; won: number }): string {
  return `own history: ${won} of ${closed} closed deals won (${Math.round((100 * won) / closed)} %)`;
}
