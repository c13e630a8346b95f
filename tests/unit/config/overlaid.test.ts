import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaid } from '../../../src/config/overlaid.ts';

describe('overlaid', () => {
  it('joins maps, replaces lists and values, takes away what is null', () => {
    const base = { a: { b: 1, c: [1, 2], d: 4 }, e: 5 };
    expect(overlaid(base, { a: { b: 2, c: [3], d: null }, f: { g: 6 } })).toEqual({
      a: { b: 2, c: [3] },
      e: 5,
      f: { g: 6 },
    });
  });

  it('reaches no prototype', () => {
    const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "a": {"constructor": {"x": 1}}}');
    overlaid({ a: {} }, hostile);
    expect({}).not.toHaveProperty('polluted');
  });

  const maps = fc.dictionary(
    fc.constantFrom('a', 'b', 'c'),
    fc.oneof(fc.integer(), fc.dictionary(fc.constantFrom('x', 'y'), fc.integer())),
  );

  it('changes nothing for nothing, and nothing twice', () => {
    fc.assert(
      fc.property(maps, maps, (base, over) => {
        expect(overlaid(base, {})).toEqual(base);
        const once = overlaid(base, over);
        expect(overlaid(once, over)).toEqual(once);
        expect(overlaid({}, over)).toEqual(over);
      }),
    );
  });
});
