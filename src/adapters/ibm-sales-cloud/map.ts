import {
  type AccountStatus,
  type Contact,
  type Opportunity,
  type SignalRecord,
  STAGES,
  type Stage,
} from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { namedStages } from '../deal-stages.ts';
import { countIn, known, knownOrNothing, numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import type { CrmAccount, CrmContact, CrmOpportunity, CrmSignal } from './schema.ts';

type Extra = Readonly<Record<string, string | undefined>>;
type Words<T> = Readonly<Record<string, T>>;

const STATUSES: Readonly<Record<string, AccountStatus>> = {
  prospect: 'prospect',
  qualified: 'qualified',
  active: 'active',
  dormant: 'dormant',
  churned: 'churned',
};

export function accountOf(
  record: CrmAccount,
  origin: Origin,
  about: { readonly values: Words<AccountStatus>; readonly extra: Extra },
): VendorAccount {
  const id = String(record.id);
  const domain = domainIn(record.domain ?? '') ?? undefined;
  const employeeCount = countIn(record.employee_count);
  const statusRaw = textIn(record.status);
  const status = meantBy(statusRaw, about.values) ?? meantBy(statusRaw, STATUSES);
  const revenue = moneyOf(record.annual_revenue, record.currency);
  return known({
    ...origin,
    accountId: accountId(id),
    name: textIn(record.name)?.slice(0, 200) ?? domain ?? `Account ${id}`,
    domain,
    aliases: [],
    industry: textIn(record.industry),
    employeeCount,
    annualRevenue: revenue,
    country: textIn(record.country),
    region: textIn(record.region),
    status,
    statusRaw: status === undefined ? statusRaw?.toLowerCase() : undefined,
    owner: textIn(record.owner),
    territory: textIn(record.territory),
    technologies: listIn(record.technologies),
    parent: textIn(record.parent),
    extra: extraOf(about.extra, {
      annual_revenue: revenue ? undefined : numberIn(record.annual_revenue)?.toString(),
    }),
    observed: employeeCount === undefined ? undefined : { employeeCount },
  });
}

/** Null for a person without any name or address. */
export function contactOf(
  record: CrmContact,
  origin: Origin,
  about: { readonly account: string; readonly extra: Extra },
): Contact | null {
  const email = textIn(record.email);
  const parts = [record.first_name, record.last_name].filter(Boolean).join(' ');
  const fullName = textIn(record.full_name) ?? textIn(parts) ?? email;
  if (fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `ibm_sales_cloud:${record.id}`,
    accountId: accountId(about.account),
    fullName,
    title: textIn(record.title),
    email,
    phone: textIn(record.phone),
    timezone: textIn(record.timezone),
    doNotContact: String(record.do_not_contact) === 'true' ? true : undefined,
    extra: extraOf(about.extra),
  });
}

export function opportunityOf(
  record: CrmOpportunity,
  origin: Origin,
  about: {
    /** The account that was asked about; else the record must say whose it is. */
    readonly account?: string | undefined;
    readonly values: Words<Stage>;
    /** Of this installation, from the registry: before those of the mapping. */
    readonly named: Words<Stage>;
    readonly extra: Extra;
  },
): Opportunity {
  const id = String(record.id);
  const account = about.account ?? (record.account === null ? undefined : record.account?.toString());
  const stageRaw = textIn(record.stage);
  const stage = stageOf(stageRaw, about);
  const amount = moneyOf(record.amount, record.currency);
  const closeDate = timeIn(record.close_date);
  const isOver = stage === 'closed_won' || stage === 'closed_lost';
  return known({
    ...origin,
    opportunityId: `ibm_sales_cloud:${id}`,
    accountId: account === undefined || account === '' ? undefined : accountId(account),
    name: textIn(record.name) ?? `Opportunity ${id}`,
    stage,
    stageRaw,
    amount,
    owner: textIn(record.owner),
    product: textIn(record.product),
    createdAt: timeIn(record.created_at),
    stageChangedAt: timeIn(record.stage_changed_at),
    lastActivityAt: timeIn(record.last_activity_at),
    closeDate,
    closedAt: isOver ? (timeIn(record.closed_at) ?? closeDate) : undefined,
    nextStep: textIn(record.next_step),
    criteria: {},
    extra: extraOf(about.extra, { amount: amount ? undefined : numberIn(record.amount)?.toString() }),
  });
}

/** Null for one that is not within the time asked for, or has nothing to say. */
export function signalOf(
  record: CrmSignal,
  origin: Origin,
  about: {
    readonly account: string;
    readonly values: Words<string>;
    readonly extra: Extra;
    readonly since: Date;
    readonly now: Date;
  },
): SignalRecord | null {
  const title = textIn(record.title);
  const occurredAt = timeIn(record.occurred_at);
  const at = occurredAt === undefined ? about.now.getTime() : Date.parse(occurredAt);
  if (title === undefined || at < about.since.getTime() || at > about.now.getTime()) return null;
  const confidence = numberIn(record.confidence);
  return known({
    ...origin,
    signalId: `ibm_sales_cloud:${record.id}`,
    accountId: accountId(about.account),
    type:
      meantBy(record.type, about.values) ??
      record.type
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_'),
    occurredAt,
    title,
    reportedBy: textIn(record.source),
    confidence: confidence !== undefined && confidence >= 0 && confidence <= 1 ? confidence : undefined,
    url: /^https?:\/\//.test(record.url ?? '') ? textIn(record.url) : undefined,
    extra: extraOf(about.extra),
  });
}

function accountId(id: string): string {
  return `ibm_sales_cloud:${id}`;
}

/** What the registry says of a word, else the mapping, else the word itself where it is one of ours. */
function stageOf(
  raw: string | undefined,
  { named, values }: { named: Words<Stage>; values: Words<Stage> },
): Stage {
  const own = raw?.toLowerCase().replace(/[\s-]+/g, '_');
  return (
    namedStages(named).get(raw?.toLowerCase() ?? '') ??
    meantBy(raw, values) ??
    STAGES.find((stage) => stage === own) ??
    'unknown'
  );
}

function meantBy<T>(word: string | undefined, words: Words<T>): T | undefined {
  const wanted = word?.trim().toLowerCase();
  return Object.entries(words).find(([name]) => name.trim().toLowerCase() === wanted)?.[1];
}

function moneyOf(amount: string | number | null | undefined, code: string | null | undefined) {
  const [number, currency] = [numberIn(amount), textIn(code)];
  return number === undefined || currency === undefined ? undefined : { amount: number, currency };
}

function listIn(value: CrmAccount['technologies']): string[] {
  const items = typeof value === 'string' ? value.split(';') : (value ?? []);
  return items.flatMap((item) => textIn(item) ?? []);
}

function extraOf(extra: Extra, more: Extra = {}): Record<string, string> | undefined {
  const texts = Object.entries({ ...more, ...extra }).map(([name, value]) => [name, textIn(value)]);
  return knownOrNothing(Object.fromEntries(texts));
}
