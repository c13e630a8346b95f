import { dealWeights } from '../../src/core/deal-weights.ts';
import type { Opportunity } from '../../src/core/records.ts';
import { sigmoid } from '../../src/core/statistics.ts';
import { aDeal } from './records.ts';
import { PLAYBOOK } from './tool-context.ts';

export const WEIGHTS = dealWeights(PLAYBOOK);

/** Pseudo-random numbers, 0 to 1, always the same ones (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface World {
  readonly deals: number;
  readonly seed?: number;
  /** Log-odds of winning of a deal with these facts. */
  readonly truth: (deal: Opportunity) => number;
  /** What the deal is like, besides its dates. */
  readonly draw?: (random: () => number, index: number) => Partial<Opportunity>;
  readonly dated?: boolean;
}

const START = Date.parse('2024-01-01T00:00:00Z');
const dayAt = (day: number) => new Date(START + day * 86_400_000).toISOString().slice(0, 10);

/** Closed deals whose outcomes follow a truth that the test knows. */
export function closedDeals({
  deals,
  seed = 7,
  truth,
  draw = () => ({}),
  dated = true,
}: World): Opportunity[] {
  const random = seeded(seed);
  return Array.from({ length: deals }, (_, index) => {
    const created = Math.floor(random() * 600);
    const days = 5 + Math.floor(random() * 80);
    const deal = aDeal({
      opportunityId: `h${String(index).padStart(5, '0')}`,
      accountId: 'other',
      ...draw(random, index),
      ...(dated && { createdAt: dayAt(created), closedAt: dayAt(created + days) }),
    });
    return { ...deal, stage: random() < sigmoid(truth(deal)) ? 'closed_won' : 'closed_lost' };
  });
}

/** A coin decides about each fact. */
export const coin = (random: () => number) => random() < 0.5;
