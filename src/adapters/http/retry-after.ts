import { SECOND } from '../../core/clock.ts';

/** The pause that a `Retry-After` header asks for, in seconds or as a date; null when it asks for none. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d{1,3})?$/.test(text)) return Math.ceil(Number(text) * SECOND);
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, date - now.getTime());
}

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 8 * SECOND;

/** The pause before attempt `attempt + 1`: anything up to twice as long with each attempt ("full jitter"). */
export function jitteredPause(attempt: number, random: () => number): number {
  return Math.round(random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** attempt));
}
