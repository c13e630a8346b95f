import type { Case } from './cases.ts';

/** Deals to learn from, and deals kept out to see whether what was learned holds. */
export interface Split {
  readonly train: readonly Case[];
  readonly test: readonly Case[];
  /** Only what was seen after this moment counts as test; null where there are no dates. */
  readonly afterMs: number | null;
}

const TRAIN_SHARE = 0.7;
const RANDOM_SPLITS = 5;
/** Share of the closed deals that must be dated for a split by time. */
const MIN_DATED = 0.9;

export function isDated(cases: readonly Case[]): boolean {
  const dated = cases.filter(({ createdMs, closedMs }) => createdMs !== null && closedMs !== null);
  return cases.length > 0 && dated.length >= cases.length * MIN_DATED;
}

/** One split by time of closing where the deals are dated; else several at random, always the same ones. */
export function splitsOf(cases: readonly Case[]): Split[] {
  if (isDated(cases)) return [byTime(cases)];
  const ordered = [...cases].sort((a, b) => (a.id < b.id ? -1 : 1));
  return Array.from({ length: RANDOM_SPLITS }, (_, round) => {
    const random = seeded(round + 1);
    const drawn = ordered.map((one) => ({ one, at: random() })).sort((a, b) => a.at - b.at);
    const cut = Math.round(drawn.length * TRAIN_SHARE);
    const [train, test] = [drawn.slice(0, cut), drawn.slice(cut)].map((some) => some.map(({ one }) => one));
    return { train: train ?? [], test: test ?? [], afterMs: null };
  });
}

function byTime(cases: readonly Case[]): Split {
  const times = cases.flatMap(({ closedMs }) => closedMs ?? []).sort((a, b) => a - b);
  const afterMs = times[Math.floor(times.length * TRAIN_SHARE)] ?? 0;
  const isBefore = ({ closedMs }: Case) => closedMs !== null && closedMs <= afterMs;
  return {
    train: cases.filter(isBefore),
    test: cases.filter((one) => one.closedMs !== null && !isBefore(one)),
    afterMs,
  };
}

/** A small generator of pseudo-random numbers, 0 to 1 (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
