import { type Breathe, inTurns, mapInTurns } from '../core/breathe.ts';
import type { DealWeights } from '../core/deal-weights.ts';
import type { LearnedUse } from '../core/learning.ts';
import type { Criterion } from '../core/records.ts';
import type { Segment } from '../core/segments.ts';
import { sigmoid } from '../core/statistics.ts';
import type { Case } from './cases.ts';
import { defaultLogOdds, levelLogOdds } from './defaults.ts';
import { type FeatureSpace, featureSpace } from './features.ts';
import { type Fit, fitLogistic, logOddsOf } from './logistic.ts';
import { type Foreseen, squareError, sum } from './scores.ts';
import { type Landmarks, landmarksOf, snapshotsOf } from './snapshots.ts';
import type { Split } from './split.ts';

/** How to learn, the same in every trial and at the end. */
export interface Method {
  readonly weights: DealWeights;
  readonly criteria: readonly Criterion[];
  readonly segments: readonly Segment[];
  /** The book tells in which stage lost deals were lost. */
  readonly byStage: boolean;
  readonly isDated: boolean;
  readonly breathe: Breathe;
}

export interface Trained {
  readonly winRate: number;
  readonly landmarks: Landmarks;
  readonly space: FeatureSpace;
  readonly fit: Fit;
}

export const MODELS: readonly LearnedUse[] = ['defaults', 'level', 'factors'];

/** What each way of judging foresaw of deals that it had not seen. */
export interface Trial {
  readonly foreseen: Readonly<Record<LearnedUse, readonly Foreseen[]>>;
  /** Square errors of each deal, summed over the moments at which it was looked at. */
  readonly errors: Readonly<Record<LearnedUse, ReadonlyMap<string, number>>>;
}

export async function train(cases: readonly Case[], method: Method): Promise<Trained> {
  const landmarks = method.isDated && !method.byStage ? landmarksOf(cases) : [];
  const { breathe } = method;
  const snapshots = (
    await mapInTurns(cases, breathe, (one) => snapshotsOf(one, landmarks, method.byStage))
  ).flat();
  const space = await featureSpace({ ...method, cases, snapshots, landmarks, hasTime: landmarks.length > 0 });
  const fit = await fitLogistic({
    rows: await mapInTurns(snapshots, breathe, (snapshot) => space.row(snapshot)),
    outcomes: snapshots.map(({ of }) => of.won),
    priors: space.features,
    rowWeight: cases.length / Math.max(1, snapshots.length),
    breathe,
  });
  return { winRate: winRateOf(cases), landmarks, space, fit };
}

export async function tryOut(split: Split, method: Method): Promise<Trial> {
  const trained = await train(split.train, method);
  const { landmarks, space, fit, winRate } = trained;
  const foreseen: Record<LearnedUse, Foreseen[]> = { defaults: [], level: [], factors: [] };
  const errors = { defaults: new Map(), level: new Map(), factors: new Map() } as Record<
    LearnedUse,
    Map<string, number>
  >;
  await inTurns(split.test, method.breathe, (one) => {
    const seen = snapshotsOf(one, landmarks, method.byStage).filter(
      ({ atMs }) => split.afterMs === null || atMs === null || atMs > split.afterMs,
    );
    if (seen.length === 0) return;
    const say = (use: LearnedUse, logOdds: readonly number[]) => {
      const said = logOdds.map((value) => ({ chance: sigmoid(value), won: one.won }));
      foreseen[use].push(...said);
      errors[use].set(one.id, sum(said.map(squareError)));
    };
    say(
      'defaults',
      seen.map((snapshot) => defaultLogOdds(snapshot, method.weights)),
    );
    say(
      'level',
      seen.map((snapshot) => levelLogOdds(snapshot, winRate, method.weights)),
    );
    say(
      'factors',
      seen.map((snapshot) => logOddsOf(space.row(snapshot), fit.weights)),
    );
  });
  return { foreseen, errors };
}

/** Never 0 or 1, however few the deals. */
export function winRateOf(cases: readonly Case[]): number {
  const won = cases.filter((one) => one.won).length;
  return (won + 0.5) / (cases.length + 1);
}
