import { type CronFields, cronFields } from '../config/cron.ts';
import { MINUTE } from '../core/clock.ts';
import { createLocalClock, type LocalTime } from './local-time.ts';

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
  const today = createLocalClock(timeZone)(now.getTime());
  if (!isOn(today, fields)) return null;
  const [first] = minutesNamed(fields);
  return first !== undefined && first <= highestMinute(timeZone, now, today.date) ? today.date : null;
}

/** The latest time that the clocks have shown on this day, which is not the present one after a turn back. */
function highestMinute(timeZone: string, now: Date, date: string): number {
  const local = createLocalClock(timeZone);
  const shown = Array.from({ length: LONGEST_TURN_MINUTES + 1 }, (_, back) =>
    local(now.getTime() - back * MINUTE),
  );
  return Math.max(...shown.filter((moment) => moment.date === date).map(({ minuteOfDay }) => minuteOfDay));
}

/** Minutes of the day, ascending. */
function minutesNamed({ minute, hour }: CronFields): number[] {
  return [...hour].flatMap((h) => [...minute].map((m) => h * 60 + m)).sort((a, b) => a - b);
}

/** Where day of month and day of week are both restricted, either is enough, as cron has it. */
function isOn({ month, dayOfMonth, dayOfWeek }: Omit<LocalTime, 'minuteOfDay'>, fields: CronFields): boolean {
  if (!fields.month.has(month)) return false;
  const anyDay = fields.dayOfMonth.size === 31;
  const anyWeekday = fields.dayOfWeek.size === 7;
  const onDay = fields.dayOfMonth.has(dayOfMonth);
  const onWeekday = fields.dayOfWeek.has(dayOfWeek);
  if (anyDay || anyWeekday) return onDay && onWeekday;
  return onDay || onWeekday;
}
