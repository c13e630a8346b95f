import { DAY, isoDay } from '../../core/clock.ts';

export const DATE_FORMATS = ['YYYY-MM-DD', 'M/D/YYYY', 'D/M/YYYY', 'D.M.YYYY'] as const;
export type DateFormat = (typeof DATE_FORMATS)[number];

const TIME = '(?:[T ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,3})?)?) ?(Z|[+-]\\d{2}:\\d{2})?)?';
const ISO = new RegExp(`^(?<year>\\d{4})-(?<month>\\d{2})-(?<day>\\d{2})${TIME}$`);
const PATTERNS: Record<DateFormat, RegExp> = {
  'YYYY-MM-DD': ISO,
  'M/D/YYYY': new RegExp(`^(?<month>\\d{1,2})/(?<day>\\d{1,2})/(?<year>\\d{4})${TIME}$`),
  'D/M/YYYY': new RegExp(`^(?<day>\\d{1,2})/(?<month>\\d{1,2})/(?<year>\\d{4})${TIME}$`),
  'D.M.YYYY': new RegExp(`^(?<day>\\d{1,2})\\.(?<month>\\d{1,2})\\.(?<year>\\d{4})${TIME}$`),
};
const RELATIVE = /^today(?:([+-]\d{1,4})d)?$/i;

/** Reads a date or date-time of a cell as ISO 8601; null when it is none. */
export type DateReader = (text: string) => string | null;

/**
 * ISO 8601 is always understood, the other format where it is named. A time without a zone is UTC.
 * Dates relative to `today` (`today-12d`) are understood only when `today` is given: in sample books.
 */
export function createDateReader({ format, today }: { format: DateFormat; today?: Date }): DateReader {
  return (text) => {
    const match = ISO.exec(text) ?? PATTERNS[format].exec(text);
    if (match) return fromParts(match);
    const relative = today && RELATIVE.exec(text);
    if (!relative) return null;
    return isoDay(new Date(today.getTime() + Number(relative[1] ?? 0) * DAY));
  };
}

function fromParts(match: RegExpExecArray): string | null {
  const { year = '', month = '', day = '' } = match.groups ?? {};
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (!isReal(Number(year), Number(month), Number(day))) return null;
  const [time, zone] = match.slice(4);
  if (time === undefined) return date;
  const moment = new Date(`${date}T${time}${zone ?? 'Z'}`);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}

function isReal(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return year >= 1900 && year < 2200 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
