import type { Contact, Opportunity } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, numberIn, textIn, timeIn, wordsOf } from '../facts.ts';
import type { AccountRef, Origin } from '../vendor.ts';
import type { Technology, VendorAccount } from '../vendor-records.ts';
import type { Deal, Organization, Person, PersonFound } from './schema.ts';
import { type ApolloStages, outcomeOf } from './stages.ts';

export function accountOf(organization: Organization, origin: Origin): VendorAccount {
  const domain = domainOf(organization);
  const employeeCount = countIn(organization.estimated_num_employees);
  const revenue = countIn(organization.annual_revenue);
  const technologies = technologiesOf(organization).map(({ name }) => name);
  return known({
    ...origin,
    accountId: accountId(idOf(organization)),
    name: textIn(organization.name)?.slice(0, 200) ?? domain ?? `Organization ${idOf(organization)}`,
    domain,
    aliases: [],
    industry: organization.industry ? textIn(wordsOf(organization.industry)) : undefined,
    employeeCount,
    annualRevenue: revenue === undefined ? undefined : { amount: revenue, currency: 'USD' },
    country: textIn(organization.country),
    technologies,
    extra: knownOrNothing({
      city: textIn(organization.city),
      state: textIn(organization.state),
      total_funding: textIn(organization.total_funding_printed),
      latest_funding_stage: textIn(organization.latest_funding_stage),
      description: textIn(organization.short_description),
    }),
    observed:
      employeeCount === undefined && technologies.length === 0
        ? undefined
        : known({ employeeCount, technologies: technologies.length === 0 ? undefined : technologies }),
  });
}

/** The list has no dates: that a technology is new shows only in the difference to an earlier list. */
export function technologiesOf(organization: Organization): Technology[] {
  const byName = new Map<string, Technology>();
  for (const { name, category } of organization.current_technologies ?? []) {
    const text = textIn(name);
    if (text !== undefined) byName.set(text, { name: text, categories: [textIn(category) ?? []].flat() });
  }
  for (const name of organization.technology_names ?? []) {
    const text = textIn(name);
    if (text !== undefined && !byName.has(text)) byName.set(text, { name: text, categories: [] });
  }
  return [...byName.values()];
}

/** A person that was found, not bought: `Jordan Av…y`. Null without a name. */
export function contactOf(person: PersonFound, organizationId: string, origin: Origin): Contact | null {
  const first = textIn(person.first_name);
  const last = textIn(person.last_name_obfuscated?.replace(/\*+/g, '…'));
  const fullName = textIn([first, last].filter(Boolean).join(' '));
  if (fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `apollo:${person.id}`,
    accountId: accountId(organizationId),
    fullName,
    title: textIn(person.title),
  });
}

/** What stands where an address is that was not bought. */
const LOCKED = 'email_not_unlocked@domain.com';

/** Null for a person whose company or name is not told. */
export function enrichedContactOf(person: Person, origin: Origin): Contact | null {
  const organizationId = textIn(person.organization_id);
  const email = person.email === LOCKED ? undefined : textIn(person.email);
  const fullName = textIn(person.name) ?? email;
  if (organizationId === undefined || fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `apollo:${person.id}`,
    accountId: accountId(organizationId),
    fullName,
    title: textIn(person.title),
    email,
    timezone: zoneIn(person.time_zone),
    extra: knownOrNothing({ email_status: email === undefined ? undefined : textIn(person.email_status) }),
  });
}

export function opportunityOf(deal: Deal, origin: Origin, stages: ApolloStages): Opportunity {
  const { name, means } = stages.get(deal.opportunity_stage_id ?? '') ?? {};
  const stage = outcomeOf(deal) ?? means ?? 'unknown';
  const organizationId = textIn(deal.account?.organization_id);
  const currency = textIn(deal.currency?.iso_code);
  const amount = numberIn(deal.amount);
  const probability = numberIn(deal.deal_probability);
  return known({
    ...origin,
    opportunityId: `apollo:${deal.id}`,
    accountId: organizationId === undefined ? undefined : accountId(organizationId),
    name: textIn(deal.name) ?? `Deal ${deal.id}`,
    stage,
    stageRaw: textIn(name ?? deal.stage_name),
    // A deal without a value has 0 there.
    amount: amount && currency ? { amount, currency } : undefined,
    createdAt: timeIn(deal.created_at),
    stageChangedAt: timeIn(deal.stage_updated_at),
    lastActivityAt: timeIn(deal.last_activity_date),
    closeDate: timeIn(deal.closed_date),
    closedAt: stage.startsWith('closed') ? timeIn(deal.actual_close_date ?? deal.closed_date) : undefined,
    nextStep: textIn(deal.next_step),
    criteria: {},
    extra: knownOrNothing({
      owner_id: textIn(deal.owner_id),
      probability: probability === undefined ? undefined : String(probability / 100),
      loss_reason: textIn(deal.closed_lost_reason),
    }),
  });
}

/** A saved account has an id of its own; the organization behind it is the one that everything else refers to. */
export function idOf({ organization_id: saved, id }: Pick<Organization, 'id' | 'organization_id'>): string {
  return textIn(saved) ?? id;
}

export function domainOf(company: Pick<Organization, 'primary_domain' | 'website_url'>): string | undefined {
  return domainIn(company.primary_domain ?? '') ?? domainIn(company.website_url ?? '') ?? undefined;
}

type Company = Pick<Organization, 'name' | 'primary_domain' | 'website_url' | 'organization_id'>;

/** Whether a company is the one asked for: the surest that is known on both sides decides. */
export function isSame(company: Company, { id, domain, name }: AccountRef): boolean {
  const own = domainOf(company);
  if (id !== undefined && company.organization_id) return company.organization_id === id;
  if (domain !== undefined && own !== undefined) return own === domain;
  return name !== undefined && textIn(company.name)?.toLowerCase() === name.trim().toLowerCase();
}

export function accountId(organizationId: string): string {
  return `apollo:${organizationId}`;
}

function zoneIn(text: string | null | undefined): string | undefined {
  return text && /^[A-Z][A-Za-z_]*(\/[A-Z][A-Za-z_]*){1,2}$/.test(text) ? text : undefined;
}
