import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAmount } from '../../../../../src/tools/intelligence/normalize/read-amount.ts';
import { readMoney } from '../../../../../src/tools/intelligence/normalize/read-money.ts';
import { readNumber } from '../../../../../src/tools/intelligence/normalize/read-number.ts';

describe('readNumber', () => {
  it.each([
    ['1234', 1_234],
    ['1,234', 1_234],
    ['1.234', 1_234],
    ['0.234', 0.234],
    ['1,5', 1.5],
    ['12.50', 12.5],
    ['1,234,567', 1_234_567],
    ['1.234.567', 1_234_567],
    ['1,234.5', 1_234.5],
    ['1.234.567,89', 1_234_567.89],
    ["1'234'567", 1_234_567],
    ['5 000 000', 5_000_000],
    ['1,23,456', null],
    ['1.234,567.8', null],
    ['12-13', null],
    ['', null],
  ])('%s is %s', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it('takes three decimals for decimals before a scale', () => {
    expect(readNumber('1.234', { scaled: true })).toBe(1.234);
  });

  it('reads back what is written in English and in German', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e12 }), (value) => {
        for (const locale of ['en-US', 'de-DE', 'de-CH', 'fr-FR']) {
          expect(readNumber(value.toLocaleString(locale)), value.toLocaleString(locale)).toBe(value);
        }
      }),
    );
  });
});

describe('readAmount', () => {
  it.each([
    ['500', { value: 500, kind: 'exact' }],
    ['51-200', { value: 125.5, min: 51, max: 200, kind: 'range' }],
    ['1,001 – 5,000', { value: 3_000.5, min: 1_001, max: 5_000, kind: 'range' }],
    ['10 to 50', { value: 30, min: 10, max: 50, kind: 'range' }],
    ['10-50M', { value: 30e6, min: 10e6, max: 50e6, kind: 'range' }],
    ['500k - 2M', { value: 1.25e6, min: 500e3, max: 2e6, kind: 'range' }],
    ['10,000+', { value: 10_000, min: 10_000, kind: 'at_least' }],
    ['> 1000', { value: 1_000, min: 1_000, kind: 'at_least' }],
    ['more than 5 million', { value: 5e6, min: 5e6, kind: 'at_least' }],
    ['< 50', { value: 50, max: 50, kind: 'at_most' }],
    ['up to 1k', { value: 1_000, max: 1_000, kind: 'at_most' }],
    ['~500', { value: 500, kind: 'about' }],
    ['ca. 1,5 Mio.', { value: 1.5e6, kind: 'about' }],
    ['2,5 Mrd', { value: 2.5e9, kind: 'exact' }],
    ['1.234 million', { value: 1.234e6, kind: 'exact' }],
  ])('%s', (text, expected) => {
    expect(readAmount(text)).toEqual(expected);
  });

  it.each(['', 'many', '200-51', '-5', '1-2-3', '5 apples', 'v2', '1e5', '9'.repeat(20), 'Q3 2024'])(
    '%j is no number',
    (text) => {
      expect(readAmount(text)).toBeNull();
    },
  );

  it('puts a range between its ends, whatever the scales', () => {
    const scale = fc.constantFrom('', 'k', 'M', ' Mio.', 'bn');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), fc.integer({ min: 1, max: 999 }), scale, (a, b, unit) => {
        const amount = readAmount(`${a}${unit}-${b}${unit}`);
        expect(amount === null).toBe(a > b);
        if (amount === null) return;
        expect(amount.value).toBeGreaterThanOrEqual(amount.min ?? amount.value);
        expect(amount.value).toBeLessThanOrEqual(amount.max ?? amount.value);
      }),
    );
  });

  it('never throws, and gives finite numbers only', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123456789.,-–+~<>kMbn €$') }), (text) => {
        const amount = readAmount(text);
        if (amount)
          for (const one of [amount.value, amount.min, amount.max])
            expect(Number.isFinite(one ?? 0)).toBe(true);
      }),
    );
  });
});

describe('readMoney', () => {
  it.each([
    ['$1.2M', { value: 1.2e6, kind: 'exact', currency: 'USD', assumed: true }],
    ['1,5 Mio. €', { value: 1.5e6, kind: 'exact', currency: 'EUR' }],
    ['€2,5 Mrd', { value: 2.5e9, kind: 'exact', currency: 'EUR' }],
    ['EUR 5 million', { value: 5e6, kind: 'exact', currency: 'EUR' }],
    ['10-50M USD', { value: 30e6, min: 10e6, max: 50e6, kind: 'range', currency: 'USD' }],
    ['$10M - $50M', { value: 30e6, min: 10e6, max: 50e6, kind: 'range', currency: 'USD', assumed: true }],
    ['£5m+', { value: 5e6, min: 5e6, kind: 'at_least', currency: 'GBP' }],
    ["CHF 1'250'000", { value: 1_250_000, kind: 'exact', currency: 'CHF' }],
    ['1250000', { value: 1_250_000, kind: 'exact' }],
    ['5 million euros', { value: 5e6, kind: 'exact', currency: 'EUR' }],
  ])('%s', (text, expected) => {
    expect(readMoney(text)).toEqual(expected);
  });

  it.each(['$5 or €6', '5 apples', 'USD', 'XYZ 5', '-$5'])('%s is no amount of money', (text) => {
    expect(readMoney(text)).toBeNull();
  });
});
