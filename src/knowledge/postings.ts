import { distance } from 'fastest-levenshtein';

/** Where a word stands: passages in rising order, and how much it counts in each. */
export interface Posting {
  readonly ids: number[];
  readonly weights: number[];
}

/** An inverted index: every word, and the passages that hold it. */
export interface Postings {
  /** Adds the next passage; answers its number. */
  add(weights: ReadonlyMap<string, number>): number;
  size(): number;
  /** Sum of the weights of a passage, and its mean over all. */
  length(id: number): number;
  meanLength(): number;
  of(word: string): Posting | undefined;
  holds(word: string, id: number): boolean;
  /** The words that differ from this one in a single letter, or in two that changed places. */
  near(word: string): string[];
}

export function createPostings(): Postings {
  const words = new Map<string, Posting>();
  const lengths: number[] = [];
  let total = 0;
  return {
    add(weights) {
      const id = lengths.length;
      let length = 0;
      for (const [word, weight] of weights) {
        const posting = words.get(word) ?? { ids: [], weights: [] };
        if (posting.ids.length === 0) words.set(word, posting);
        posting.ids.push(id);
        posting.weights.push(weight);
        length += weight;
      }
      lengths.push(length);
      total += length;
      return id;
    },
    size: () => lengths.length,
    length: (id) => lengths[id] ?? 0,
    meanLength: () => total / Math.max(1, lengths.length),
    of: (word) => words.get(word),
    holds: (word, id) => isAmong(words.get(word)?.ids ?? [], id),
    near(word) {
      return [...words.keys()].filter(
        (other) =>
          Math.abs(other.length - word.length) <= 1 && (distance(other, word) === 1 || isSwap(other, word)),
      );
    },
  };
}

function isAmong(sorted: readonly number[], id: number): boolean {
  let low = 0;
  let high = sorted.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = sorted[middle] ?? 0;
    if (value === id) return true;
    if (value < id) low = middle + 1;
    else high = middle - 1;
  }
  return false;
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b;
}
