import { z } from 'zod';

/** What Clearbit's interface of 2019-12-19 answers, as far as it is used. */

const Text = z.string().nullish();

export const Company = z.object({
  id: Text,
  name: Text,
  domain: z.string(),
  domainAliases: z.array(z.string()).nullish(),
  category: z.object({ industry: Text, sector: Text }).nullish(),
  metrics: z
    .object({
      employees: z.number().nullish(),
      /** In US dollars. */
      annualRevenue: z.number().nullish(),
      /** Such as `$10M-$50M`. */
      estimatedAnnualRevenue: Text,
    })
    .nullish(),
  /** Such as `google_analytics`. */
  tech: z.array(z.string()).nullish(),
  geo: z.object({ city: Text, state: Text, country: Text }).nullish(),
  parent: z.object({ domain: Text }).nullish(),
});
export type Company = z.infer<typeof Company>;

export const Person = z.object({
  id: z.string(),
  email: Text,
  name: z.object({ fullName: Text }).nullish(),
  timeZone: Text,
  employment: z.object({ domain: Text, title: Text }).nullish(),
});
export type Person = z.infer<typeof Person>;
