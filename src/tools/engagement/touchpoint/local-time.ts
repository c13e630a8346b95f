import { DateTime } from 'luxon';

/** `Tuesday 24 November 2026, 10:00 in Berlin`; of several zones the clocks furthest apart. */
export function localTime(at: Date, zones: readonly [string, ...string[]]): string {
  const [first] = zones;
  const last = zones.at(-1) ?? first;
  const start = DateTime.fromJSDate(at, { zone: first }).setLocale('en-GB');
  const there = `${start.toFormat('cccc d LLLL yyyy, HH:mm')} in ${placeName(first)}`;
  if (first === last) return there;
  const other = DateTime.fromJSDate(at, { zone: last }).setLocale('en-GB');
  const day = other.toISODate() === start.toISODate() ? '' : `${other.toFormat('cccc')} `;
  return `${there}, ${day}${other.toFormat('HH:mm')} in ${placeName(last)}`;
}

/** `Europe/Isle_of_Man` as `Isle of Man`; a zone that is no place as `UTC` or what it is called. */
function placeName(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
