import type { LearnedUse } from '../core/learning.ts';
import { mean, type ReliabilityBin, reliability, reliabilityGap, type Scores, scoresOf } from './scores.ts';
import { MODELS, type Trial } from './trial.ts';

/** How much better one way of judging did than a simpler one, deal by deal, on deals that neither had seen. */
export interface Gain {
  readonly over: LearnedUse;
  /** By how much its Brier score is lower. */
  readonly brier: number;
  /** The mean gain of a deal in its standard errors: from 1.645 on, luck is unlikely (5 %). */
  readonly z: number;
}

export interface ModelResult {
  readonly use: LearnedUse;
  readonly scores: Scores;
  readonly gain: Gain | null;
}

export interface Verdict {
  readonly use: LearnedUse;
  readonly models: readonly ModelResult[];
  /** Of the one in use. */
  readonly bins: readonly ReliabilityBin[];
  readonly gap: number;
  readonly testDeals: number;
  readonly testLooks: number;
}

const SURE = 1.645;
/** A smaller gain is not worth another way of judging, however sure. */
const WORTH_IT = 0.001;
const BEFORE: Readonly<Record<LearnedUse, LearnedUse | null>> = {
  defaults: null,
  level: 'defaults',
  factors: 'level',
};

/** Takes the next richer way of judging only where it is surely better than the one before it. */
export function judgeTrials(trials: readonly Trial[]): Verdict {
  const models = MODELS.map((use): ModelResult => {
    const over = BEFORE[use];
    return {
      use,
      scores: scoresOf(trials.flatMap(({ foreseen }) => foreseen[use])),
      gain: over === null ? null : gainOf(trials, use, over),
    };
  });
  const isBetter = (use: LearnedUse) => {
    const gain = models.find((one) => one.use === use)?.gain;
    return gain !== undefined && gain !== null && gain.z >= SURE && gain.brier >= WORTH_IT;
  };
  const use = isBetter('factors') ? 'factors' : isBetter('level') ? 'level' : 'defaults';
  const used = trials.flatMap(({ foreseen }) => foreseen[use]);
  const bins = reliability(used);
  return {
    use,
    models,
    bins,
    gap: reliabilityGap(bins),
    testDeals: new Set(trials.flatMap(({ errors }) => [...errors.defaults.keys()])).size,
    testLooks: used.length,
  };
}

/**
 * Deal by deal, since what was seen of one deal at several moments is one piece of evidence; deals that several
 * trials judged count with their mean.
 */
function gainOf(trials: readonly Trial[], use: LearnedUse, over: LearnedUse): Gain {
  const byDeal = new Map<string, number[]>();
  for (const { errors } of trials) {
    for (const [id, error] of errors[use]) {
      const difference = (errors[over].get(id) ?? error) - error;
      const seen = byDeal.get(id);
      if (seen) seen.push(difference);
      else byDeal.set(id, [difference]);
    }
  }
  const differences = [...byDeal.values()].map(mean);
  const typical = mean(differences);
  const variance = mean(differences.map((one) => (one - typical) ** 2));
  const error = Math.sqrt(variance / Math.max(1, differences.length - 1));
  const [scores, before] = [use, over].map((one) =>
    scoresOf(trials.flatMap(({ foreseen }) => foreseen[one])),
  );
  return {
    over,
    brier: (before?.brier ?? 0) - (scores?.brier ?? 0),
    z: error > 0 ? typical / error : 0,
  };
}
