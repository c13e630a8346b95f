const DAY_MS = 86_400_000;

export interface DateOptions {
  readonly now: Date;
  /** Default: the reader's own. */
  readonly timeZone?: string;
}

const format = (date: Date, { timeZone }: DateOptions, parts: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('en-US', { ...parts, ...(timeZone && { timeZone }) }).format(date);

const dayOf = (date: Date, options: DateOptions) =>
  format(date, options, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** `today`, `yesterday` or `tomorrow`; null for other days. */
export function nearDay(date: Date, options: DateOptions): string | null {
  const named = { 0: 'today', [-1]: 'yesterday', 1: 'tomorrow' };
  for (const [days, name] of Object.entries(named)) {
    const near = new Date(options.now.getTime() + Number(days) * DAY_MS);
    if (dayOf(near, options) === dayOf(date, options)) return name;
  }
  return null;
}

/** `10:42 AM` */
export function timeText(date: Date, options: DateOptions): string {
  return format(date, options, { hour: 'numeric', minute: '2-digit' });
}

/** `Sunday, November 22, 2026` */
export function fullDay(date: Date, options: DateOptions): string {
  return format(date, options, { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' });
}

const DAYS: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  date_num: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date_slash: { year: 'numeric', month: '2-digit', day: '2-digit' },
  date: { month: 'long', day: 'numeric', year: 'numeric' },
  date_short: { month: 'short', day: 'numeric', year: 'numeric' },
  date_long: { weekday: 'long', month: 'long', day: 'numeric', year: 'numeric' },
};

function token(name: string, date: Date, options: DateOptions): string | null {
  if (name === 'time') return timeText(date, options);
  if (name === 'time_secs')
    return format(date, options, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
  const day = DAYS[name.replace('_pretty', '')];
  if (!day) return null;
  return (name.endsWith('_pretty') && nearDay(date, options)) || format(date, options, day);
}

/** A date token of Slack, such as `{date_short_pretty} at {time}`; the fallback for a senseless time. */
export function formatDate(seconds: string, text: string, fallback: string, options: DateOptions): string {
  const date = new Date(Number(seconds) * 1_000);
  if (seconds.trim() === '' || Number.isNaN(date.getTime())) return fallback;
  const shown = text.replace(/\{(\w+)\}/g, (all, name: string) => token(name, date, options) ?? all);
  return shown.charAt(0).toUpperCase() + shown.slice(1);
}
