import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CUT, chunks, clean, clip, lengthOf, literal, oneLine } from '../../../../blocks/text/clean.ts';

describe('clean', () => {
  it('removes control, bidirectional and invisible characters and keeps lines and joined emoji', () => {
    expect(clean('a\u0000b\u001b[0m\u202ec\u2066d\u2069\u200be\ufeff')).toBe('ab[0mcde');
    expect(clean('one\r\ntwo\rthree\u2028four\tfive')).toBe('one\ntwo\nthree\nfour\tfive');
    expect(clean('👩‍👩‍👧')).toBe('👩‍👩‍👧');
    expect(clean('half \ud800 pair')).toBe('half \ufffd pair');
    expect(clean('hidden\u{e0041}\u{e007f} tags')).toBe('hidden tags');
  });

  it('is idempotent, also together with the neutralising of mentions', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clean(clean(text))).toBe(clean(text));
        expect(literal(literal(text))).toBe(literal(text));
      }),
    );
  });

  it('puts everything on one line', () => {
    expect(oneLine('  a \n\n b\tc ')).toBe('a b c');
  });
});

describe('clip', () => {
  it('leaves what fits alone and says when it cut', () => {
    expect(clip('abc', 3)).toBe('abc');
    expect(clip('a'.repeat(20), 12)).toBe(`aaaaa${CUT}`);
  });

  it('counts code points, not code units, and never splits one', () => {
    const text = '😀'.repeat(20);
    expect(clip(text, 20)).toBe(text);
    expect(clip(text, 10)).toBe(`😀😀😀${CUT}`);
  });

  it('never exceeds the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 100 }),
        fc.integer({ min: 8, max: 60 }),
        (text, max) => {
          expect(lengthOf(clip(text, max))).toBeLessThanOrEqual(max);
        },
      ),
    );
  });
});

describe('chunks', () => {
  it('gives back the whole text in parts that fit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 50 }),
        (text, max) => {
          const parts = chunks(text, max);
          expect(parts.join('')).toBe(text);
          expect(parts.every((part) => lengthOf(part) <= max && part !== '')).toBe(true);
        },
      ),
    );
  });
});
