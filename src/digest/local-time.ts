/** A moment as a wall clock and a calendar show it in one time zone. */
export interface LocalTime {
  /** `2026-11-22`. */
  readonly date: string;
  readonly month: number;
  readonly dayOfMonth: number;
  /** 0 is Sunday. */
  readonly dayOfWeek: number;
  /** Minutes on the clock since 00:00. */
  readonly minuteOfDay: number;
}

export type LocalClock = (at: number) => LocalTime;

/** Reads moments, milliseconds since 1970, in this time zone. Throws a RangeError for one that does not exist. */
export function createLocalClock(timeZone: string): LocalClock {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
    const number = (type: Intl.DateTimeFormatPartTypes) => Number(parts.get(type));
    const date = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
    return {
      date,
      month: number('month'),
      dayOfMonth: number('day'),
      dayOfWeek: new Date(`${date}T00:00:00Z`).getUTCDay(),
      minuteOfDay: number('hour') * 60 + number('minute'),
    };
  };
}

/** The calendar day so many days before or after another one. */
export function shiftDate(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
