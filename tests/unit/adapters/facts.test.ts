import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countIn,
  known,
  knownOrNothing,
  numberIn,
  textIn,
  timeIn,
  wordsOf,
} from '../../../src/adapters/facts.ts';
import { remembered } from '../../../src/adapters/remembered.ts';

describe('facts', () => {
  it('drops what is not known', () => {
    expect(known({ a: 1, b: undefined, c: null })).toEqual({ a: 1, c: null });
    expect(knownOrNothing({ a: undefined })).toBeUndefined();
    expect(knownOrNothing({ a: undefined, b: 'x' })).toEqual({ b: 'x' });
  });

  it('reads numbers, and nothing that is none', () => {
    expect(['12', ' 1.5 ', -3, '0'].map(numberIn)).toEqual([12, 1.5, -3, 0]);
    expect(['', 'many', '1e5', '1,000', null, undefined, Number.NaN].map(numberIn)).toEqual(
      Array(7).fill(undefined),
    );
  });

  it('takes a head count of 0 for one that nobody filled in', () => {
    expect([0, '0', -4, null, '12.4', 7].map(countIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      12,
      7,
    ]);
  });

  it('reads moments in text and in milliseconds', () => {
    expect(timeIn('2026-11-22')).toBe('2026-11-22T00:00:00.000Z');
    expect(timeIn('2026-11-22T10:00:00+02:00')).toBe('2026-11-22T08:00:00.000Z');
    expect(timeIn(1_795_338_000_000)).toBe('2026-11-22T09:00:00.000Z');
    expect(timeIn('1795338000000')).toBe('2026-11-22T09:00:00.000Z');
    expect(['', 'soon', null, undefined, 0, 8.64e15].map(timeIn)).toEqual(Array(6).fill(undefined));
  });

  it('cleans and shortens text', () => {
    expect(textIn('  a \n b ')).toBe('a b');
    expect(['', '  ', null, undefined].map(textIn)).toEqual(Array(4).fill(undefined));
    expect(textIn('x'.repeat(400))).toHaveLength(300);
  });

  it('writes slugs as people do', () => {
    expect(wordsOf('COMPUTER_SOFTWARE')).toBe('Computer Software');
    expect(wordsOf('oil-gas')).toBe('Oil Gas');
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.double()), (value) => {
        numberIn(value);
        timeIn(value);
        textIn(String(value));
      }),
    );
  });
});

describe('what is remembered', () => {
  it('is loaded once, until it is old', async () => {
    let at = 0;
    let loads = 0;
    const ask = remembered(
      100,
      () => new Date(at),
      async () => ++loads,
    );
    expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
    at = 101;
    expect(await ask()).toBe(2);
  });

  it('is not a failure', async () => {
    let loads = 0;
    const ask = remembered(
      100,
      () => new Date(0),
      async () => {
        loads += 1;
        if (loads === 1) throw new Error('no');
        return loads;
      },
    );
    await expect(ask()).rejects.toThrow('no');
    expect(await ask()).toBe(2);
  });
});
