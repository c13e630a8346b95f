import { DAY, daysBetween } from '../../core/clock.ts';

/** Whole days since an ISO date or date-time, negative when it lies ahead; null when there is none. */
export function daysSince(iso: string | undefined, now: Date): number | null {
  if (iso === undefined) return null;
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : daysBetween(date, now);
}

/** Whether it lies on a later UTC day than `now`; today's dates are never in the future. */
export function isFuture(iso: string, now: Date): boolean {
  // An unreadable date is NaN, which lies on no later day.
  return utcDay(Date.parse(iso)) > utcDay(now.getTime());
}

const utcDay = (ms: number) => Math.floor(ms / DAY);

const spoken = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** `12 November 2026`, in UTC. */
export function spokenDay(iso: string): string {
  return spoken.format(new Date(iso));
}

/** `45 days`, `14 months`, `9 years`: as exact as a person would say it. */
export function spokenAge(days: number): string {
  if (days >= 730) return `${Math.floor(days / 365)} years`;
  if (days >= 120) return `${Math.floor(days / 30)} months`;
  return days === 1 ? '1 day' : `${days} days`;
}
