import { z } from 'zod';

/** What version 1 of ZoomInfo's GTM Data API answers, as far as it is used: lists of things with attributes. */

const Text = z.string().nullish();
const Id = z.union([z.string(), z.number()]);

const Meta = z.object({
  page: z.object({ total: z.number() }).nullish(),
  totalResults: z.number().nullish(),
});

function listOf<T extends z.ZodType>(attributes: T) {
  return z.object({ data: z.array(z.object({ id: Id, attributes })), meta: Meta.nullish() });
}

const CompanyAttributes = z.object({
  name: Text,
  website: Text,
  employeeCount: z.number().nullish(),
  employeeRange: Text,
  /** As a text, such as `$250 mil. - $500 mil.`; the number beside it has a unit that is not documented. */
  revenueRange: Text,
  primaryIndustry: z.union([z.string(), z.array(z.string())]).nullish(),
  country: Text,
  state: Text,
  city: Text,
});
export type CompanyAttributes = z.infer<typeof CompanyAttributes>;

export const CompaniesFound = listOf(CompanyAttributes);

/** Of a company that is not known, there is an entry without attributes. */
export const CompaniesEnriched = z.object({
  data: z.array(z.object({ id: Id, type: z.string(), attributes: CompanyAttributes.nullish() })),
});

const PersonAttributes = z.object({
  firstName: Text,
  lastName: Text,
  jobTitle: Text,
  managementLevel: z.union([z.string(), z.array(z.string())]).nullish(),
  directPhoneDoNotCall: z.boolean().nullish(),
  mobilePhoneDoNotCall: z.boolean().nullish(),
  email: Text,
  phone: Text,
  company: z.object({ id: Id.nullish() }).nullish(),
});
export type PersonAttributes = z.infer<typeof PersonAttributes>;

export const PeopleFound = listOf(PersonAttributes);
export const PeopleEnriched = z.object({
  data: z.array(z.object({ id: Id, type: z.string(), attributes: PersonAttributes.nullish() })),
});

/** Its dates are those of the entry in ZoomInfo's list of products, not of a company that began to use it. */
export const TechnologiesFound = listOf(
  z.object({ product: Text, vendor: Text, category: Text, categoryParent: Text }),
);

const Scoop = z.object({
  description: Text,
  originalPublishedDate: Text,
  publishedDate: Text,
  link: Text,
  types: z.array(z.object({ type: Text })).nullish(),
  topics: z.array(z.object({ topic: Text })).nullish(),
});
export type Scoop = z.infer<typeof Scoop>;
export const ScoopsFound = listOf(Scoop);

const Article = z.object({
  title: Text,
  url: Text,
  domain: Text,
  pageDate: Text,
  categories: z.array(z.string()).nullish(),
});
export type Article = z.infer<typeof Article>;
export const NewsFound = listOf(Article);

const Intent = z.object({
  topic: Text,
  category: Text,
  /** 60..100 */
  signalScore: z.number().nullish(),
  /** `A`, many people, to `E`. */
  audienceStrength: Text,
  signalDate: Text,
});
export type Intent = z.infer<typeof Intent>;
export const IntentFound = listOf(Intent);

/** What the place that gives tokens says of wrong credentials. */
export const TokenFault = z.object({ error: z.string(), error_description: z.string().optional() });

const Fault = z.object({ code: Text, title: Text, detail: Text, message: Text });
/** Errors come in a list; in an older form as one. */
export const Faults = z.union([
  z.object({ errors: z.array(Fault).min(1) }).transform(({ errors }) => errors),
  z.object({ error: Fault }).transform(({ error }) => [error]),
]);
