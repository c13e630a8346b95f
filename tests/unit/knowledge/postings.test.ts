import fc from 'fast-check';
import { distance } from 'fastest-levenshtein';
import { describe, expect, it } from 'vitest';
import { createPostings } from '../../../src/knowledge/postings.ts';

const holding = (...words: string[]) => {
  const postings = createPostings();
  postings.add(new Map(words.map((word) => [word, 1])));
  return postings;
};

/** Two letters that changed places, found by trying every place. */
const swapped = (a: string, b: string) => {
  const letters = [...a];
  return letters.some((_, at) => {
    const [left, right] = [letters[at], letters[at + 1]];
    if (left === undefined || right === undefined || left === right) return false;
    return [...letters.slice(0, at), right, left, ...letters.slice(at + 2)].join('') === b;
  });
};

describe('words that are near', () => {
  it('differ in one letter, have one more or less, or two changed places', () => {
    const { near } = holding('pricing', 'prizing', 'pricings', 'ricing', 'prciing', 'princess', 'onboard');
    expect(near('pricing')).toEqual(['prizing', 'pricings', 'ricing', 'prciing']);
    expect(near('xxxxxxx')).toEqual([]);
    expect(holding('С😀').near('😀С')).toEqual(['С😀']);
  });

  it('are the same as by trying every word of the index, in its order', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', 'c', 'A', 'ß', 'é', '7', '\u0421', '😀'),
      maxLength: 7,
    });
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 1, maxLength: 60 }), word, (words, wanted) => {
        const expected = words.filter(
          (other) =>
            Math.abs(other.length - wanted.length) <= 1 &&
            (distance(other, wanted) === 1 || (other.length === wanted.length && swapped(other, wanted))),
        );
        expect(holding(...words).near(wanted)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});
