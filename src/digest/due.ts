import { type CronFields, cronFields } from '../config/cron.ts';
import { MINUTE } from '../core/clock.ts';
import { createLocalClock, type LocalClock, type LocalTime } from './local-time.ts';

/** When the digest goes out. */
export interface DigestSchedule {
  /** Five valid cron fields. */
  readonly cron: string;
  readonly timeZone: string;
}

/** Clocks are never turned back further. */
const LONGEST_TURN_MINUTES = 4 * 60;

/**
 * The local day whose digest is due: the first moment that the schedule names on the day of `now` has passed.
 * Null when the day has none, or it is still ahead. A moment that the clocks skip counts as soon as they have
 * skipped it; one that they show twice counts the first time.
 */
export function dueDate({ cron, timeZone }: DigestSchedule, now: Date): string | null {
  const fields = cronFields(cron);
  const local = createLocalClock(timeZone);
  const { date, ...today } = local(now.getTime());
  const [first] = minutesNamed(fields);
  if (first === undefined || !isOn(today, fields)) return null;
  if (first <= today.minuteOfDay) return date;
  return wasShown(first, date, local, now.getTime()) ? date : null;
}

/** Whether the clocks, before they were turned back, had reached this time of the day. */
function wasShown(minute: number, date: string, local: LocalClock, nowMs: number): boolean {
  const then = local(nowMs - LONGEST_TURN_MINUTES * MINUTE);
  const isStraight = then.minuteOfDay + LONGEST_TURN_MINUTES === local(nowMs).minuteOfDay;
  if (then.date === date && isStraight) return false;
  for (let back = 1; back <= LONGEST_TURN_MINUTES; back += 1) {
    const moment = local(nowMs - back * MINUTE);
    if (moment.date !== date) return false;
    if (moment.minuteOfDay >= minute) return true;
  }
  return false;
}

/** Minutes of the day, ascending. */
function minutesNamed({ minute, hour }: CronFields): number[] {
  return [...hour].flatMap((h) => [...minute].map((m) => h * 60 + m)).sort((a, b) => a - b);
}

/** Where day of month and day of week are both restricted, either is enough, as cron has it. */
function isOn(
  { month, dayOfMonth, dayOfWeek }: Pick<LocalTime, 'month' | 'dayOfMonth' | 'dayOfWeek'>,
  fields: CronFields,
): boolean {
  if (!fields.month.has(month)) return false;
  const onDay = fields.dayOfMonth.has(dayOfMonth);
  const onWeekday = fields.dayOfWeek.has(dayOfWeek);
  if (fields.isAnyDayOfMonth || fields.isAnyDayOfWeek) return onDay && onWeekday;
  return onDay || onWeekday;
}
