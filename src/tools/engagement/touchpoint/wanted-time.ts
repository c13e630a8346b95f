import { CugarError } from '../../../core/errors.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

export type WantedDay =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'in_days'; readonly days: number }
  /** The next such day after today; 1 is Monday. */
  | { readonly kind: 'weekday'; readonly weekday: number };

/** When somebody wants to get in touch, as far as they said: a moment, or a day and a time of day at the other's place. */
export type WantedTime =
  | { readonly kind: 'moment'; readonly at: Date }
  | { readonly kind: 'local'; readonly day?: WantedDay; readonly time?: string };

const EXAMPLES =
  'For example: tomorrow, friday 14:00, 2026-12-01 9:30, in 3 days, or 2026-12-01T14:00+01:00.';
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})$/i;
const TIME = /^(\d{1,2})(?::(\d{2}))?\s?(am|pm)?$/;

/**
 * Reads `tomorrow`, `friday 14:00`, `2026-12-01 9:30`, `in 3 days at 2 pm`, `14:00` or an ISO moment with its offset.
 * Nothing is guessed: whatever else throws `USER_INPUT`.
 */
export function readWantedTime(text: string): WantedTime {
  const said = text.trim().toLowerCase().replace(/\s+/g, ' ');
  if (MOMENT.test(said)) {
    const at = new Date(said.toUpperCase());
    if (Number.isNaN(at.getTime()) || !isDay(said.slice(0, 10))) throw unreadable(text);
    return { kind: 'moment', at };
  }
  const [, dayText = '', timeText] =
    /^(.*?)(?:(?:^| (?:at )?|t)(\d{1,2}(?::\d{2})? ?(?:am|pm)?))?$/.exec(said) ?? [];
  const time = timeText === undefined ? undefined : readTime(timeText);
  if (time === null) throw unreadable(text);
  if (dayText === '') {
    if (time === undefined) throw unreadable(text);
    return { kind: 'local', time };
  }
  const day = readDay(dayText);
  if (!day) throw unreadable(text);
  return { kind: 'local', day, ...(time !== undefined && { time }) };
}

/** `14:00`; null for what is no time of day. A bare number needs am or pm: 9 could be either. */
function readTime(text: string): string | null {
  const [, hours = '', minutes, half] = TIME.exec(text) ?? [];
  if (minutes === undefined && half === undefined) return null;
  const hour = Number(hours);
  if (half !== undefined && (hour < 1 || hour > 12)) return null;
  const full = half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0);
  if (full > 23 || Number(minutes ?? 0) > 59) return null;
  return `${String(full).padStart(2, '0')}:${minutes ?? '00'}`;
}

function readDay(text: string): WantedDay | null {
  if (text === 'today') return { kind: 'in_days', days: 0 };
  if (text === 'tomorrow') return { kind: 'in_days', days: 1 };
  const [, days] = /^in (\d{1,3}) days?$/.exec(text) ?? [];
  if (days !== undefined) return { kind: 'in_days', days: Number(days) };
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return isDay(text) ? { kind: 'date', date: text } : null;
  const name = text.replace(/^(?:on|next) /, '');
  const index = WEEKDAYS.findIndex(
    (weekday) => weekday === name || (name.length >= 3 && weekday.startsWith(name)),
  );
  return index === -1 ? null : { kind: 'weekday', weekday: index + 1 };
}

/** Whether a calendar has the day: 30 February is none. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function unreadable(text: string): CugarError {
  const shown = Array.from(text.replace(/\s+/g, ' ')).slice(0, 60).join('');
  return new CugarError('USER_INPUT', `“${shown}” is no day or time that can be read.`, { hint: EXAMPLES });
}
