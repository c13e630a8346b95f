import { spokenDay } from '../shared/dates.ts';

const MONTHS = 3;

/** Whether a day lies inside a calendar quarter instead of on its first day. */
export function isMidQuarter(day: string): boolean {
  const date = new Date(day);
  return date.getUTCDate() !== 1 || date.getUTCMonth() % MONTHS !== 0;
}

/** The first day of the calendar quarter after that day, as a person would say it. */
export function nextQuarter(day: string): string {
  const date = new Date(day);
  const month = Math.floor(date.getUTCMonth() / MONTHS) * MONTHS + MONTHS;
  return spokenDay(new Date(Date.UTC(date.getUTCFullYear(), month, 1)).toISOString());
}
