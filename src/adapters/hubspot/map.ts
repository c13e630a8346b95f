import type { AccountStatus, Contact, Opportunity } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, numberIn, textIn, timeIn, wordsOf } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import type { HubspotRecord } from './schema.ts';
import type { HubspotStages } from './stages.ts';

/** The properties that are asked for, by object. */
export const PROPERTIES = {
  companies: [
    'name',
    'domain',
    'industry',
    'numberofemployees',
    'annualrevenue',
    'country',
    'state',
    'lifecyclestage',
    'hubspot_owner_id',
    'web_technologies',
  ],
  contacts: ['firstname', 'lastname', 'jobtitle', 'email', 'phone', 'hs_email_optout', 'hs_timezone'],
  deals: [
    'dealname',
    'amount',
    'deal_currency_code',
    'dealstage',
    'closedate',
    'createdate',
    'hubspot_owner_id',
    'hs_next_step',
    'hs_v2_date_entered_current_stage',
    'notes_last_contacted',
    'hs_deal_stage_probability',
    'closed_lost_reason',
  ],
} as const;
export type HubspotObject = keyof typeof PROPERTIES;

/** Deals are read with the history of these. */
export const HISTORY = ['dealstage', 'amount', 'closedate'] as const;

const STATUSES: Readonly<Record<string, AccountStatusName>> = {
  subscriber: 'prospect',
  lead: 'prospect',
  marketingqualifiedlead: 'prospect',
  salesqualifiedlead: 'qualified',
  opportunity: 'qualified',
  customer: 'active',
  evangelist: 'active',
};
type AccountStatusName = (typeof AccountStatus)['options'][number];

export function accountOf(
  { id, properties: p }: HubspotRecord,
  origin: Origin,
  currency: string | undefined,
): VendorAccount {
  const domain = domainIn(p.domain ?? '') ?? undefined;
  const lifecycle = textIn(p.lifecyclestage)?.toLowerCase();
  const status =
    lifecycle !== undefined && Object.hasOwn(STATUSES, lifecycle) ? STATUSES[lifecycle] : undefined;
  const employeeCount = countIn(p.numberofemployees);
  return known({
    ...origin,
    accountId: accountId(id),
    name: textIn(p.name)?.slice(0, 200) ?? domain ?? `Company ${id}`,
    domain,
    aliases: [],
    industry: p.industry ? textIn(wordsOf(p.industry)) : undefined,
    employeeCount,
    annualRevenue: moneyOf(p.annualrevenue, currency),
    country: textIn(p.country),
    status,
    statusRaw: status === undefined ? lifecycle : undefined,
    technologies: listIn(p.web_technologies).map(wordsOf),
    extra: knownOrNothing({ state: textIn(p.state), owner_id: textIn(p.hubspot_owner_id) }),
    observed: employeeCount === undefined ? undefined : { employeeCount },
  });
}

/** Null for a contact without any name or address. */
export function contactOf(
  { id, properties: p }: HubspotRecord,
  origin: Origin,
  companyId: string,
): Contact | null {
  const name = textIn([p.firstname, p.lastname].filter(Boolean).join(' '));
  const email = textIn(p.email);
  const fullName = name ?? email;
  if (fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `hubspot:${id}`,
    accountId: accountId(companyId),
    fullName,
    title: textIn(p.jobtitle),
    email,
    phone: textIn(p.phone),
    timezone: zoneOf(p.hs_timezone),
    doNotContact: p.hs_email_optout === 'true' ? true : undefined,
  });
}

export function opportunityOf(
  { id, properties: p }: HubspotRecord,
  origin: Origin,
  about: { stages: HubspotStages; currency: string | undefined; companyId?: string | undefined },
): Opportunity {
  const stageId = p.dealstage ?? '';
  const { stage = 'unknown' as const, label } = about.stages.get(stageId) ?? {};
  const closeDate = timeIn(p.closedate);
  const isOver = stage === 'closed_won' || stage === 'closed_lost';
  return known({
    ...origin,
    opportunityId: `hubspot:${id}`,
    accountId: about.companyId === undefined ? undefined : accountId(about.companyId),
    name: textIn(p.dealname) ?? `Deal ${id}`,
    stage,
    stageRaw: textIn(label ?? stageId),
    amount: moneyOf(p.amount, textIn(p.deal_currency_code) ?? about.currency),
    createdAt: timeIn(p.createdate),
    stageChangedAt: timeIn(p.hs_v2_date_entered_current_stage),
    lastActivityAt: timeIn(p.notes_last_contacted),
    closeDate,
    closedAt: isOver ? closeDate : undefined,
    nextStep: textIn(p.hs_next_step),
    criteria: {},
    extra: knownOrNothing({
      owner_id: textIn(p.hubspot_owner_id),
      probability: numberIn(p.hs_deal_stage_probability)?.toString(),
      loss_reason: textIn(p.closed_lost_reason),
    }),
  });
}

export function accountId(companyId: string): string {
  return `hubspot:${companyId}`;
}

function moneyOf(amount: string | null | undefined, currency: string | undefined) {
  const number = numberIn(amount);
  return number === undefined || currency === undefined ? undefined : { amount: number, currency };
}

function listIn(text: string | null | undefined): string[] {
  return (text ?? '')
    .split(';')
    .map((item) => item.trim())
    .filter(Boolean);
}

/** HubSpot writes `america_slash_new_york`. */
function zoneOf(text: string | null | undefined): string | undefined {
  if (!text) return undefined;
  const parts = text.split('_slash_').map((part) => wordsOf(part).replaceAll(' ', '_'));
  const zone = parts.join('/');
  return /^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z_]*){0,2}$/.test(zone) ? zone : undefined;
}
