import { dealWeights } from '../../core/deal-weights.ts';
import type { DealHistory, LearnedJudgement, Lesson } from '../../core/learning.ts';
import { round3 } from '../shared/numbers.ts';
import { listed, oneLine } from '../shared/text.ts';
import { type BaseRate, baseRate } from './base-rate.ts';
import { type Estimate, estimate } from './estimate.ts';
import { criterionRisks, nextStepRisk, signalRisk, threadRisk } from './fact-risks.ts';
import { type DealFacts, factor, type RiskFactor } from './risk-factor.ts';
import { timeRisks } from './time-risks.ts';

/** A deal weighed: where it starts, what moves it, what is not known, and how far the numbers can be trusted. */
export interface Weighed {
  readonly base: BaseRate | null;
  /** Heaviest first. */
  readonly factors: readonly RiskFactor[];
  readonly unknownCriteria: readonly string[];
  readonly otherUnknowns: readonly string[];
  /** How many of the questions that are asked of every deal have no answer. */
  readonly open: number;
  readonly judged: Estimate | null;
  readonly calibrated: boolean;
  /** Why it is calibrated, or why not. */
  readonly calibration: string;
  readonly lesson: Lesson | null;
}

export async function weighDeal(facts: DealFacts, history: DealHistory | undefined): Promise<Weighed> {
  const lesson = (await history?.lesson()) ?? null;
  const learned = lesson?.judge(facts.deal, facts.account, momentOf(facts)) ?? null;
  const criteria = criterionRisks(facts);
  const dated = [timeRisks(facts, lesson), nextStepRisk(facts), threadRisk(facts)];
  const told = learned && lesson?.use === 'factors' ? learned.factors.map(asFactor) : criteria.factors;
  const sure = [...told, ...dated.flatMap(({ factors }) => factors)];
  const factors = [...sure, ...signalRisk(facts, sure).factors].sort(
    (a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds) || (a.factor < b.factor ? -1 : 1),
  );
  const otherUnknowns = dated.flatMap(({ unknowns }) => unknowns);
  const open = criteria.unknowns.length + otherUnknowns.length + (facts.staleSince === null ? 0 : 2);
  const base = learned
    ? { value: round3(learned.base), basis: learned.basis, halfWidth: learned.halfWidth }
    : baseRate(facts.deal.stage, facts.book, dealWeights(facts.playbook));
  const doubt = doubtOf(lesson, learned, factors);
  return {
    base,
    factors,
    unknownCriteria: criteria.unknowns,
    otherUnknowns,
    open,
    // A fitted rate is an average over all that was not known: the unknown does not widen it once more.
    judged: base ? estimate(base, factors, doubt === null ? 0 : open, facts.playbook.deals) : null,
    calibrated: base !== null && doubt === null,
    calibration: doubt === null ? `Calibrated: ${lesson?.summary ?? ''}` : `Not calibrated: ${doubt}.`,
    lesson,
  };
}

/** A book that is an old export is looked at as of its newest date. */
export function momentOf({ staleSince, now }: Pick<DealFacts, 'staleSince' | 'now'>): Date {
  return staleSince === null ? now : new Date(`${staleSince}T23:59:59.999Z`);
}

function asFactor({ factor: name, logOdds, note, fitted }: LearnedJudgement['factors'][number]): RiskFactor {
  return { ...factor(name, round3(logOdds), oneLine(note, 200)), fitted };
}

function doubtOf(
  lesson: Lesson | null,
  learned: LearnedJudgement | null,
  factors: readonly RiskFactor[],
): string | null {
  if (lesson === null) return 'nothing was learned from outcomes';
  if (learned === null) return uncapitalized(lesson.summary);
  if (learned.doubt !== null) return learned.doubt;
  const assumed = factors.filter(({ fitted, logOdds }) => !fitted && logOdds !== 0);
  if (assumed.length === 0) return null;
  const names = assumed.slice(0, 3).map((one) => one.factor.replaceAll('_', ' '));
  const rest = assumed.length > 3 ? [`${assumed.length - 3} more`] : [];
  const where = assumed.length === 1 ? 'weight is a default' : 'weights are defaults';
  return `the base rate was tested, but the ${where}: ${listed([...names, ...rest])}`;
}

function uncapitalized(sentence: string): string {
  return `${sentence.charAt(0).toLowerCase()}${sentence.slice(1).replace(/\.$/, '')}`;
}
