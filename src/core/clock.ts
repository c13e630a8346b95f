/** The time of day, injected so that every answer can be reproduced. */
export interface Clock {
  now(): Date;
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / DAY);
}

/** `2026-11-22` in UTC. */
export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}
