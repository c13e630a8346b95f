import { z } from 'zod';

/** A file that calendar programs open. */
export const CalendarFile = z.strictObject({
  filename: z.string().regex(/^[a-z0-9-]{1,80}\.ics$/),
  text: z.string().max(10_000),
});
export type CalendarFile = z.infer<typeof CalendarFile>;

export interface CalendarEntry {
  /** The same for every file about the same thing. */
  readonly uid: string;
  readonly stampedAt: Date;
  readonly startsAt: Date;
  readonly minutes: number;
  readonly title: string;
  /** Lines of the description. */
  readonly notes: readonly string[];
  readonly remindMinutesBefore: number;
}

/**
 * One event as iCalendar (RFC 5545). Its times are in UTC, which names one moment without a table of time zones:
 * every calendar shows it in its owner's own zone.
 */
export function calendarText(entry: CalendarEntry): string {
  const endsAt = new Date(entry.startsAt.getTime() + entry.minutes * 60_000);
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cugar//Cugar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'BEGIN:VEVENT',
    `UID:${escaped(entry.uid)}`,
    `DTSTAMP:${utc(entry.stampedAt)}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(endsAt)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `DESCRIPTION:${escaped(entry.notes.join('\n'))}`,
    'STATUS:CONFIRMED',
    'TRANSP:OPAQUE',
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    `DESCRIPTION:${escaped(entry.title)}`,
    `TRIGGER:-PT${entry.remindMinutesBefore}M`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(folded).join('\r\n')}\r\n`;
}

/** `20261124T090000Z`. */
function utc(date: Date): string {
  return date.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Text from data can end no line and begin no property; half of a character becomes U+FFFD. */
function escaped(text: string): string {
  return Buffer.from(text)
    .toString()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

const MOST_OCTETS = 75;

/** Lines of at most 75 octets, none of them cut inside a character; all but the first begin with a space. */
function folded(line: string): string[] {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MOST_OCTETS) {
      parts.push(part);
      part = ' ';
      octets = 1;
    }
    part += character;
    octets += size;
  }
  return [...parts, part];
}
