import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { typosAllowed, typosBetween } from '../../../../src/adapters/local/typos.ts';

describe('typosBetween', () => {
  it.each([
    ['acme', 'acme', 0],
    ['acme', 'acmee', 1],
    ['acme', 'ace', 1],
    ['acme', 'akme', 1],
    ['acme', 'amce', 1],
    ['robotics', 'roboitcs', 1],
    ['ab', 'ba', 1],
    ['abcd', 'badx', 3],
    ['', 'abc', 3],
  ])('%s and %s: %i', (a, b, typos) => {
    expect(typosBetween(a, b)).toBe(typos);
  });

  it('counts one swap of neighbours as one, wherever it is', () => {
    const letters = fc.uniqueArray(fc.constantFrom(...'abcdefghijklmnop'), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(letters, fc.nat(), (word, seed) => {
        const at = seed % (word.length - 1);
        const swapped = [...word];
        swapped.splice(at, 2, word[at + 1] ?? '', word[at] ?? '');
        expect(typosBetween(word.join(''), swapped.join(''))).toBe(1);
      }),
    );
  });
});

it('allows more typing errors in longer texts, none in very short ones', () => {
  expect([1, 3, 4, 7, 8, 12, 16, 90].map(typosAllowed)).toEqual([0, 0, 1, 1, 2, 3, 4, 4]);
});
