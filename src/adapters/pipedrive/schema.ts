import { z } from 'zod';

/** What version 2 of Pipedrive's interface answers, as far as it is used. */

const Id = z.number().int();
const Text = z.string().nullish();
const Time = z.string().nullish();

export const Organization = z.object({
  id: Id,
  name: z.string(),
  owner_id: Id.nullish(),
  address: z.object({ country: Text, locality: Text }).nullish(),
  /** Only where the account fills them in. */
  website: Text,
  industry: z.union([z.string(), z.number()]).nullish(),
  annual_revenue: z.number().nullish(),
  employee_count: z.number().nullish(),
});
export type Organization = z.infer<typeof Organization>;

const Labelled = z.object({ value: z.string(), primary: z.boolean().nullish() });

export const Person = z.object({
  id: Id,
  name: Text,
  org_id: Id.nullish(),
  emails: z.array(Labelled).nullish(),
  phones: z.array(Labelled).nullish(),
  /** Only with contact sync. */
  job_title: Text,
});
export type Person = z.infer<typeof Person>;

export const Deal = z.object({
  id: Id,
  title: Text,
  org_id: Id.nullish(),
  owner_id: Id.nullish(),
  stage_id: Id,
  value: z.number().nullish(),
  currency: Text,
  add_time: Time,
  update_time: Time,
  stage_change_time: Time,
  status: z.string(),
  probability: z.number().nullish(),
  lost_reason: Text,
  won_time: Time,
  lost_time: Time,
  expected_close_date: Time,
});
export type Deal = z.infer<typeof Deal>;

export const PipedriveStage = z.object({
  id: Id,
  name: z.string(),
  order_nr: z.number(),
  is_deal_rot_enabled: z.boolean().nullish(),
  days_to_rotten: z.number().nullish(),
});
export type PipedriveStage = z.infer<typeof PipedriveStage>;

export const Activity = z.object({
  id: Id,
  subject: Text,
  type: Text,
  done: z.boolean(),
  marked_as_done_time: Time,
  due_date: Time,
  /** HTML. */
  note: Text,
});
export type Activity = z.infer<typeof Activity>;

/** From version 1. */
export const Users = z.object({
  data: z.array(z.object({ id: Id, name: Text, email: z.string(), active_flag: z.boolean() })).nullish(),
});

const More = z.object({ next_cursor: z.string().nullish() }).nullish();

export const pageOf = <S extends z.ZodType>(item: S) =>
  z.object({ data: z.array(item).nullish(), additional_data: More });

export const oneOf = <S extends z.ZodType>(item: S) => z.object({ data: item });

export const Found = z.object({
  data: z.object({ items: z.array(z.object({ item: z.object({ id: Id }) })) }),
});
