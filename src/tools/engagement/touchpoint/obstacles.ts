import { DateTime } from 'luxon';
import { MINUTE } from '../../../core/clock.ts';
import type { Hours, TouchRules } from '../../../core/playbook-touches.ts';
import type { MessageChannel } from '../../../core/proposal.ts';
import { capObstacle, type Sought } from './caps.ts';
import { dayOff, type Place } from './place.ts';

/** What a moment is held against. */
export interface Bounds extends Sought {
  readonly now: Date;
  readonly rules: TouchRules;
  readonly channel: MessageChannel;
  readonly place: Place;
}

/** Why nobody may be approached at the moment, in a clause; null when nothing speaks against it. */
export function obstacle(at: Date, bounds: Bounds): string | null {
  const { now, rules } = bounds;
  if (at.getTime() < now.getTime()) return 'that is in the past';
  if (at.getTime() < now.getTime() + rules.notice_minutes * MINUTE)
    return `that is less than ${rules.notice_minutes} minutes away`;
  return localObstacle(at, bounds) ?? capObstacle(at, bounds);
}

/** The same for the clock and the calendar at the person's place, in every zone that it may be. */
function localObstacle(at: Date, { rules, channel, place }: Bounds): string | null {
  for (const zone of place.zones) {
    const start = DateTime.fromJSDate(at, { zone });
    const off = dayOff(start, place);
    if (off !== null) return off;
    const end = start.plus({ minutes: rules.minutes[channel] });
    if (!lies(start, end, rules.business_hours))
      return outside('business hours', start, rules.business_hours);
    const reachable = rules.reachable_hours[channel];
    if (reachable && !lies(start, end, reachable))
      return outside(`the hours for a ${channel}`, start, reachable);
  }
  return null;
}

function lies(start: DateTime, end: DateTime, { from, until }: Hours): boolean {
  return start.hasSame(end, 'day') && clock(start) >= from && clock(end) <= until;
}

function outside(what: string, start: DateTime, { from, until }: Hours): string {
  return `${clock(start)} there is outside ${what}, ${from} to ${until}`;
}

const clock = (time: DateTime) => time.toFormat('HH:mm');
