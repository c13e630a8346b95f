import { type Breathe, inTurns, mapInTurns } from '../core/breathe.ts';
import { ANCHOR, type DealWeights } from '../core/deal-weights.ts';
import type { Criterion, OpenStage } from '../core/records.ts';
import type { Segment } from '../core/segments.ts';
import { logit } from '../core/statistics.ts';
import type { Case, Facts } from './cases.ts';
import type { Row } from './logistic.ts';
import type { Landmarks, Situation, Snapshot } from './snapshots.ts';
import { spreadOf } from './spread.ts';

export type Feature =
  | { readonly kind: 'start' }
  | { readonly kind: 'stage'; readonly stage: OpenStage }
  | { readonly kind: 'criterion'; readonly criterion: Criterion; readonly confirmed: boolean }
  | { readonly kind: 'age'; readonly beyondDays: number }
  | { readonly kind: 'quarter'; readonly month: 2 | 3 }
  | { readonly kind: 'segment'; readonly segment: Segment; readonly label: string };

/** A feature with the weight that it has until outcomes move it. */
export interface Weighted {
  readonly feature: Feature;
  readonly mean: number;
  /** How freely outcomes may move it: a standard deviation in log-odds. */
  readonly sd: number;
  /** Deals that had it. */
  readonly deals: number;
}

export interface FeatureSpace {
  readonly features: readonly Weighted[];
  /** Which of them are there in a situation. */
  row(situation: Situation): Row;
}

const SD = { start: 3, stage: 1, criterion: 0.7, age: 0.5, quarter: 0.5 } as const;
/** Closed deals of one label below which it gets no weight of its own. */
const MIN_LABEL = 20;
/** Labels of one segment that get a weight, the most frequent ones. */
const MAX_LABELS = 40;

interface SpaceQuestion {
  readonly cases: readonly Case[];
  readonly snapshots: readonly Snapshot[];
  readonly landmarks: Landmarks;
  readonly weights: DealWeights;
  /** Facts that may foresee an outcome. */
  readonly criteria: readonly Criterion[];
  readonly segments: readonly Segment[];
  readonly hasTime: boolean;
  readonly breathe: Breathe;
}

export async function featureSpace(question: SpaceQuestion): Promise<FeatureSpace> {
  const { cases, snapshots, landmarks, weights, criteria, segments, hasTime, breathe } = question;
  const anchor = logit(weights.stages[ANCHOR]);
  const stages = (Object.keys(weights.stages) as OpenStage[]).filter((stage) => stage !== ANCHOR);
  const wanted: Omit<Weighted, 'deals'>[] = [
    { feature: { kind: 'start' }, mean: anchor, sd: SD.start },
    ...stages.map((stage) => ({
      feature: { kind: 'stage' as const, stage },
      mean: logit(weights.stages[stage]) - anchor,
      sd: SD.stage,
    })),
    ...criteria.flatMap((criterion) =>
      [true, false].map((confirmed) => ({
        feature: { kind: 'criterion' as const, criterion, confirmed },
        mean: weights.criteria[criterion][confirmed ? 'yes' : 'no'],
        sd: SD.criterion,
      })),
    ),
    ...(hasTime ? landmarks : []).map((beyondDays) => ({
      feature: { kind: 'age' as const, beyondDays },
      mean: 0,
      sd: SD.age,
    })),
    ...(hasTime ? ([2, 3] as const) : []).map((month) => ({
      feature: { kind: 'quarter' as const, month },
      mean: 0,
      sd: SD.quarter,
    })),
    ...(await mapInTurns(segments, breathe, (segment) => segmentFeatures(cases, segment))).flat(),
  ];
  const row = rowReader(wanted.map(({ feature }) => feature));
  const deals = await dealsWith(wanted.length, { snapshots, row, breathe });
  return { features: wanted.map((one, at) => ({ ...one, deals: deals[at] ?? 0 })), row };
}

/** How many deals ever had each feature; the snapshots of a deal stand together. */
async function dealsWith(
  size: number,
  { snapshots, row, breathe }: Pick<SpaceQuestion, 'snapshots' | 'breathe'> & Pick<FeatureSpace, 'row'>,
): Promise<number[]> {
  const counts = new Array<number>(size).fill(0);
  const last = new Array<Snapshot['of'] | null>(size).fill(null);
  await inTurns(snapshots, breathe, (snapshot) => {
    for (const at of row(snapshot)) {
      if (last[at] === snapshot.of) continue;
      last[at] = snapshot.of;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  });
  return counts;
}

/** Finds the features of a situation; those that rest on the deal's facts alone are looked up once a deal. */
function rowReader(features: readonly Feature[]): (situation: Situation) => Row {
  const places = new Map(features.map((feature, at) => [keyOf(feature), at]));
  const ages = features.flatMap((feature, at) => (feature.kind === 'age' ? [{ ...feature, at }] : []));
  const months = [1, 2, 3].map((month) => places.get(keyOf({ kind: 'quarter', month } as Feature)));
  const known = new WeakMap<Facts, Row>();
  const ofFacts = ({ criteria, labels }: Facts): Row => [
    ...Object.entries(criteria).flatMap(
      ([name, confirmed]) => places.get(`criterion\n${name}\n${confirmed}`) ?? [],
    ),
    ...Object.entries(labels).flatMap(([name, label]) => places.get(`segment\n${name}\n${label}`) ?? []),
  ];
  return ({ facts, stage, ageDays, atMs }) => {
    const stageAt = stage === null ? undefined : places.get(keyOf({ kind: 'stage', stage }));
    const monthAt = atMs === null ? undefined : months[new Date(atMs).getUTCMonth() % 3];
    return [
      0,
      ...(stageAt === undefined ? [] : [stageAt]),
      ...(monthAt === undefined ? [] : [monthAt]),
      ...ages.filter(({ beyondDays }) => ageDays !== null && ageDays > beyondDays).map(({ at }) => at),
      ...cached(known, facts, ofFacts),
    ];
  };
}

function cached<K extends object, V>(known: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const value = known.get(key) ?? make(key);
  known.set(key, value);
  return value;
}

/** The frequent labels of a segment; none where they differ no more than by chance. */
function segmentFeatures(cases: readonly Case[], segment: Segment): Omit<Weighted, 'deals'>[] {
  const counts = new Map<string, { label: string; deals: number; won: number }>();
  for (const { facts, won } of cases) {
    const label = facts.labels[segment];
    if (label === undefined) continue;
    const count = counts.get(label) ?? { label, deals: 0, won: 0 };
    count.deals += 1;
    if (won) count.won += 1;
    counts.set(label, count);
  }
  const frequent = [...counts.values()]
    .filter(({ deals }) => deals >= MIN_LABEL)
    .sort((a, b) => b.deals - a.deals || (a.label < b.label ? -1 : 1))
    .slice(0, MAX_LABELS);
  const sd = spreadOf(frequent);
  if (sd === 0) return [];
  return frequent.map(({ label }) => ({ feature: { kind: 'segment', segment, label }, mean: 0, sd }));
}

function keyOf(feature: Feature): string {
  return Object.values(feature).join('\n');
}
