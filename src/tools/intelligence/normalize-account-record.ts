import { createHash } from 'node:crypto';
import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import type { RecordField } from '../../core/playbook-records.ts';
import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { defineTool } from '../../core/tool.ts';
import { requireAccount } from '../shared/lookups.ts';
import { round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, fold, listed, oneLine } from '../shared/text.ts';
import { NormalAccount, ReadField, readRecord } from './normalize/read-record.ts';
import { type RawRecord, type SortedRecord, sortRecord } from './normalize/record-fields.ts';

/** What a record ought to tell of a company; each counts the same. */
const EXPECTED = ['name', 'domain', 'industry', 'employees', 'annual_revenue', 'country'] as const;

export const NormalizedRecord = Finding.extend({
  /** The record's own, else made from its domain or name; null where it has none of these. */
  accountId: z.string().nullable(),
  account: NormalAccount,
  /** Where each fact comes from, what stood there and what it was taken for. */
  fields: z.array(ReadField),
  /** Filled keys that mean none of the facts. */
  unused: z.array(z.string()),
  /** Accounts of the book that are probably the same company. */
  duplicates: z.array(
    z.strictObject({ accountId: z.string(), name: z.string(), by: z.enum(['domain', 'name']) }),
  ),
});
export type NormalizedRecord = z.infer<typeof NormalizedRecord>;

export const normalizeAccountRecord = defineTool({
  name: 'normalize_account_record',
  domain: 'intelligence',
  purpose: 'What does this record say of the company, in one form that can be compared?',
  guardrails: [
    'Overwrites nothing.',
    'What cannot be understood stays unknown, and is named.',
    'Keeps what stood there beside what it was taken for.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z
    .strictObject({
      /** Any record: its own keys, whatever they are called. */
      record: z
        .record(z.string().min(1).max(100), z.union([z.string().max(2_000), z.number(), z.null()]))
        .refine((record) => Object.keys(record).length <= 200, 'at most 200 keys')
        .optional(),
      /** An account of the book instead. */
      accountId: z.string().min(1).max(200).optional(),
    })
    .refine(
      ({ record, accountId }) => (record === undefined) !== (accountId === undefined),
      'give a record or an account',
    ),
  output: NormalizedRecord,
  async run({ record, accountId }, context) {
    context.signal.throwIfAborted();
    const own = accountId === undefined ? null : await requireAccount(accountId, context);
    const sorted = sortRecord(record ?? rawOf(own), context.playbook.records);
    const { account, fields, unknowns } = readRecord(sorted, context.playbook);
    const id = own?.accountId ?? idOf(sorted, account);
    const duplicates = await duplicatesOf(account, id, context.data);
    const missing = EXPECTED.filter((field) => !sorted.facts.has(field));
    const known = fields.filter(({ field, value }) => value !== null && isExpected(field)).length;
    return {
      accountId: id,
      account,
      fields,
      unused: sorted.unused.map((key) => oneLine(key, 60)).slice(0, 50),
      duplicates,
      headline: headlineOf(account, known, duplicates.length),
      reasons: [
        ...duplicates.map(({ name, by }) => `${name} is in the book with the same ${by}.`),
        ...fields.flatMap(({ field, value, note }) =>
          value !== null && note !== undefined ? [`${labelOf(field)} ${value}: ${note}.`] : [],
        ),
      ],
      unknowns: [
        ...unknowns,
        ...(missing.length > 0
          ? [`The record does not tell: ${listed(missing.map(labelOf)).toLowerCase()}.`]
          : []),
      ],
      confidence: round3(known / EXPECTED.length),
      ...provenance(own ? [own] : [], context.data),
      details: detailsOf(fields),
    };
  },
});

function rawOf(account: Account | null): RawRecord {
  if (!account) return {};
  const { name, domain, industry, employeeCount, annualRevenue, region, country, extra } = account;
  return {
    ...extra,
    id: account.accountId,
    name,
    domain: domain ?? null,
    industry: industry ?? null,
    employees: employeeCount ?? null,
    annual_revenue: annualRevenue?.amount ?? null,
    currency: annualRevenue?.currency ?? null,
    region: region ?? null,
    country: country ?? null,
    status: account.status ?? account.statusRaw ?? null,
  };
}

/** The same on every machine and in every process, as long as the domain, or else the name, stays. */
function idOf({ facts }: SortedRecord, { name, domain }: NormalAccount): string | null {
  const own = facts.get('id');
  if (own) return oneLine(own.text, 200);
  const basis = domain ?? (name === undefined ? undefined : fold(name));
  if (basis === undefined || basis === '') return null;
  return `acct_${createHash('sha256').update(basis).digest('hex').slice(0, 12)}`;
}

async function duplicatesOf(
  { name, domain }: NormalAccount,
  id: string | null,
  data: SalesData,
): Promise<NormalizedRecord['duplicates']> {
  const found = new Map<string, NormalizedRecord['duplicates'][number]>();
  for (const [by, query] of [['domain', domain] as const, ['name', name] as const]) {
    const match = query === undefined ? null : await data.findAccount(query, 'exact');
    if (match?.kind !== 'one' || match.matchedBy !== by || match.account.accountId === id) continue;
    const { accountId, name: other } = match.account;
    if (!found.has(accountId)) found.set(accountId, { accountId, name: oneLine(other, 100), by });
  }
  return [...found.values()];
}

function headlineOf({ name, domain }: NormalAccount, known: number, duplicates: number): string {
  const who = name ?? domain ?? 'The record';
  const same = duplicates > 0 ? `; probably in the book already` : '';
  return oneLine(`${who}: ${known} of ${count(EXPECTED.length, 'fact')} understood${same}.`, 300);
}

function detailsOf(fields: readonly ReadField[]): { title: string; lines: string[] }[] {
  if (fields.length === 0) return [];
  const lines = fields.map(({ field, key, raw, value, note }) =>
    oneLine(
      `${labelOf(field)}: ${value ?? 'not understood'} (${key}: “${raw}”${note === undefined ? '' : `; ${note}`})`,
      500,
    ),
  );
  return [{ title: 'The record, fact by fact', lines }];
}

function isExpected(field: RecordField): boolean {
  return (EXPECTED as readonly string[]).includes(field);
}

function labelOf(field: RecordField): string {
  const label = field.replaceAll('_', ' ');
  return label.charAt(0).toUpperCase() + label.slice(1);
}
