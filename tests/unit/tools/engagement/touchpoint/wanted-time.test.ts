import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CugarError } from '../../../../../src/core/errors.ts';
import { readWantedTime } from '../../../../../src/tools/engagement/touchpoint/wanted-time.ts';

describe('readWantedTime', () => {
  it.each([
    ['tomorrow', { kind: 'local', day: { kind: 'in_days', days: 1 } }],
    ['Today 14:00', { kind: 'local', day: { kind: 'in_days', days: 0 }, time: '14:00' }],
    ['friday', { kind: 'local', day: { kind: 'weekday', weekday: 5 } }],
    ['next Fri at 9:30', { kind: 'local', day: { kind: 'weekday', weekday: 5 }, time: '09:30' }],
    ['on monday 2pm', { kind: 'local', day: { kind: 'weekday', weekday: 1 }, time: '14:00' }],
    ['2026-12-01', { kind: 'local', day: { kind: 'date', date: '2026-12-01' } }],
    ['2026-12-01 9:30', { kind: 'local', day: { kind: 'date', date: '2026-12-01' }, time: '09:30' }],
    ['2026-12-01T09:30', { kind: 'local', day: { kind: 'date', date: '2026-12-01' }, time: '09:30' }],
    ['in 3 days', { kind: 'local', day: { kind: 'in_days', days: 3 } }],
    ['in 1 day at 12 am', { kind: 'local', day: { kind: 'in_days', days: 1 }, time: '00:00' }],
    ['12:00 pm', { kind: 'local', time: '12:00' }],
    ['  23:59 ', { kind: 'local', time: '23:59' }],
    ['2026-12-01T14:00+01:00', { kind: 'moment', at: new Date('2026-12-01T13:00:00Z') }],
    ['2026-12-01T14:00Z', { kind: 'moment', at: new Date('2026-12-01T14:00:00Z') }],
  ])('reads “%s”', (text, expected) => {
    expect(readWantedTime(text)).toEqual(expected);
  });

  it.each([
    '',
    ' ',
    'soon',
    'fr',
    'friday 25:00',
    'friday 9',
    'friday 13 pm',
    '0 am',
    '2026-02-30',
    '2026-13-01',
    '2026-02-30T10:00Z',
    '2026-12-01T14:61Z',
    '12/01/2026',
    'tomorrow tomorrow',
    'in many days',
    'in 3 days 10:75',
    'friday 14:00 please',
    '<!channel>',
  ])('refuses “%s” rather than guess', (text) => {
    expect(() => readWantedTime(text)).toThrow(CugarError);
    expect(() => readWantedTime(text)).toThrow(/is no day or time/);
  });

  it('either reads a text or refuses it as the person’s own mistake, quickly', () => {
    const piece = fc.constantFrom(
      'friday',
      'in',
      '3',
      'days',
      '14:00',
      '9',
      'pm',
      'at',
      'next',
      '2026-12-01',
      'T',
      ' ',
      ':',
    );
    const said = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(said, (text) => {
        try {
          const wanted = readWantedTime(text);
          if (wanted.kind === 'local') expect(wanted.time ?? '00:00').toMatch(/^([01]\d|2[0-3]):[0-5]\d$/);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'USER_INPUT' });
        }
      }),
    );
  });
});
