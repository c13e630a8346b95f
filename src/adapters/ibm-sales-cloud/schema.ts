import { z } from 'zod';

/** What the CRM must answer where the mapping looks: the same fields whatever it calls them. */

const Id = z.union([z.string().min(1).max(200), z.number().int()]);
const Text = z.string().nullish();
const Amount = z.union([z.number(), z.string().regex(/^\s*(-?\d+(\.\d+)?\s*)?$/)]).nullish();
/** ISO 8601, or milliseconds since 1970. */
const Moment = z.union([z.string(), z.number()]).nullish();
const Flag = z.union([z.boolean(), z.enum(['true', 'false', ''])]).nullish();
const Several = z.union([z.array(z.string()), z.string()]).nullish();

/** What stands in the place of a list, and of a single record. */
export const CrmRecord = z.record(z.string(), z.unknown());
export type CrmRecord = z.infer<typeof CrmRecord>;
export const CrmRecords = z.array(CrmRecord);

export const CrmAccount = z.object({
  id: Id,
  name: Text,
  domain: Text,
  industry: Text,
  employee_count: Amount,
  annual_revenue: Amount,
  currency: Text,
  country: Text,
  region: Text,
  status: Text,
  owner: Text,
  territory: Text,
  technologies: Several,
  parent: Text,
});
export type CrmAccount = z.infer<typeof CrmAccount>;

export const CrmContact = z.object({
  id: Id,
  full_name: Text,
  first_name: Text,
  last_name: Text,
  title: Text,
  email: Text,
  phone: Text,
  timezone: Text,
  do_not_contact: Flag,
});
export type CrmContact = z.infer<typeof CrmContact>;

export const CrmOpportunity = z.object({
  id: Id,
  account: Id.nullish(),
  name: Text,
  stage: Text,
  amount: Amount,
  currency: Text,
  owner: Text,
  product: Text,
  created_at: Moment,
  stage_changed_at: Moment,
  last_activity_at: Moment,
  close_date: Moment,
  closed_at: Moment,
  next_step: Text,
});
export type CrmOpportunity = z.infer<typeof CrmOpportunity>;

export const CrmSignal = z.object({
  id: Id,
  type: z.string().min(1),
  title: Text,
  occurred_at: Moment,
  source: Text,
  confidence: Amount,
  url: Text,
});
export type CrmSignal = z.infer<typeof CrmSignal>;

/** Of the next page, and of all there are. */
export const CrmCursor = z.union([z.string(), z.number()]).nullish();
export const CrmTotal = z.number().int().nonnegative();

/** The id of what was written, or of who owns. */
export const CrmWrittenId = z.union([z.string().min(1), z.number()]);
