import { z } from 'zod';

/** A file that calendar programs open. */
export const CalendarFile = z.strictObject({
  filename: z.string().regex(/^[a-z0-9-]{1,80}\.ics$/),
  text: z.string().max(10_000),
});
export type CalendarFile = z.infer<typeof CalendarFile>;
