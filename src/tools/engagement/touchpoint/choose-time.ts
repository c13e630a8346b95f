import { DateTime } from 'luxon';
import { DAY } from '../../../core/clock.ts';
import { type Bounds, obstacle } from './obstacles.ts';
import type { WantedDay, WantedTime } from './wanted-time.ts';

const GRID_MINUTES = 30;
const MOST_ALTERNATIVES = 3;

export interface ChosenTime {
  readonly at: Date;
  /** Other moments that fit as well, each on a later day. */
  readonly alternatives: readonly Date[];
  /** What was asked for and why it is not that; null where it is, or nobody asked. */
  readonly moved: { readonly asked: Date; readonly because: string } | null;
}

/** The first moment that nothing speaks against, as near as can be to what was asked. Null: there is none soon enough. */
export function chooseTime(wanted: WantedTime | undefined, bounds: Bounds): ChosenTime | null {
  const { place, now, rules } = bounds;
  const [zone] = place.zones;
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  const asked = askedFor(wanted, today, zone);
  const time = asked.time ?? rules.first_choice;
  // What nobody asks for today leaves a person time to decide.
  const first = asked.day ?? (wanted ? today : today.plus({ days: 1 }));
  const exact = wanted ? atTime(first, time) : null;
  const at = search(first, time, asked.time !== undefined, bounds);
  if (!at) return null;
  const found = DateTime.fromJSDate(at, { zone });
  const alternatives: Date[] = [];
  for (let day = found.startOf('day'); alternatives.length < MOST_ALTERNATIVES; ) {
    const next = search(day.plus({ days: 1 }), found.toFormat('HH:mm'), false, bounds);
    if (!next) break;
    alternatives.push(next);
    day = DateTime.fromJSDate(next, { zone }).startOf('day');
  }
  const because = exact && !kept(exact, found, asked) ? obstacle(exact, bounds) : null;
  return { at, alternatives, moved: exact && because !== null ? { asked: exact, because } : null };
}

interface Asked {
  readonly day?: DateTime;
  readonly time?: string;
}

function askedFor(wanted: WantedTime | undefined, today: DateTime, zone: string): Asked {
  if (!wanted) return {};
  if (wanted.kind === 'moment') {
    const at = DateTime.fromJSDate(wanted.at, { zone });
    return { day: at.startOf('day'), time: at.toFormat('HH:mm') };
  }
  return {
    ...(wanted.day && { day: dayOf(wanted.day, today, zone) }),
    ...(wanted.time !== undefined && { time: wanted.time }),
  };
}

function dayOf(day: WantedDay, today: DateTime, zone: string): DateTime {
  if (day.kind === 'date') return DateTime.fromISO(day.date, { zone }).startOf('day');
  if (day.kind === 'in_days') return today.plus({ days: day.days });
  const ahead = (day.weekday - today.weekday + 6) % 7;
  return today.plus({ days: ahead + 1 });
}

/** Whether what was found is what was asked for, as far as it was said: the day, the time of day, or both. */
function kept(exact: Date, found: DateTime, { day, time }: Asked): boolean {
  const sameDay = day === undefined || found.hasSame(day, 'day');
  return (
    sameDay &&
    (time === undefined || (found.toFormat('HH:mm') === time && exact.getTime() <= found.toMillis()))
  );
}

/** Day by day: the time wanted, else the first of the day that fits; on the first day none before what was asked. */
function search(first: DateTime, time: string, notBefore: boolean, bounds: Bounds): Date | null {
  const { now, rules } = bounds;
  const end = now.getTime() + rules.horizon_days * DAY;
  const today = DateTime.fromJSDate(now, { zone: bounds.place.zones[0] }).startOf('day');
  for (let day = DateTime.max(first, today); day.toMillis() <= end; day = day.plus({ days: 1 })) {
    const isFirst = day.hasSame(first, 'day');
    const grid = gridOf(rules.business_hours).filter((slot) => !(isFirst && notBefore) || slot > time);
    for (const slot of [time, ...grid]) {
      const at = atTime(day, slot);
      if (at && at.getTime() <= end && obstacle(at, bounds) === null) return at;
    }
  }
  return null;
}

/** The moment at which the clock shows the time that day; null where summer time skips it. */
function atTime(day: DateTime, time: string): Date | null {
  const [hour, minute] = time.split(':').map(Number);
  const at = day.set({ hour: hour ?? 0, minute: minute ?? 0 });
  return at.toFormat('HH:mm') === time ? at.toJSDate() : null;
}

function gridOf({ from, until }: Bounds['rules']['business_hours']): string[] {
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const slots: string[] = [];
  for (let at = minutesOf(from); at < minutesOf(until); at += GRID_MINUTES) {
    slots.push(`${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`);
  }
  return slots;
}
