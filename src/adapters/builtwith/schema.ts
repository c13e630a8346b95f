import { z } from 'zod';

/** What BuiltWith answers, as far as it is used. Dates of technologies are milliseconds since 1970. */

const Text = z.string().nullish();
const Moment = z.number().nullish();

const TechnologyFound = z.object({
  Name: z.string(),
  Categories: z.array(z.string()).nullish(),
  FirstDetected: Moment,
  LastDetected: Moment,
});
export type TechnologyFound = z.infer<typeof TechnologyFound>;

const Lookup = z.object({
  Lookup: z.string(),
  Meta: z.object({ CompanyName: Text, Vertical: Text, City: Text, State: Text, Country: Text }).nullish(),
  Result: z.object({ Paths: z.array(z.object({ Technologies: z.array(TechnologyFound).nullish() })) }),
});
export type Lookup = z.infer<typeof Lookup>;

export const LookupAnswer = z.object({ Results: z.array(Lookup) });

const ChangeEvent = z.object({
  type: z.string(),
  technology: z.string(),
  first_seen_utc: Text,
  last_seen_utc: Text,
});
export type ChangeEvent = z.infer<typeof ChangeEvent>;

export const ChangeAnswer = z.object({
  Results: z.array(z.object({ Changes: z.object({ events: z.array(ChangeEvent) }) })),
});

/** Errors come inside an answer that is a success by its status. */
export const Errors = z.object({ Errors: z.array(z.object({ Code: z.number() })).min(1) });

export const TooMany = z.object({ retryAfterSeconds: z.number().nonnegative() });
