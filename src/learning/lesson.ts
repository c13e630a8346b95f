import type { CycleLengths, LearnedUse, Lesson } from '../core/learning.ts';
import { quantile } from '../core/statistics.ts';
import { type Case, cycleDays } from './cases.ts';
import { judgeDeal } from './judge.ts';
import { type Learned, MIN_CLOSED, MIN_EACH } from './learn.ts';

/** What a book taught, as the tools use it. */
export function lessonOf(learned: Learned): Lesson {
  const { cases, tested } = learned;
  const won = cases.filter((one) => one.won).length;
  return {
    use: tested?.verdict.use ?? 'defaults',
    winRate: cases.length === 0 ? null : won / cases.length,
    closed: cases.length,
    summary: summaryOf(learned),
    cycle: cycleOf(cases),
    stageTimes: learned.stageTimes,
    judge: (deal, account, asOf) => judgeDeal(learned, { deal, account, asOf }),
  };
}

const USES: Readonly<Record<LearnedUse, string>> = {
  defaults: 'own history did not foresee better than the defaults, so these stay in force',
  level: 'the own win rate foresees better than the default chances; no factor foresees more',
  factors: 'the own win rate and the fitted factors foresee better than the defaults',
};

function summaryOf({ cases, tested }: Learned): string {
  if (tested) {
    const { use, testDeals } = tested.verdict;
    return `On ${testDeals} deals kept out for the test, ${USES[use]}.`;
  }
  return `The book holds ${cases.length} closed deals; ${MIN_CLOSED}, of them ${MIN_EACH} won and ${MIN_EACH} lost, are needed to test anything, so the defaults stay in force.`;
}

export function cycleOf(cases: readonly Case[]): CycleLengths | null {
  const days = (some: readonly Case[]) => some.flatMap((one) => cycleDays(one) ?? []);
  const won = days(cases.filter((one) => one.won));
  if (won.length === 0) return null;
  return {
    wonMedian: Math.round(quantile(won, 0.5)),
    wonMost: Math.round(quantile(won, 0.9)),
    longest: days(cases).reduce((most, value) => Math.max(most, value), 0),
  };
}
