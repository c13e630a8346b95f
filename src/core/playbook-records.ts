import { z } from 'zod';
import { Label } from './playbook-parts.ts';
import { AccountStatus } from './records.ts';

/** The facts of an account that a raw record may hold. */
export const RECORD_FIELDS = [
  'id',
  'name',
  'domain',
  'industry',
  'employees',
  'annual_revenue',
  'currency',
  'country',
  'region',
  'status',
] as const;
export const RecordField = z.enum(RECORD_FIELDS);
export type RecordField = z.infer<typeof RecordField>;

const Labels = z.array(Label).min(1).max(100);

/** How a raw record from any system is read. */
export const RecordRules = z.strictObject({
  /** What other systems call each fact; the first that is filled counts. */
  fields: z.record(RecordField, Labels),
  /** What other systems call each status. */
  statuses: z.record(AccountStatus, Labels),
  /** Domains of mailboxes that anybody can have, which say nothing about a company. */
  free_mail: z.array(z.string().regex(/^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/, 'write a domain')),
});
export type RecordRules = z.infer<typeof RecordRules>;
