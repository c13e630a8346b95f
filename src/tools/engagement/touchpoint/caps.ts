import { DateTime } from 'luxon';
import { DAY, HOUR } from '../../../core/clock.ts';
import type { Cap, TouchRules } from '../../../core/playbook-touches.ts';
import type { MessageChannel } from '../../../core/proposal.ts';
import type { Touch } from '../../../core/touches.ts';
import { count } from '../../shared/text.ts';
import { dayOff, type Place } from './place.ts';

type CalendarOf = Pick<Place, 'zones' | 'workingDays' | 'holidays'>;

/** For whom and by what a moment is sought, and what was approved before. */
export interface Sought {
  readonly rules: TouchRules;
  readonly channel: MessageChannel;
  readonly contactId: string;
  /** Of the account. */
  readonly touches: readonly Touch[];
  readonly place: CalendarOf;
}

/** Which cap the moment would break, in a clause; null when it breaks none. */
export function capObstacle(
  at: Date,
  { rules: { caps }, channel, contactId, touches, place }: Sought,
): string | null {
  const own = touches.filter((touch) => touch.contactId === contactId);
  const tooNear = own.find((touch) => Math.abs(timeOf(touch) - at.getTime()) < caps.gap_hours * HOUR);
  if (tooNear) return `another approach to them is less than ${count(caps.gap_hours, 'hour')} away`;
  const sameChannel = own
    .filter((touch) => touch.channel === channel)
    .find((touch) => workingDays(new Date(touch.at), at, place) < caps.same_channel_working_days);
  if (sameChannel)
    return `the last ${channel} to them is less than ${count(caps.same_channel_working_days, 'working day')} away`;
  return full(at, own, caps.person, 'to them') ?? full(at, touches, caps.account, 'to the account');
}

/** Whether any stretch of so many days around the moment would hold more than it may. */
function full(at: Date, touches: readonly Touch[], caps: readonly Cap[], to: string): string | null {
  for (const { most, days } of caps) {
    const times = [...touches.map(timeOf), at.getTime()];
    const near = times.filter((time) => time > at.getTime() - days * DAY && time <= at.getTime());
    const tooMany = near.some(
      (from) => times.filter((time) => time >= from && time < from + days * DAY).length > most,
    );
    if (tooMany)
      return `${count(most, 'approach', 'approaches')} ${to} in ${count(days, 'day')} are the most`;
  }
  return null;
}

/** Working days after the day of the earlier moment up to that of the later one. */
function workingDays(one: Date, other: Date, place: CalendarOf): number {
  const [zone] = place.zones;
  const [first, last] = one < other ? [one, other] : [other, one];
  const end = DateTime.fromJSDate(last, { zone }).startOf('day');
  let day = DateTime.fromJSDate(first, { zone }).startOf('day').plus({ days: 1 });
  let found = 0;
  /** More working days than any cap asks for make no difference. */
  for (; day <= end && found < 60; day = day.plus({ days: 1 })) {
    if (dayOff(day, place) === null) found += 1;
  }
  return found;
}

const timeOf = ({ at }: Touch) => Date.parse(at);
