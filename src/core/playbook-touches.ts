import { z } from 'zod';
import { MessageChannel } from './proposal.ts';

const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'use a time of day such as "08:30"');
export const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']);
export type Weekday = z.infer<typeof Weekday>;
const Weekdays = z.array(Weekday).min(1).max(7);
const CountryCode = z.string().regex(/^[A-Z]{2}$/, 'use the code of two letters');
const MonthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'use month and day such as "12-24"');
const Count = z.number().int().positive().max(1_000);

/** From one time of day to a later one. */
const Hours = z
  .strictObject({ from: ClockTime, until: ClockTime })
  .refine(({ from, until }) => from < until, 'must begin before it ends');
export type Hours = z.infer<typeof Hours>;

/** At most so many touches in so many days. */
const Cap = z.strictObject({ most: Count, days: Count });
export type Cap = z.infer<typeof Cap>;

/** When and how often people may be approached. All times are those of the person approached. */
export const TouchRules = z.strictObject({
  business_hours: Hours,
  working_days: z.strictObject({ usual: Weekdays, countries: z.record(CountryCode, Weekdays) }),
  /** Hours outside which a channel is quiet whatever the business hours say. */
  reachable_hours: z.partialRecord(MessageChannel, Hours),
  /** The time of day that is proposed where nobody asks for one. */
  first_choice: ClockTime,
  /** Nothing is proposed sooner than this. */
  notice_minutes: z.number().int().nonnegative().max(10_080),
  /** Nothing is proposed later than this. */
  horizon_days: z.number().int().positive().max(120),
  minutes: z.record(MessageChannel, z.number().int().positive().max(480)),
  caps: z.strictObject({
    /** Between any two touches of one person. */
    gap_hours: z.number().nonnegative().max(720),
    /** Between two touches of one person by the same channel. */
    same_channel_working_days: z.number().int().nonnegative().max(60),
    person: z.array(Cap),
    account: z.array(Cap),
  }),
  holidays: z.strictObject({
    /** Kinds of holidays, as the calendar of holidays names them, on which nobody is approached. */
    kinds: z.array(z.enum(['public', 'bank', 'school', 'optional', 'observance'])),
    /** Days besides these, every year and in every country. */
    also: z.array(MonthDay),
  }),
});
export type TouchRules = z.infer<typeof TouchRules>;
