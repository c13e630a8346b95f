import { z } from 'zod';
import type { Playbook } from '../../../core/playbook.ts';
import { RecordField } from '../../../core/playbook-records.ts';
import { AccountStatus } from '../../../core/records.ts';
import { oneLine } from '../../shared/text.ts';
import {
  type Read,
  readCountry,
  readDomain,
  readEmployees,
  readIndustry,
  readRegion,
  readRevenue,
  readStatus,
} from './read-facts.ts';
import type { SortedRecord } from './record-fields.ts';

const Amount = {
  value: z.number(),
  min: z.number().optional(),
  max: z.number().optional(),
  kind: z.enum(['exact', 'about', 'range', 'at_least', 'at_most']),
};

export const NormalAccount = z.strictObject({
  name: z.string().optional(),
  domain: z.string().optional(),
  industry: z.strictObject({ id: z.string(), name: z.string() }).optional(),
  employees: z.strictObject(Amount).optional(),
  annualRevenue: z.strictObject({ ...Amount, currency: z.string() }).optional(),
  country: z.strictObject({ code: z.string(), name: z.string() }).optional(),
  region: z.string().optional(),
  status: AccountStatus.optional(),
});
export type NormalAccount = z.infer<typeof NormalAccount>;

/** Where a fact comes from, what stood there and what it was taken for. */
export const ReadField = z.strictObject({
  field: RecordField,
  key: z.string(),
  raw: z.string(),
  /** Null: it was not understood. */
  value: z.string().nullable(),
  note: z.string().optional(),
});
export type ReadField = z.infer<typeof ReadField>;

/** Reads every fact by its own rules. */
export function readRecord(
  { facts }: SortedRecord,
  playbook: Playbook,
): { account: NormalAccount; fields: ReadField[]; unknowns: string[] } {
  const fields: ReadField[] = [];
  const unknowns: string[] = [];
  const take = <T>(field: RecordField, reader: (text: string) => Read<T>): T | undefined => {
    const fact = facts.get(field);
    if (!fact) return undefined;
    const result = reader(fact.text);
    const origin = { field, key: oneLine(fact.key, 60), raw: oneLine(fact.text, 120) };
    if ('why' in result) {
      unknowns.push(result.why);
      fields.push({ ...origin, value: null });
      return undefined;
    }
    fields.push({
      ...origin,
      value: result.shown,
      ...(result.note === undefined ? {} : { note: result.note }),
    });
    return result.value;
  };
  const plain = (text: string): Read<string> => ({ value: oneLine(text, 200), shown: oneLine(text, 200) });
  const account = {
    name: take('name', plain),
    domain: take('domain', (text) => readDomain(text, playbook)),
    industry: take('industry', (text) => readIndustry(text, playbook)),
    employees: take('employees', readEmployees),
    annualRevenue: take('annual_revenue', (text) => readRevenue(text, facts.get('currency')?.text)),
    country: take('country', (text) => readCountry(text, playbook)),
    region: take('region', (text) => readRegion(text, playbook)),
    status: take('status', (text) => readStatus(text, playbook)),
  };
  return { account: NormalAccount.parse(account), fields, unknowns };
}
