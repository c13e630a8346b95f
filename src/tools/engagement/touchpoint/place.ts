import { DateTime, IANAZone } from 'luxon';
import { CugarError } from '../../../core/errors.ts';
import { Weekday } from '../../../core/playbook-touches.ts';
import type { Evidence } from '../../../core/proposal.ts';
import type { Account, Contact } from '../../../core/records.ts';
import type { ToolContext } from '../../../core/tool.ts';
import { atlas } from '../../intelligence/places.ts';
import { oneLine } from '../../shared/text.ts';
import { countryZones, type HolidayDays, holidayDays } from './holidays.ts';

/** Where the person is, as far as it decides on times. */
export interface Place {
  /** All time zones that the person may be in, from east to west. */
  readonly zones: readonly [string, ...string[]];
  readonly workingDays: ReadonlySet<Weekday>;
  readonly holidays: HolidayDays;
  readonly country: string | null;
  readonly evidence: readonly Evidence[];
  readonly unknowns: readonly string[];
}

/**
 * The zone named, else the contact's own, else all of the account's country. Throws `RESOURCE_DATA` where none of them
 * is known: no zone is made up.
 */
export async function placeOf(
  account: Account,
  contact: Contact,
  named: string | undefined,
  { now, playbook }: ToolContext,
): Promise<Place> {
  const { countryCode } = atlas(playbook.places);
  const country = account.country === undefined ? null : countryCode(account.country);
  const found = named === undefined ? await zonesOf(account, contact, country, now) : namedZone(named);
  const years = [...new Set([-60, playbook.touches.horizon_days + 7].map((days) => yearOf(now, days)))];
  const holidays = country === null ? null : await holidayDays(country, years, playbook.touches.holidays);
  const { usual, countries } = playbook.touches.working_days;
  return {
    ...found,
    country,
    workingDays: new Set((country === null ? undefined : countries[country]) ?? usual),
    holidays: holidays ?? new Map(),
    unknowns: [
      ...found.unknowns,
      holidays
        ? 'Regional holidays; only national ones were looked at.'
        : 'Public holidays there; the country is not known.',
    ],
  };
}

/** Why nobody works there on the day, in a clause; null where they do. */
export function dayOff(
  day: DateTime,
  { workingDays, holidays }: Pick<Place, 'workingDays' | 'holidays'>,
): string | null {
  const date = day.toISODate() ?? '';
  const holiday = holidays.get(date);
  if (holiday !== undefined) return `${date} is a holiday there: ${holiday}`;
  const weekday = Weekday.options[day.weekday - 1];
  return weekday && workingDays.has(weekday)
    ? null
    : `${day.setLocale('en-GB').weekdayLong} is no working day there`;
}

type Zones = Pick<Place, 'zones' | 'evidence' | 'unknowns'>;

function namedZone(named: string): Zones {
  if (isZone(named)) return { zones: [named], evidence: [], unknowns: [] };
  throw new CugarError('USER_INPUT', `“${oneLine(named, 60)}” is no time zone.`, {
    hint: 'Name one such as Europe/Berlin or America/New_York.',
  });
}

async function zonesOf(
  account: Account,
  contact: Contact,
  country: string | null,
  now: Date,
): Promise<Zones> {
  const { timezone, source } = contact;
  if (timezone !== undefined && isZone(timezone)) {
    const text = `Time zone of ${oneLine(contact.fullName, 60)}: ${timezone}`;
    return { zones: [timezone], evidence: [{ text, source }], unknowns: [] };
  }
  const wrong =
    timezone === undefined ? [] : [`What the time zone “${oneLine(timezone, 40)}” on record means.`];
  const [first, ...others] = country === null ? [] : apart(await countryZones(country), now);
  if (first === undefined) {
    throw new CugarError(
      'RESOURCE_DATA',
      `The time zone of ${oneLine(contact.fullName, 60)} is not known, and cannot be told from the country.`,
      {
        hint: 'Say it with --zone Europe/Berlin, or add it to the contact (`timezone`) or the country to the account.',
      },
    );
  }
  const text = `Country of ${oneLine(account.name, 60)}: ${oneLine(account.country ?? '', 40)}`;
  const several = others.length > 0 ? ', which has several; the time fits all of them' : '';
  return {
    zones: [first, ...others],
    evidence: [{ text, source: account.source }],
    unknowns: [
      ...wrong,
      `The time zone of ${oneLine(contact.fullName, 60)}; taken from the account's country${several}.`,
    ],
  };
}

/** A name of the IANA table; offsets and abbreviations say nothing about summer time. */
function isZone(name: string): boolean {
  return /^(?:[A-Za-z_]+\/[A-Za-z0-9_+/-]+|UTC)$/.test(name) && IANAZone.isValidZone(name);
}

/** One zone of each set that keep the same time all year, from east to west. */
function apart(zones: readonly string[], now: Date): string[] {
  const offsets = (zone: string) =>
    Array.from(
      { length: 12 },
      (_, month) => DateTime.fromJSDate(now, { zone }).plus({ months: month }).offset,
    );
  const byTime = new Map<string, { zone: string; east: number }>();
  for (const zone of zones) {
    const all = offsets(zone);
    const key = all.join(' ');
    if (!byTime.has(key)) byTime.set(key, { zone, east: all[0] ?? 0 });
  }
  return [...byTime.values()].sort((a, b) => b.east - a.east).map(({ zone }) => zone);
}

function yearOf(now: Date, days: number): number {
  return DateTime.fromJSDate(now, { zone: 'utc' }).plus({ days }).year;
}
