import type { Segment } from '../core/segments.ts';
import { logit, sigmoid } from '../core/statistics.ts';
import type { Case } from './cases.ts';
import { spreadOf } from './spread.ts';

/** Closed deals of one label below which its own win rate is not told. */
const MIN_LABEL = 20;

export interface SegmentRates {
  readonly segment: Segment;
  /** The labels differ by more than chance would make them. */
  readonly differs: boolean;
  /** Most frequent first. */
  readonly labels: readonly {
    readonly label: string;
    readonly deals: number;
    readonly won: number;
    /** The win rate that is to be expected: the own one, pulled towards that of all as far as chance may have made it. */
    readonly expected: number;
  }[];
}

/** Win rates of the labels of a segment; null where none has enough deals. */
export function segmentRates(cases: readonly Case[], segment: Segment): SegmentRates | null {
  const counts = new Map<string, { label: string; deals: number; won: number }>();
  for (const { facts, won } of cases) {
    const label = facts.labels[segment];
    if (label === undefined) continue;
    const count = counts.get(label) ?? { label, deals: 0, won: 0 };
    if (count.deals === 0) counts.set(label, count);
    count.deals += 1;
    if (won) count.won += 1;
  }
  const frequent = [...counts.values()]
    .filter(({ deals }) => deals >= MIN_LABEL)
    .sort((a, b) => b.deals - a.deals || (a.label < b.label ? -1 : 1));
  if (frequent.length === 0) return null;
  const spread = spreadOf(frequent);
  const deals = frequent.reduce((sum, one) => sum + one.deals, 0);
  const share = (frequent.reduce((sum, one) => sum + one.won, 0) + 0.5) / (deals + 1);
  return {
    segment,
    differs: spread > 0,
    labels: frequent.map((one) => {
      const own = logit((one.won + 0.5) / (one.deals + 1));
      const trust = spread ** 2 / (spread ** 2 + 1 / (one.deals * share * (1 - share)));
      return { ...one, expected: sigmoid(logit(share) + trust * (own - logit(share))) };
    }),
  };
}
