import { z } from 'zod';

/** What 6sense's interfaces answer, as far as it is used. Numbers come as numbers or as texts. */

const Text = z.string().nullish();
const Amount = z.union([z.string(), z.number()]).nullish();

export const Company = z.object({
  domain: Text,
  name: Text,
  industry: Text,
  country: Text,
  region: Text,
  state: Text,
  city: Text,
  employeeCount: Amount,
  employeeRange: Text,
  /** In US dollars. */
  annualRevenue: Amount,
  revenueRange: Text,
});
export type Company = z.infer<typeof Company>;

/** Segments are told only where the token's settings say so. */
export const Firmographics = z.object({
  company: Company.nullish(),
  segments: z.object({ names: z.array(z.string()).nullish() }).nullish(),
});
export type Firmographics = z.infer<typeof Firmographics>;

/** How near a company is to buying one of the customer's products. Told only where the token's settings say so. */
export const Score = z.object({
  product: Text,
  company_intent_score: z.number().nullish(),
  company_buying_stage: Text,
  company_profile_fit: Text,
  /** Documented of the interface that knows visitors; used wherever it is told. */
  is_6qa: z.boolean().nullish(),
});
export type Score = z.infer<typeof Score>;

export const Scores = z.object({ scores: z.array(Score).nullish() });

export const PersonFound = z.object({
  id: z.union([z.string().min(1), z.number()]),
  fullName: Text,
  firstName: Text,
  lastName: Text,
  jobTitle: Text,
  jobFunction: Text,
  jobLevel: Text,
});
export type PersonFound = z.infer<typeof PersonFound>;
export const PeopleFound = z.object({ people: z.array(PersonFound), totalResults: z.number().nullish() });

export const PersonEnriched = PersonFound.extend({
  email: Text,
  emailConfidence: Text,
  phone: Text,
  company: z.object({ domain: Text }).nullish(),
});
export type PersonEnriched = z.infer<typeof PersonEnriched>;
export const PeopleEnriched = z.object({ contacts: z.array(PersonEnriched) });

/** What is wrong, in the words of a person. */
export const Fault = z.object({ message: z.string() });
