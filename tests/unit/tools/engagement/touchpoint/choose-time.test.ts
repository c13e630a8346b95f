import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { Weekday } from '../../../../../src/core/playbook-touches.ts';
import type { Touch } from '../../../../../src/core/touches.ts';
import { chooseTime } from '../../../../../src/tools/engagement/touchpoint/choose-time.ts';
import { holidayDays } from '../../../../../src/tools/engagement/touchpoint/holidays.ts';
import { localTime } from '../../../../../src/tools/engagement/touchpoint/local-time.ts';
import { type Bounds, obstacle } from '../../../../../src/tools/engagement/touchpoint/obstacles.ts';
import { readWantedTime } from '../../../../../src/tools/engagement/touchpoint/wanted-time.ts';
import { PLAYBOOK } from '../../../../support/tool-context.ts';

const RULES = PLAYBOOK.touches;
const DAY_MS = 86_400_000;
const [US, DE] = await Promise.all([
  holidayDays('US', [2026, 2027], RULES.holidays),
  holidayDays('DE', [2026, 2027], RULES.holidays),
]);

function bounds(
  over: { zones?: [string, ...string[]]; holidays?: ReadonlyMap<string, string> } & Partial<Bounds> = {},
): Bounds {
  const { zones = ['Europe/Berlin'], holidays = DE ?? new Map(), ...rest } = over;
  return {
    now: new Date('2026-11-25T12:00:00Z'),
    rules: RULES,
    channel: 'phone',
    contactId: 'c1',
    touches: [],
    place: {
      zones,
      holidays,
      country: 'DE',
      workingDays: new Set(RULES.working_days.usual),
      evidence: [],
      unknowns: [],
    },
    ...rest,
  };
}

const touch = (at: string, over: Partial<Touch> = {}): Touch => ({
  key: at,
  at,
  kind: 'message',
  channel: 'email',
  accountId: 'a1',
  contactId: 'c1',
  ...over,
});

/** What is proposed, in the words of the first zone, and why it is not what was asked. */
function proposed(on: string | undefined, over: Parameters<typeof bounds>[0] = {}) {
  const given = bounds(over);
  const chosen = chooseTime(on === undefined ? undefined : readWantedTime(on), given);
  return chosen && { when: localTime(chosen.at, given.place.zones), because: chosen.moved?.because ?? null };
}

describe('chooseTime, worked out by hand (now: Wednesday 25 November 2026, 13:00 in Berlin)', () => {
  it.each([
    // Nobody asks: the usual hour of the next working day.
    [undefined, 'Thursday 26 November 2026, 10:00 in Berlin', null],
    ['today', 'Wednesday 25 November 2026, 14:00 in Berlin', null],
    ['today 16:30', 'Wednesday 25 November 2026, 16:30 in Berlin', null],
    [
      '16:45',
      'Thursday 26 November 2026, 08:30 in Berlin',
      '16:45 there is outside business hours, 08:30 to 17:00',
    ],
    ['today 13:30', 'Wednesday 25 November 2026, 14:00 in Berlin', 'that is less than 60 minutes away'],
    ['today 9:00', 'Wednesday 25 November 2026, 14:00 in Berlin', 'that is in the past'],
    ['saturday 10:00', 'Monday 30 November 2026, 10:00 in Berlin', 'Saturday is no working day there'],
    ['wednesday', 'Wednesday 2 December 2026, 10:00 in Berlin', null],
    [
      '2026-12-24',
      'Monday 28 December 2026, 10:00 in Berlin',
      '2026-12-24 is a holiday there: Christmas Eve',
    ],
    [
      '2026-12-25 11:00',
      'Monday 28 December 2026, 11:00 in Berlin',
      '2026-12-25 is a holiday there: Christmas Day',
    ],
    ['2027-01-01', 'Monday 4 January 2027, 10:00 in Berlin', "2027-01-01 is a holiday there: New Year's Day"],
    [
      '2026-12-01T22:00+01:00',
      'Wednesday 2 December 2026, 08:30 in Berlin',
      '22:00 there is outside business hours, 08:30 to 17:00',
    ],
    ['2026-11-01', 'Wednesday 25 November 2026, 14:00 in Berlin', 'that is in the past'],
  ])('asked for %s proposes %s', (on, when, because) => {
    expect(proposed(on)).toEqual({ when, because });
  });

  it('proposes nothing beyond the horizon of 45 days', () => {
    expect(proposed('2027-01-11')).toBeNull();
    expect(proposed('2027-01-08')).toMatchObject({ when: 'Friday 8 January 2027, 10:00 in Berlin' });
  });

  it('leaves Thanksgiving out in the United States', () => {
    const there = { zones: ['America/New_York'] as [string], holidays: US ?? new Map() };
    expect(proposed(undefined, there)?.when).toBe('Friday 27 November 2026, 10:00 in New York');
  });

  it('fits every zone of a country that has several: 13:30 in New York is 08:30 in Honolulu', () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'Pacific/Honolulu'] as [string, ...string[]];
    expect(proposed('2026-12-02', { zones, holidays: US ?? new Map() })?.when).toBe(
      'Wednesday 2 December 2026, 13:30 in New York, 08:30 in Honolulu',
    );
  });

  it('keeps the quiet hours of a channel where business hours are set wider', () => {
    const rules = { ...RULES, business_hours: { from: '06:00', until: '23:00' } };
    expect(proposed('2026-12-02 6:30', { rules })).toEqual({
      when: 'Wednesday 2 December 2026, 08:00 in Berlin',
      because: '06:30 there is outside the hours for a phone, 08:00 to 21:00',
    });
    expect(proposed('2026-12-02 6:30', { rules, channel: 'email' })?.because).toBeNull();
  });
});

