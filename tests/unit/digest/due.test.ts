import { getNextMillis } from 'bullmq';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dueDate } from '../../../src/digest/due.ts';
import { createLocalClock, shiftDate } from '../../../src/digest/local-time.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const at = (iso: string) => new Date(iso);

describe('what is due', () => {
  const weekdays = { cron: '0 8 * * 1-5', timeZone: 'Europe/Berlin' };

  it.each<[string, string | null, string]>([
    ['2026-11-23T06:59:59Z', null, 'a second before the moment'],
    ['2026-11-23T07:00:00Z', '2026-11-23', 'at the moment'],
    ['2026-11-23T22:59:00Z', '2026-11-23', 'missed, and still the same local day'],
    ['2026-11-23T23:00:00Z', null, 'after local midnight, though the same day in UTC'],
    ['2026-11-21T12:00:00Z', null, 'a Saturday'],
  ])('%s: %s (%s)', (now, expected) => {
    expect(dueDate(weekdays, at(now))).toBe(expected);
  });

  it('counts the first of several moments of a day', () => {
    const twice = { cron: '30 8,17 * * *', timeZone: 'UTC' };
    expect(dueDate(twice, at('2026-11-23T08:29:00Z'))).toBeNull();
    expect(dueDate(twice, at('2026-11-23T09:00:00Z'))).toBe('2026-11-23');
    expect(dueDate(twice, at('2026-11-23T18:00:00Z'))).toBe('2026-11-23');
  });

  it('takes either day of month or day of week where both are restricted, as cron does', () => {
    const either = { cron: '0 8 1 * mon', timeZone: 'UTC' };
    expect(dueDate(either, at('2026-11-01T09:00:00Z'))).toBe('2026-11-01');
    expect(dueDate(either, at('2026-11-23T09:00:00Z'))).toBe('2026-11-23');
    expect(dueDate(either, at('2026-11-24T09:00:00Z'))).toBeNull();
  });
});

/** The days on which clocks are turned: zone, day, and a time that they skip or show twice. */
const TURNS = [
  ['America/New_York', '2026-03-08', '30 2 * * *', 'skipped'],
  ['Europe/Berlin', '2026-03-29', '30 2 * * *', 'skipped'],
  ['America/New_York', '2026-11-01', '30 1 * * *', 'twice'],
  ['Europe/Berlin', '2026-10-25', '30 2 * * *', 'twice'],
] as const;

/** Every minute from local midnight to local midnight. */
function minutesOf(timeZone: string, date: string): number[] {
  const local = createLocalClock(timeZone);
  const from = Date.parse(`${shiftDate(date, -1)}T00:00:00Z`);
  return Array.from({ length: (3 * DAY) / MINUTE }, (_, index) => from + index * MINUTE).filter(
    (moment) => local(moment).date === date,
  );
}

describe('on days on which clocks are turned', () => {
  it.each(TURNS)(
    '%s %s at %s, a time that is %s: due from one moment on, to the end of the day',
    (timeZone, date, cron, kind) => {
      const minutes = minutesOf(timeZone, date);
      expect(minutes.length / 60).toBe(kind === 'skipped' ? 23 : 25);
      const due = minutes.map((moment) => dueDate({ cron, timeZone }, new Date(moment)));
      const first = due.indexOf(date);
      expect(first).toBeGreaterThan(0);
      expect(new Set(due.slice(0, first))).toEqual(new Set([null]));
      expect(new Set(due.slice(first))).toEqual(new Set([date]));
      const { minuteOfDay } = createLocalClock(timeZone)(minutes[first] ?? 0);
      expect(minuteOfDay).toBe(kind === 'skipped' ? 180 : cron.startsWith('30 1') ? 90 : 150);
    },
  );

  it.each(TURNS)(
    '%s %s: the queue wakes at least once on the day, when it is due',
    (timeZone, date, cron) => {
      const [start = 0] = minutesOf(timeZone, date);
      const wakes: number[] = [];
      for (let now = start - 1; ; ) {
        const next = getNextMillis(now, { pattern: cron, tz: timeZone });
        if (next === undefined || createLocalClock(timeZone)(next).date !== date) break;
        wakes.push(next);
        now = next;
      }
      expect(wakes.length).toBeGreaterThan(0);
      expect(wakes.map((wake) => dueDate({ cron, timeZone }, new Date(wake)))).toContain(date);
    },
  );
});

const field = (min: number, max: number) =>
  fc.oneof(
    fc.constant('*'),
    fc.integer({ min, max }).map(String),
    fc
      .tuple(fc.integer({ min, max }), fc.integer({ min, max }))
      .map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`),
    fc.integer({ min: 1, max: Math.max(1, Math.floor(max / 2)) }).map((step) => `*/${step}`),
  );
const cron = fc
  .tuple(field(0, 59), field(0, 23), field(1, 28), field(1, 12), field(0, 6))
  .map((fields) => fields.join(' '));
const zone = fc.constantFrom(
  'UTC',
  'America/New_York',
  'Europe/Berlin',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
);

describe('with any schedule', () => {
  it('a digest is due on exactly the days on which the queue wakes, and not before it does', () => {
    fc.assert(
      fc.property(cron, zone, fc.integer({ min: 0, max: 364 }), (pattern, timeZone, day) => {
        const local = createLocalClock(timeZone);
        const now = Date.UTC(2026, 0, 1) + day * DAY;
        const wake = getNextMillis(now, { pattern, tz: timeZone });
        if (wake === undefined) return;
        const { date } = local(wake);
        expect(dueDate({ cron: pattern, timeZone }, new Date(wake))).toBe(date);
        const before = Array.from({ length: 6 }, (_, index) => now + ((wake - now) * index) / 6);
        const isFirstOfDay =
          local(now).date !== date || dueDate({ cron: pattern, timeZone }, new Date(now)) === null;
        const early = before.filter((moment) => local(moment).date === date && isFirstOfDay);
        for (const moment of early) expect(dueDate({ cron: pattern, timeZone }, new Date(moment))).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});
