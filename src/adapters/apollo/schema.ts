import { z } from 'zod';

/** What version 1 of Apollo's interface answers, as far as it is used. */

const Text = z.string().nullish();
const Count = z.number().nullish();

const FundingEvent = z.object({
  id: Text,
  date: Text,
  type: Text,
  amount: z.union([z.string(), z.number()]).nullish(),
  currency: Text,
});
export type FundingEvent = z.infer<typeof FundingEvent>;

export const Organization = z.object({
  id: z.string().min(1),
  /** Of a company that the team has saved as an account: `id` is then the account's. */
  organization_id: Text,
  name: Text,
  primary_domain: Text,
  website_url: Text,
  industry: Text,
  estimated_num_employees: Count,
  /** In US dollars. */
  annual_revenue: Count,
  city: Text,
  state: Text,
  country: Text,
  short_description: Text,
  total_funding_printed: Text,
  latest_funding_stage: Text,
  funding_events: z.array(FundingEvent).nullish(),
  technology_names: z.array(z.string()).nullish(),
  current_technologies: z.array(z.object({ name: Text, category: Text })).nullish(),
  /** A share: 0.12 is a growth by 12 %. */
  organization_headcount_twelve_month_growth: Count,
  /** Who of the company came to the customer's own web pages. Days are numbers such as 20240611. */
  intent_signal_account: z
    .object({ last_visited_at: Count, total_visits: Count, unique_visitors: Count })
    .nullish(),
});
export type Organization = z.infer<typeof Organization>;

export const Enriched = z.object({ organization: Organization.nullish() });

const Pagination = z.object({ total_pages: z.number() });

export const OrganizationPage = z.object({
  organizations: z.array(Organization),
  accounts: z.array(Organization).nullish(),
  pagination: Pagination,
});

/** Of a person that is only found, the name is hidden in part, and addresses are not told. */
export const PersonFound = z.object({
  id: z.string().min(1),
  first_name: Text,
  last_name_obfuscated: Text,
  title: Text,
  has_email: z.boolean().nullish(),
});
export type PersonFound = z.infer<typeof PersonFound>;
export const PeoplePage = z.object({ people: z.array(PersonFound), total_entries: z.number() });

export const Person = z.object({
  id: z.string().min(1),
  name: Text,
  title: Text,
  email: Text,
  email_status: Text,
  time_zone: Text,
  organization_id: Text,
});
export type Person = z.infer<typeof Person>;
export const Matched = z.object({ person: Person.nullish() });

export const Deal = z.object({
  id: z.string().min(1),
  name: Text,
  amount: Count,
  currency: z.object({ iso_code: Text }).nullish(),
  opportunity_stage_id: Text,
  stage_name: Text,
  is_closed: z.boolean().nullish(),
  is_won: z.boolean().nullish(),
  owner_id: Text,
  created_at: Text,
  stage_updated_at: Text,
  last_activity_date: Text,
  /** When it is expected to close. */
  closed_date: Text,
  actual_close_date: Text,
  next_step: Text,
  deal_probability: Count,
  closed_lost_reason: Text,
  account: z.object({ organization_id: Text, name: Text, primary_domain: Text, website_url: Text }).nullish(),
});
export type Deal = z.infer<typeof Deal>;
export const DealPage = z.object({ opportunities: z.array(Deal), pagination: Pagination });

export const DealStage = z.object({
  id: z.string(),
  name: z.string(),
  is_won: z.boolean().nullish(),
  is_closed: z.boolean().nullish(),
});
export type DealStage = z.infer<typeof DealStage>;
export const DealStages = z.object({ opportunity_stages: z.array(DealStage) });

export const Posting = z.object({ id: z.string(), title: Text, posted_at: Text, last_seen_at: Text });
export type Posting = z.infer<typeof Posting>;
export const Postings = z.object({
  organization_job_postings: z.array(Posting),
  pagination: Pagination.nullish(),
});

export const Article = z.object({
  id: z.string(),
  title: Text,
  url: Text,
  domain: Text,
  published_at: Text,
  event_categories: z.array(z.string()).nullish(),
});
export type Article = z.infer<typeof Article>;
export const Articles = z.object({ news_articles: z.array(Article), pagination: Pagination });

/** A wrong key is told inside of a success. */
export const Health = z.object({ is_logged_in: z.boolean() });

/** What is wrong, in the words of a person. */
export const Fault = z.object({ error: Text, message: Text, error_code: Text });
