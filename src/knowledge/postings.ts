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
  /** All words in their order, with the letters of each. */
  const vocabulary: { readonly word: string; readonly letters: number }[] = [];
  const lengths: number[] = [];
  let total = 0;
  return {
    add(weights) {
      const id = lengths.length;
      let length = 0;
      for (const [word, weight] of weights) {
        const posting = words.get(word) ?? { ids: [], weights: [] };
        if (posting.ids.length === 0) {
          words.set(word, posting);
          vocabulary.push({ word, letters: lettersOf(word) });
        }
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
      const letters = lettersOf(word);
      const isNear = (other: string) => distance(other, word) === 1 || isSwap(other, word);
      return vocabulary.flatMap((other) => {
        const mayBe =
          Math.abs(other.word.length - word.length) <= 1 && haveTwoOthersAtMost(other.letters, letters);
        return mayBe && isNear(other.word) ? other.word : [];
      });
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

/** Which letters stand in a word, a bit for each; some share one. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) % 32);
  return letters;
}

/** A single mistake takes one letter away and brings one in at most: this is quicker to see than the distance. */
function haveTwoOthersAtMost(a: number, b: number): boolean {
  const different = a ^ b;
  const fewer = different & (different - 1);
  return (fewer & (fewer - 1)) === 0;
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const [one, other] = [[...a], [...b]];
  const at = one.findIndex((letter, index) => letter !== other[index]);
  if (at < 0 || one[at] !== other[at + 1] || one[at + 1] !== other[at]) return false;
  return one.every((letter, index) => index <= at + 1 || letter === other[index]);
}
