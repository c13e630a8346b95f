import type { Breathe } from '../core/breathe.ts';
import { hindsight } from '../core/hindsight.ts';
import { Criterion, type Opportunity } from '../core/records.ts';
import { type Labels, SEGMENTS, type Segment } from '../core/segments.ts';

/** Whether a fact of the book may foresee outcomes. */
export interface Field {
  readonly name: string;
  /** Why not; null where it may. */
  readonly refused: string | null;
}

export interface Fields {
  readonly criteria: readonly Criterion[];
  readonly segments: readonly Segment[];
  /** Everything that was looked at, with what came of it. */
  readonly all: readonly Field[];
}

/** Written with the end of a deal, or as it is today and not as it was. */
const NEVER: readonly Field[] = [
  { name: 'stage', refused: 'is the outcome itself' },
  { name: 'closed at', refused: 'is only known after the outcome' },
  { name: 'close date', refused: 'is overwritten when a deal closes' },
  { name: 'stage changed at', refused: 'is the day of closing in a closed deal' },
  { name: 'last activity', refused: 'shows today, not the days before the outcome' },
  { name: 'next step', refused: 'shows today, not the days before the outcome' },
  { name: 'contacts', refused: 'have no dates, so they may have come later' },
];
const MIN_KNOWN = 20;

/** The leakage guard: facts that were written down after the outcome foresee nothing. */
export async function fieldsOf(
  deals: readonly Opportunity[],
  labelsOf: (deal: Opportunity) => Labels,
  breathe: Breathe,
): Promise<Fields> {
  const judge = (name: string, fact: (deal: Opportunity) => string | undefined): Field => {
    const known = deals.filter((deal) => fact(deal) !== undefined).length;
    if (known === 0) return { name, refused: 'is not in the book' };
    if (known < MIN_KNOWN) return { name, refused: `is known for ${known} deals only` };
    return { name, refused: hindsight(deals, fact) };
  };
  const criteria: { name: Criterion; field: Field }[] = [];
  for (const name of Criterion.options) {
    const fact = ({ criteria: known }: Opportunity) => known[name]?.toString();
    criteria.push({ name, field: judge(name.replaceAll('_', ' '), fact) });
    await breathe();
  }
  const segments: { name: Segment; field: Field }[] = [];
  for (const name of SEGMENTS) {
    segments.push({ name, field: judge(name, (deal) => labelsOf(deal)[name]) });
    await breathe();
  }
  return {
    criteria: criteria.flatMap(({ name, field }) => (field.refused === null ? [name] : [])),
    segments: segments.flatMap(({ name, field }) => (field.refused === null ? [name] : [])),
    all: [...segments, ...criteria].map(({ field }) => field).concat(NEVER),
  };
}
