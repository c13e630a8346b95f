import type { Opportunity } from '../../core/records.ts';
import { daysSince } from '../shared/dates.ts';

const STALE_AFTER_DAYS = 180;

/** The newest past date of any deal, when it is so old that the book looks like an old export; else null. */
export function staleSince(all: readonly Opportunity[], now: Date): string | null {
  const past = all
    .flatMap((deal) => [
      deal.createdAt,
      deal.stageChangedAt,
      deal.lastActivityAt,
      deal.closedAt,
      deal.closeDate,
    ])
    .filter((date): date is string => date !== undefined && (daysSince(date, now) ?? -1) >= 0);
  const newest = past.reduce<string | null>(
    (best, date) => (best === null || Date.parse(date) > Date.parse(best) ? date : best),
    null,
  );
  return newest !== null && (daysSince(newest, now) ?? 0) > STALE_AFTER_DAYS ? newest.slice(0, 10) : null;
}
