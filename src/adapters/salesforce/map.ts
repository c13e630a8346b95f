import type { AccountStatus, Contact, Opportunity, Stage } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import type { SalesforceAccount, SalesforceContact, SalesforceOpportunity } from './schema.ts';
import { type SalesforceStages, stageNamed } from './stages.ts';

/** What is known besides a record itself. */
interface About {
  /** Of an organization with one currency: its records do not say. */
  readonly currency: string | undefined;
  /** Tasks and events of the last seven days; absent when they were not counted. */
  readonly weeklyActivities?: number | undefined;
}

export function accountOf(record: SalesforceAccount, origin: Origin, about: About): VendorAccount {
  const domain = domainIn(record.Website ?? '') ?? undefined;
  const employeeCount = countIn(record.NumberOfEmployees);
  const status = statusOf(record.Type);
  const { weeklyActivities } = about;
  const observed = known({ employeeCount, weeklyActivities });
  const revenue = moneyOf(record.AnnualRevenue, record.CurrencyIsoCode, about.currency);
  return known({
    ...origin,
    accountId: accountId(record.Id),
    name: textIn(record.Name)?.slice(0, 200) ?? domain ?? `Account ${record.Id}`,
    domain,
    aliases: [],
    industry: textIn(record.Industry),
    employeeCount,
    annualRevenue: revenue,
    country: textIn(record.BillingCountry),
    status,
    statusRaw: status === undefined ? textIn(record.Type)?.toLowerCase() : undefined,
    owner: textIn(record.Owner?.Name),
    technologies: [],
    extra: knownOrNothing({
      state: textIn(record.BillingState),
      owner_id: textIn(record.OwnerId),
      last_activity: timeIn(record.LastActivityDate)?.slice(0, 10),
      annual_revenue: revenue ? undefined : numberIn(record.AnnualRevenue)?.toString(),
    }),
    observed: Object.keys(observed).length === 0 ? undefined : observed,
  });
}

/** Null for a person without any name or address. */
export function contactOf(record: SalesforceContact, origin: Origin, account: string): Contact | null {
  const email = textIn(record.Email);
  const fullName = textIn(record.Name) ?? email;
  if (fullName === undefined) return null;
  const mayNotBeCalled = record.DoNotCall === true;
  return known({
    ...origin,
    contactId: `salesforce:${record.Id}`,
    accountId: accountId(account),
    fullName,
    title: textIn(record.Title),
    email,
    // Who must not be called has no number here, so that nobody is led to call it.
    phone: mayNotBeCalled ? undefined : (textIn(record.Phone) ?? textIn(record.MobilePhone)),
    doNotContact: record.HasOptedOutOfEmail === true ? true : undefined,
    extra: knownOrNothing({
      department: textIn(record.Department),
      do_not_call: mayNotBeCalled ? 'yes' : undefined,
    }),
  });
}

export function opportunityOf(
  record: SalesforceOpportunity,
  origin: Origin,
  about: About & { readonly stages: SalesforceStages },
): Opportunity {
  const at = stageNamed(about.stages, record.StageName);
  const stage = stageOf(record, at?.stage);
  const closeDate = timeIn(record.CloseDate);
  const amount = moneyOf(record.Amount, record.CurrencyIsoCode, about.currency);
  const account = textIn(record.AccountId);
  return known({
    ...origin,
    opportunityId: `salesforce:${record.Id}`,
    accountId: account === undefined ? undefined : accountId(account),
    name: textIn(record.Name) ?? `Opportunity ${record.Id}`,
    stage,
    stageRaw: textIn(at?.label ?? record.StageName),
    amount,
    owner: textIn(record.Owner?.Name),
    createdAt: timeIn(record.CreatedDate),
    stageChangedAt: timeIn(record.LastStageChangeDate),
    lastActivityAt: timeIn(record.LastActivityDate),
    closeDate,
    // Salesforce sets the close date to the day on which a deal is closed.
    closedAt: stage === 'closed_won' || stage === 'closed_lost' ? closeDate : undefined,
    nextStep: textIn(record.NextStep),
    criteria: {},
    extra: knownOrNothing({
      owner_id: textIn(record.OwnerId),
      probability: shareOf(record.Probability),
      push_count: numberIn(record.PushCount)?.toString(),
      amount: amount ? undefined : numberIn(record.Amount)?.toString(),
    }),
  });
}

export function accountId(id: string): string {
  return `salesforce:${id}`;
}

/** Whether a deal is over is a field of its own; a stage that was since deleted still tells it. */
function stageOf({ IsClosed, IsWon }: SalesforceOpportunity, stage: Stage = 'unknown'): Stage {
  if (IsClosed !== true) return stage;
  if (stage === 'closed_won' || stage === 'closed_lost') return stage;
  return IsWon === true ? 'closed_won' : 'closed_lost';
}

/** Of the usual types; partners and others are no stage of a customer's life. */
function statusOf(type: string | null | undefined): AccountStatus | undefined {
  const text = type?.trim().toLowerCase() ?? '';
  if (text === 'prospect') return 'prospect';
  return /^customer\b/.test(text) ? 'active' : undefined;
}

function moneyOf(
  amount: number | null | undefined,
  own: string | null | undefined,
  common: string | undefined,
) {
  const [number, currency] = [numberIn(amount), textIn(own) ?? common];
  return number === undefined || currency === undefined ? undefined : { amount: number, currency };
}

/** 0..1, as everywhere else. */
function shareOf(percent: number | null | undefined): string | undefined {
  const number = numberIn(percent);
  return number === undefined ? undefined : String(Math.round(number) / 100);
}
