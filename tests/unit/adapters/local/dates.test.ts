import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDateReader, DATE_FORMATS } from '../../../../src/adapters/local/dates.ts';
import { NOW } from './book-folder.ts';

describe('date cells', () => {
  it.each([
    ['YYYY-MM-DD', '2026-02-03', '2026-02-03'],
    ['M/D/YYYY', '2/3/2026', '2026-02-03'],
    ['M/D/YYYY', '12/31/2026', '2026-12-31'],
    ['D/M/YYYY', '2/3/2026', '2026-03-02'],
    ['D.M.YYYY', '31.12.2026', '2026-12-31'],
    ['D.M.YYYY', '2026-12-31', '2026-12-31'],
  ] as const)('%s: %s is %s', (format, text, date) => {
    expect(createDateReader({ format })(text)).toBe(date);
  });

  it.each([
    ['2026-11-22T10:15:00Z', '2026-11-22T10:15:00.000Z'],
    ['2026-11-22T10:15:00+02:00', '2026-11-22T08:15:00.000Z'],
    ['2026-11-22 10:15', '2026-11-22T10:15:00.000Z'],
    ['2026-11-22T10:15:00.250Z', '2026-11-22T10:15:00.250Z'],
  ])('understands the moment %s', (text, moment) => {
    expect(createDateReader({ format: 'YYYY-MM-DD' })(text)).toBe(moment);
  });

  it.each([
    ['YYYY-MM-DD', '2/3/2026'],
    ['YYYY-MM-DD', '2026-02-30'],
    ['YYYY-MM-DD', '2025-02-29'],
    ['YYYY-MM-DD', '0001-01-01'],
    ['YYYY-MM-DD', '2026-11-22T25:00:00Z'],
    ['M/D/YYYY', '31/12/2026'],
    ['M/D/YYYY', '2/3/26'],
    ['D/M/YYYY', '12/31/2026'],
    ['D.M.YYYY', '31.12.'],
    ['YYYY-MM-DD', 'soon'],
  ] as const)('%s: %s is no date', (format, text) => {
    expect(createDateReader({ format })(text)).toBeNull();
  });

  it.each([
    ['today', '2026-11-22'],
    ['today-12d', '2026-11-10'],
    ['Today+30d', '2026-12-22'],
    ['today-365d', '2025-11-22'],
  ])('in a sample %s is %s', (text, date) => {
    expect(createDateReader({ format: 'YYYY-MM-DD', today: NOW })(text)).toBe(date);
  });

  it('outside of a sample a relative date is none', () => {
    expect(createDateReader({ format: 'YYYY-MM-DD' })('today-12d')).toBeNull();
    expect(createDateReader({ format: 'YYYY-MM-DD', today: NOW })('today-12')).toBeNull();
  });

  it('gives back every day it is given, in every format', () => {
    const day = fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.constantFrom(...DATE_FORMATS), (date, format) => {
        const iso = date.toISOString().slice(0, 10);
        const [year = '', month = '', dayOfMonth = ''] = iso.split('-');
        const text = format
          .replace('YYYY', year)
          .replace('MM', month)
          .replace('DD', dayOfMonth)
          .replace('M', String(Number(month)))
          .replace('D', String(Number(dayOfMonth)));
        expect(createDateReader({ format })(text)).toBe(iso);
      }),
    );
  });
});
