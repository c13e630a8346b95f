/** Numbers from 0 to 1 that are the same for the same seed. */
export type Random = () => number;

export function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A number from `from` up to `to`. */
export const between = (random: Random, from: number, to: number): number => from + random() * (to - from);

/** One of the items, each as likely as its weight says. */
export function pick<T>(random: Random, weighted: readonly (readonly [number, T])[]): T {
  let left = random() * weighted.reduce((sum, [weight]) => sum + weight, 0);
  for (const [weight, item] of weighted) {
    left -= weight;
    if (left < 0) return item;
  }
  throw new Error('nothing to pick from');
}

export function pickOne<T>(random: Random, items: readonly T[]): T {
  return pick(
    random,
    items.map((item) => [1, item]),
  );
}
