import { describe, expect, it } from 'vitest';
import { picked, pickedExtra } from '../../../../src/adapters/ibm-sales-cloud/places.ts';

describe('a place in an answer', () => {
  const record = { a: { b: { c: 5, list: [1] }, none: null }, 'x-y': 'z', n: '2', text: 'many' };

  it.each([
    ['a.b.c', 5],
    ['x-y', 'z'],
    ['a.none', null],
    ['a.none.deeper', undefined],
    ['a.b.list.0', 1],
    ['nowhere.at.all', undefined],
    ['constructor.name', undefined],
    ['a.__proto__', undefined],
  ])('%s holds %j', (at, expected) => expect(picked(record, { it: { at } })).toEqual({ it: expected }));

  it('may be the same everywhere, and a number of another size', () => {
    expect(
      picked(record, {
        always: { always: 'EUR' },
        number: { at: 'a.b.c', multiply: 1000 },
        text: { at: 'n', multiply: 1000 },
        word: { at: 'text', multiply: 1000 },
        nothing: { at: 'q', multiply: 1000 },
        left: undefined,
      }),
    ).toEqual({ always: 'EUR', number: 5000, text: 2000, word: 'many', nothing: undefined });
  });

  it('is an extra fact only if it is a word or a number', () => {
    expect(pickedExtra(record, { one: 'a.b.c', two: 'x-y', three: 'a.b', four: 'q' })).toEqual({
      one: '5',
      two: 'z',
      three: undefined,
      four: undefined,
    });
  });
});
