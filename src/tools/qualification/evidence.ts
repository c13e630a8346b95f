import { z } from 'zod';
import { Criterion, type Opportunity } from '../../core/records.ts';
import { daysSince } from '../shared/dates.ts';
import { oneLine } from '../shared/text.ts';
import { IN_ORDER } from './frameworks.ts';

/** What a qualification fact rests on. */
export const Evidence = z.strictObject({
  criterion: Criterion,
  state: z.enum(['confirmed', 'disproved', 'outdated']),
  source: z.string(),
  /** When it was found out; null where the book does not say. */
  date: z.string().nullable(),
  /** In the words of the book. */
  text: z.string().nullable(),
});
export type Evidence = z.infer<typeof Evidence>;

const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * What the book knows of each criterion. A column `<criterion>_at` dates a fact, `<criterion>_evidence` tells
 * what it rests on; a fact that is dated and too old is no longer known.
 */
export function evidenceOf(deal: Opportunity, now: Date, staleAfterDays: number): Evidence[] {
  return IN_ORDER.flatMap((criterion): Evidence[] => {
    const value = deal.criteria[criterion];
    if (value === undefined) return [];
    const date = deal.extra?.[`${criterion}_at`]?.match(ISO_DAY)?.[0] ?? null;
    const age = date === null ? null : daysSince(date, now);
    const text = deal.extra?.[`${criterion}_evidence`];
    return [
      {
        criterion,
        state: age !== null && age > staleAfterDays ? 'outdated' : value ? 'confirmed' : 'disproved',
        source: deal.source,
        date,
        text: text === undefined ? null : oneLine(text, 160),
      },
    ];
  });
}

/** The deal as far as its facts still hold: what is outdated is unknown again. */
export function stillHolding(deal: Opportunity, evidence: readonly Evidence[]): Opportunity {
  const outdated = new Set(
    evidence.filter(({ state }) => state === 'outdated').map(({ criterion }) => criterion),
  );
  if (outdated.size === 0) return deal;
  const criteria = Object.fromEntries(
    Object.entries(deal.criteria).filter(([criterion]) => !outdated.has(criterion as Criterion)),
  );
  return { ...deal, criteria };
}
