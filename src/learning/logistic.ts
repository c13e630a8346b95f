import { type Breathe, inTurns } from '../core/breathe.ts';
import { sigmoid } from '../core/statistics.ts';
import { cholesky, solve } from './cholesky.ts';

/** The features that are there in one case, by index. All features are yes or no. */
export type Row = readonly number[];

export interface Fit {
  readonly weights: readonly number[];
  /** Standard error of the log-odds of a row. */
  error(row: Row): number;
}

export interface FitQuestion {
  readonly rows: readonly Row[];
  readonly outcomes: readonly boolean[];
  /** Where each weight stays unless the outcomes say otherwise, and how freely it may leave (standard deviation). */
  readonly priors: readonly { readonly mean: number; readonly sd: number }[];
  /** What one row counts: less than 1 where several rows tell of the same deal. */
  readonly rowWeight: number;
  /** Lets others run; called a few times a fit. */
  readonly breathe: Breathe;
}

const MAX_STEPS = 25;
const SMALL_STEP = 1e-6;
/** No weight moves further in one step, which keeps Newton's method from running away. */
const LONGEST_STEP = 2;

/** Logistic regression with a normal prior on every weight, by Newton's method: without data it is the prior. */
export async function fitLogistic(question: FitQuestion): Promise<Fit> {
  const { rows, outcomes, priors, rowWeight, breathe } = question;
  const size = priors.length;
  const weights = priors.map(({ mean }) => mean);
  let factor = new Float64Array(size * size);
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const gradient = new Float64Array(size);
    const hessian = new Float64Array(size * size);
    priors.forEach(({ mean, sd }, index) => {
      gradient[index] = ((weights[index] ?? 0) - mean) / sd ** 2;
      hessian[index * size + index] = 1 / sd ** 2;
    });
    let index = 0;
    await inTurns(rows, breathe, (row) => {
      const chance = sigmoid(logOddsOf(row, weights));
      const slope = rowWeight * (chance - (outcomes[index] ? 1 : 0));
      index += 1;
      const curve = rowWeight * chance * (1 - chance);
      for (const a of row) {
        gradient[a] = (gradient[a] ?? 0) + slope;
        for (const b of row) hessian[a * size + b] = (hessian[a * size + b] ?? 0) + curve;
      }
    });
    factor = cholesky(hessian, size);
    const change = solve(factor, gradient);
    const longest = change.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const scale = longest > LONGEST_STEP ? LONGEST_STEP / longest : 1;
    for (const [index, value] of change.entries()) weights[index] = (weights[index] ?? 0) - scale * value;
    if (longest < SMALL_STEP) break;
  }
  return {
    weights,
    error(row) {
      const direction = new Float64Array(size);
      for (const index of row) direction[index] = 1;
      const spread = solve(factor, direction);
      return Math.sqrt(row.reduce((sum, index) => sum + (spread[index] ?? 0), 0));
    },
  };
}

export function logOddsOf(row: Row, weights: readonly number[]): number {
  let sum = 0;
  for (const index of row) sum += weights[index] ?? 0;
  return sum;
}
