import type { Contact, Opportunity } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { countIn, known, knownOrNothing, numberIn, textIn, timeIn } from '../facts.ts';
import type { Origin } from '../vendor.ts';
import type { VendorAccount } from '../vendor-records.ts';
import type { Deal, Organization, Person } from './schema.ts';
import type { PipedriveStages } from './stages.ts';

/** Revenue comes without a currency, so it is told as an extra fact only. */
export function accountOf(organization: Organization, origin: Origin): VendorAccount {
  const { id, website, industry, employee_count, annual_revenue, owner_id, address } = organization;
  const domain = domainIn(website ?? '') ?? undefined;
  const employeeCount = countIn(employee_count);
  return known({
    ...origin,
    accountId: accountId(id),
    name: textIn(organization.name)?.slice(0, 200) ?? domain ?? `Organization ${id}`,
    domain,
    aliases: [],
    // A number is the id of an option, which says nothing by itself.
    industry: typeof industry === 'string' ? textIn(industry) : undefined,
    employeeCount,
    country: textIn(address?.country),
    technologies: [],
    extra: knownOrNothing({
      locality: textIn(address?.locality),
      owner_id: numberIn(owner_id)?.toString(),
      annual_revenue: numberIn(annual_revenue)?.toString(),
    }),
    observed: employeeCount === undefined ? undefined : { employeeCount },
  });
}

/** Null for a person without any name or address. */
export function contactOf(person: Person, origin: Origin, organizationId: number): Contact | null {
  const email = textIn(primaryOf(person.emails));
  const fullName = textIn(person.name) ?? email;
  if (fullName === undefined) return null;
  return known({
    ...origin,
    contactId: `pipedrive:${person.id}`,
    accountId: accountId(organizationId),
    fullName,
    title: textIn(person.job_title),
    email,
    phone: textIn(primaryOf(person.phones)),
  });
}

/** Null for a deal that was deleted. */
export function opportunityOf(deal: Deal, origin: Origin, stages: PipedriveStages): Opportunity | null {
  if (deal.status === 'deleted') return null;
  const at = stages.get(deal.stage_id);
  const stage = OUTCOMES[deal.status] ?? at?.means ?? 'unknown';
  const amount = numberIn(deal.value);
  const currency = textIn(deal.currency);
  return known({
    ...origin,
    opportunityId: `pipedrive:${deal.id}`,
    accountId: deal.org_id ? accountId(deal.org_id) : undefined,
    name: textIn(deal.title) ?? `Deal ${deal.id}`,
    stage,
    stageRaw: textIn(at?.name),
    // A deal without a value is one whose value nobody entered: Pipedrive makes it 0.
    amount: amount === undefined || amount === 0 || !currency ? undefined : { amount, currency },
    createdAt: timeIn(deal.add_time),
    stageChangedAt: timeIn(deal.stage_change_time),
    closeDate: timeIn(deal.expected_close_date),
    closedAt: timeIn(deal.status === 'won' ? deal.won_time : deal.lost_time),
    criteria: {},
    extra: knownOrNothing({
      owner_id: numberIn(deal.owner_id)?.toString(),
      probability:
        deal.probability === null || deal.probability === undefined ? undefined : share(deal.probability),
      loss_reason: textIn(deal.lost_reason),
    }),
  });
}

const OUTCOMES: Readonly<Record<string, 'closed_won' | 'closed_lost' | undefined>> = {
  won: 'closed_won',
  lost: 'closed_lost',
};

export function accountId(organizationId: number): string {
  return `pipedrive:${organizationId}`;
}

/** 0..1, as everywhere else. */
function share(percent: number): string {
  return String(Math.round(percent) / 100);
}

function primaryOf(all: Person['emails']): string | undefined {
  const filled = (all ?? []).filter(({ value }) => value.trim() !== '');
  return (filled.find(({ primary }) => primary) ?? filled[0])?.value;
}
