import fc from 'fast-check';
import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type CalendarEntry, calendarText } from '../../../src/core/calendar.ts';

const ENTRY: CalendarEntry = {
  uid: 'plan.step@cugar',
  stampedAt: new Date('2026-11-23T08:00:00.500Z'),
  startsAt: new Date('2026-11-24T09:00:00Z'),
  minutes: 20,
  title: 'Call Dana; Reyes, Northwind',
  notes: ['The open deal', 'C:\\temp'],
  remindMinutesBefore: 10,
};

/** As a calendar program reads it. */
function read(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents('vevent');
  const [found] = events;
  if (!found) throw new Error('no event');
  return { calendar, count: events.length, component: found, event: new ICAL.Event(found) };
}

describe('calendarText', () => {
  it('is word for word what RFC 5545 asks', () => {
    expect(calendarText(ENTRY).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Cugar//Cugar//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:plan.step@cugar',
      'DTSTAMP:20261123T080000Z',
      'DTSTART:20261124T090000Z',
      'DTEND:20261124T092000Z',
      'SUMMARY:Call Dana\\; Reyes\\, Northwind',
      'DESCRIPTION:The open deal\\nC:\\\\temp',
      'STATUS:CONFIRMED',
      'TRANSP:OPAQUE',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      'DESCRIPTION:Call Dana\\; Reyes\\, Northwind',
      'TRIGGER:-PT10M',
      'END:VALARM',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('names the same moment on both sides of a change of the clock', () => {
    for (const startsAt of [
      '2026-03-29T00:59:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
    ]) {
      const { event } = read(calendarText({ ...ENTRY, startsAt: new Date(startsAt) }));
      expect(event.startDate.toJSDate().toISOString()).toBe(startsAt);
      expect(event.endDate.toJSDate().getTime() - event.startDate.toJSDate().getTime()).toBe(1_200_000);
    }
  });

  it('takes any text and any moment as data, in lines of at most 75 octets', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    const moment = fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(text, fc.array(text, { maxLength: 4 }), moment, (title, notes, startsAt) => {
        const written = calendarText({ ...ENTRY, title, notes, startsAt });
        const lines = written.split('\r\n');
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(written.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        const { calendar, count, component, event } = read(written);
        expect([
          count,
          calendar.getAllSubcomponents().length,
          component.getAllSubcomponents().length,
        ]).toEqual([1, 1, 1]);
        expect(component.getAllProperties()).toHaveLength(8);
        expect(event.startDate.toJSDate().getTime()).toBe(Math.floor(startsAt.getTime() / 1_000) * 1_000);
        expect(event.uid).toBe(ENTRY.uid);
      }),
    );
  });

  it.each([
    ['a line break with a property', 'Dana\r\nATTENDEE:mailto:evil@example.com'],
    ['other line ends', 'Dana\u2028ATTENDEE:x\u0085END:VEVENT'],
    ['control characters', 'Dana\u0000\u0007'],
  ])('lets %s begin nothing', (_what, title) => {
    const { component } = read(calendarText({ ...ENTRY, title }));
    expect(component.getAllProperties().map(({ name }) => name)).toEqual([
      'uid',
      'dtstamp',
      'dtstart',
      'dtend',
      'summary',
      'description',
      'status',
      'transp',
    ]);
  });

  it('folds between characters, never inside one', () => {
    const title = '\u{1f600}'.repeat(60);
    const { event } = read(calendarText({ ...ENTRY, title }));
    expect(event.summary).toBe(title);
  });
});