describe('caps, worked out by hand', () => {
  it.each([
    // 24 hours after Wednesday 11:00 is Thursday 11:00; the hour before would do on Friday only.
    [[touch('2026-11-25T10:00:00Z')], 'Thursday 26 November 2026, 11:00 in Berlin'],
    // By the same channel two working days lie between: Wednesday, then Friday.
    [[touch('2026-11-25T08:00:00Z', { channel: 'phone' })], 'Friday 27 November 2026, 10:00 in Berlin'],
    // Three in seven days: the first of them leaves the week on Saturday the 28th, so Monday.
    [
      [touch('2026-11-21T09:00:00Z'), touch('2026-11-23T09:00:00Z'), touch('2026-11-25T08:00:00Z')],
      'Monday 30 November 2026, 10:00 in Berlin',
    ],
    // Somebody else at the account does not count for the person.
    [
      ['21', '23', '25'].map((day) => touch(`2026-11-${day}T08:00:00Z`, { contactId: 'c2' })),
      'Thursday 26 November 2026, 10:00 in Berlin',
    ],
    // Six at the account in a week do: the two of the 20th leave it on Friday, the 27th, at 09:00 there.
    [
      ['20', '20', '23', '23', '24', '24'].map((day, n) =>
        touch(`2026-11-${day}T08:00:00Z`, { key: `k${n}`, contactId: `x${n}` }),
      ),
      'Friday 27 November 2026, 10:00 in Berlin',
    ],
    // A date that is set ahead keeps its distance too, before it and after it.
    [[touch('2026-11-27T09:00:00Z', { kind: 'touchpoint' })], 'Thursday 26 November 2026, 10:00 in Berlin'],
    [[touch('2026-11-26T12:00:00Z', { kind: 'touchpoint' })], 'Friday 27 November 2026, 13:00 in Berlin'],
  ])('%#: %s', (touches, when) => {
    expect(proposed(undefined, { touches: touches as Touch[] })?.when).toBe(when);
  });
});

describe('chooseTime, always', () => {
  const ZONES = [
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kathmandu',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ];
  /** Around the changes of the clock, and any day of two years. */
  const now = fc.oneof(
    fc
      .constantFrom(
        '2026-03-28T20:00:00Z',
        '2026-10-24T20:00:00Z',
        '2026-11-01T03:00:00Z',
        '2027-03-14T01:00:00Z',
      )
      .map((iso) => new Date(iso)),
    fc.date({ min: new Date('2026-01-02'), max: new Date('2027-10-30'), noInvalidDate: true }),
  );
  const wanted = fc.option(
    fc.constantFrom(
      'today',
      'tomorrow',
      'sunday 3:00',
      'friday 16:50',
      '23:30',
      'in 9 days',
      '2026-03-29 2:30',
      '2026-12-25 10:00',
      '7:15',
    ),
    { nil: undefined },
  );
  const earlier = fc.array(
    fc.record({
      days: fc.integer({ min: -40, max: 20 }),
      channel: fc.constantFrom('email', 'phone'),
      contactId: fc.constantFrom('c1', 'c2'),
    }),
    { maxLength: 10 },
  );

  it('is never in the past, outside working hours, on a holiday, or more often than the caps allow', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        now,
        wanted,
        earlier,
        fc.constantFrom('phone', 'email'),
        (zone, at, on, days, channel) => {
          const touches = days.map(({ days: ahead, ...rest }, n) =>
            touch(new Date(at.getTime() + ahead * DAY_MS).toISOString(), {
              ...rest,
              key: `k${n}`,
            } as Partial<Touch>),
          );
          const given = bounds({ zones: [zone], now: at, touches, channel } as Parameters<typeof bounds>[0]);
          const chosen = chooseTime(on === undefined ? undefined : readWantedTime(on), given);
          if (!chosen) return;
          for (const time of [chosen.at, ...chosen.alternatives]) {
            const start = DateTime.fromJSDate(time, { zone });
            const end = start.plus({ minutes: RULES.minutes[given.channel] });
            expect(time.getTime()).toBeGreaterThanOrEqual(at.getTime() + 3_600_000);
            expect(time.getTime()).toBeLessThanOrEqual(at.getTime() + RULES.horizon_days * DAY_MS);
            expect(RULES.working_days.usual).toContain(Weekday.options[start.weekday - 1]);
            expect(DE?.has(start.toISODate() ?? '')).toBe(false);
            expect(start.toFormat('HH:mm') >= '08:30' && end.toFormat('HH:mm') <= '17:00').toBe(true);
            expect(start.hasSame(end, 'day')).toBe(true);
            expect(obstacle(time, given)).toBeNull();
            const own = touches
              .filter(({ contactId }) => contactId === 'c1')
              .map((one) => Date.parse(one.at));
            for (const other of own) expect(Math.abs(other - time.getTime())).toBeGreaterThanOrEqual(DAY_MS);
            const week = [...own, time.getTime()].filter(
              (one) => one > time.getTime() - 7 * DAY_MS && one <= time.getTime(),
            );
            expect(week.length).toBeLessThanOrEqual(3);
          }
          const order = [chosen.at, ...chosen.alternatives].map((time) => time.getTime());
          expect(order).toEqual([...new Set(order)].sort((a, b) => a - b));
        },
      ),
      { numRuns: 100 },
    );
  });
});
