import type Holidays from 'date-holidays';
import { LRUCache } from 'lru-cache';
import type { TouchRules } from '../../../core/playbook-touches.ts';

/** Local day `2026-12-25` to what is kept then. */
export type HolidayDays = ReadonlyMap<string, string>;

type Listed = Pick<ReturnType<Holidays['getHolidays']>[number], 'date' | 'name' | 'type' | 'start' | 'end'>;

/** What the calendar knows of one country; a year takes up to a second to work out. */
const years = new LRUCache<string, readonly Listed[]>({ max: 400 });
const DAY_MS = 86_400_000;

/** Large and slow to load, so only when somebody asks. */
async function calendarOf(country: string): Promise<Holidays> {
  const { default: Calendar } = await import('date-holidays');
  return new Calendar(country, { languages: 'en' });
}

/**
 * The days on which nobody in the country is approached. Null: the calendar does not have the country. National
 * holidays only: which region a person lives in is not known.
 */
export async function holidayDays(
  country: string,
  between: readonly number[],
  { kinds, also }: TouchRules['holidays'],
): Promise<HolidayDays | null> {
  const listed: Listed[] = [];
  for (const year of between) {
    const known = await holidaysIn(country, year);
    if (!known) return null;
    listed.push(...known);
  }
  const own = between.flatMap((year) =>
    also.map((day) => [`${year}-${day}`, 'a day that is kept free'] as const),
  );
  return new Map([
    ...own,
    ...listed.filter(({ type }) => kinds.some((kind) => kind === type)).flatMap((holiday) => daysOf(holiday)),
  ]);
}

/** IANA names of the country's time zones, the most usual first; none where the calendar does not have it. */
export async function countryZones(country: string): Promise<readonly string[]> {
  return (await calendarOf(country)).getTimezones() ?? [];
}

async function holidaysIn(country: string, year: number): Promise<readonly Listed[] | null> {
  const key = `${country} ${year}`;
  const before = years.get(key);
  if (before) return before;
  const calendar = await calendarOf(country);
  if (!Object.hasOwn(calendar.getCountries('en') ?? {}, country)) return null;
  const listed = calendar
    .getHolidays(year, 'en')
    .map(({ date, name, type, start, end }) => ({ date, name, type, start, end }));
  years.set(key, listed);
  return listed;
}

/** Every local day that the holiday covers. */
function daysOf({ date, name, start, end }: Listed): (readonly [string, string])[] {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  const days = Math.max(1, Math.round((end.getTime() - start.getTime()) / DAY_MS));
  return Array.from({ length: days }, (_, index) => [
    new Date(first + index * DAY_MS).toISOString().slice(0, 10),
    name,
  ]);
}
