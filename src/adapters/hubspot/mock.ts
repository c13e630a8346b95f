import { z } from 'zod';
import type { Opportunity, Stage } from '../../core/records.ts';
import { createRoutes, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';
import type { HubspotRecord } from './schema.ts';

const STAGES: Readonly<Record<Stage, readonly [id: string, label: string, probability: string]>> = {
  discovery: ['appointmentscheduled', 'Appointment Scheduled', '0.2'],
  qualification: ['qualifiedtobuy', 'Qualified To Buy', '0.4'],
  proposal: ['presentationscheduled', 'Presentation Scheduled', '0.6'],
  negotiation: ['decisionmakerboughtin', 'Decision Maker Bought-In', '0.8'],
  closed_won: ['closedwon', 'Closed Won', '1.0'],
  closed_lost: ['closedlost', 'Closed Lost', '0.0'],
  unknown: ['164290', 'On hold', '0.1'],
};

const LIFECYCLES: Readonly<Record<string, string>> = {
  active: 'customer',
  qualified: 'opportunity',
  prospect: 'lead',
};

/** HubSpot, as its documentation describes it, about the sample companies. */
export function hubspotMock(world: MockWorld): MockRoutes {
  const companies = world.companies.map((company) => ({ company, record: companyOf(company) }));
  const records = {
    companies: companies.map(({ record }) => record),
    contacts: world.companies.flatMap(({ contacts }) => contacts.map(contactRecord)),
    deals: world.companies.flatMap(({ opportunities }) => opportunities.map(dealRecord)),
  };
  const objects = new Map(Object.entries(records));
  const routes = ['/crm/objects/:version', '/crm/v3/objects'].flatMap((prefix) =>
    createObjectRoutes(prefix, objects),
  );
  const associated = (request: { body: unknown; params: Readonly<Record<string, string>> }) => {
    const { inputs } = Inputs.parse(request.body);
    const results = inputs.flatMap(({ id, after }) => {
      const { company } = companies.find(({ record }) => record.id === id) ?? {};
      const of =
        request.params.to === 'contacts'
          ? company?.contacts.map(contactRecord)
          : company?.opportunities.map(dealRecord);
      if (!of || of.length === 0) return [];
      const to = of.map((record) => ({ toObjectId: Number(record.id), associationTypes: [{ typeId: 1 }] }));
      const { items, paging } = pageOf(to, ASSOCIATIONS_PAGE, after);
      return [{ from: { id }, to: items, ...(paging && { paging }) }];
    });
    return { json: { status: 'COMPLETE', results } };
  };
  return createRoutes([
    ...routes,
    ['POST', '/crm/associations/:version/companies/:to/batch/read', associated],
    ['POST', '/crm/v4/associations/companies/:to/batch/read', associated],
    ['GET', '/crm/v3/pipelines/deals', () => ({ json: PIPELINES })],
    ['GET', '/account-info/v3/details', () => ({ json: DETAILS })],
  ]);
}

type Records = ReadonlyMap<string, readonly HubspotRecord[]>;

function createObjectRoutes(prefix: string, objects: Records): Parameters<typeof createRoutes>[0] {
  return [
    [
      'GET',
      `${prefix}/:object`,
      ({ params, query }) => {
        const found = objects.get(params.object ?? '');
        return found && { json: answerOf(found, Number(query.get('limit') ?? 10), query.get('after')) };
      },
    ],
    [
      'POST',
      `${prefix}/:object/search`,
      ({ params, body }) => {
        const { filterGroups, limit, after } = Search.parse(body);
        const found = (objects.get(params.object ?? '') ?? []).filter(({ properties }) =>
          filterGroups.some(({ filters }) =>
            filters.every(({ propertyName, value }) => sameText(properties[propertyName], value)),
          ),
        );
        return { json: { total: found.length, ...answerOf(found, limit, after ?? null) } };
      },
    ],
    [
      'POST',
      `${prefix}/:object/batch/read`,
      ({ params, body }) => {
        const ids = new Set(Inputs.parse(body).inputs.map(({ id }) => id));
        const found = (objects.get(params.object ?? '') ?? []).filter(({ id }) => ids.has(id));
        return { json: { status: 'COMPLETE', results: found } };
      },
    ],
    [
      'GET',
      `${prefix}/:object/:id`,
      ({ params }) => {
        const found = objects.get(params.object ?? '')?.find(({ id }) => id === params.id);
        return found && { json: found };
      },
    ],
  ];
}

const ASSOCIATIONS_PAGE = 500;

const Inputs = z.object({
  inputs: z.array(z.object({ id: z.string(), after: z.string().optional() })).max(100),
});
const Search = z.object({
  filterGroups: z
    .array(
      z.object({
        filters: z
          .array(z.object({ propertyName: z.string(), operator: z.literal('EQ'), value: z.string() }))
          .max(6),
      }),
    )
    .min(1)
    .max(5),
  limit: z.number().int().min(1).max(200).default(10),
  after: z.string().optional(),
});

function answerOf(records: readonly HubspotRecord[], limit: number, after: string | null) {
  const { items, paging } = pageOf(records, limit, after ?? undefined);
  return { results: items, ...(paging && { paging }) };
}

function pageOf<T>(all: readonly T[], limit: number, after: string | undefined) {
  const start = Number(after ?? 0);
  const end = start + limit;
  return {
    items: all.slice(start, end),
    paging: end < all.length ? { next: { after: String(end), link: '?after=' } } : undefined,
  };
}

function sameText(a: string | null | undefined, b: string): boolean {
  return typeof a === 'string' && a.toLowerCase() === b.toLowerCase();
}

function companyOf({ account }: MockCompany): HubspotRecord {
  return {
    id: mockId('hubspot', 'company', account.accountId),
    properties: {
      name: account.name,
      domain: account.domain ?? null,
      industry: account.industry?.toUpperCase().replaceAll(' ', '_') ?? null,
      numberofemployees: account.employeeCount?.toString() ?? null,
      annualrevenue: account.annualRevenue?.currency === 'USD' ? String(account.annualRevenue.amount) : null,
      country: account.country ?? null,
      lifecyclestage: LIFECYCLES[account.status ?? ''] ?? 'other',
      web_technologies:
        account.technologies.map((name) => name.toLowerCase().replaceAll(' ', '_')).join(';') || null,
    },
  };
}

function contactRecord(contact: MockCompany['contacts'][number]): HubspotRecord {
  const [first = '', ...rest] = contact.fullName.split(' ');
  return {
    id: mockId('hubspot', 'contact', contact.contactId),
    properties: {
      firstname: first,
      lastname: rest.join(' '),
      jobtitle: contact.title ?? null,
      email: contact.email ?? null,
      phone: contact.phone ?? null,
      hs_email_optout: contact.doNotContact ? 'true' : null,
      hs_timezone: contact.timezone?.toLowerCase().replaceAll('/', '_slash_') ?? null,
    },
  };
}

function dealRecord(deal: Opportunity): HubspotRecord {
  const [stageId, , probability] = STAGES[deal.stage];
  const created = moment(deal.createdAt);
  const changed = moment(deal.stageChangedAt);
  const isMoved = deal.stage !== 'discovery' && created !== null && changed !== null && changed > created;
  const first = { value: STAGES.discovery[0], timestamp: created ?? '' };
  return {
    id: mockId('hubspot', 'deal', deal.opportunityId),
    properties: {
      dealname: deal.name,
      amount: deal.amount?.amount.toString() ?? null,
      deal_currency_code: deal.amount?.currency ?? null,
      dealstage: stageId,
      closedate: moment(deal.closedAt ?? deal.closeDate),
      createdate: created,
      hs_next_step: deal.nextStep ?? null,
      hs_v2_date_entered_current_stage: changed,
      notes_last_contacted: moment(deal.lastActivityAt),
      hs_deal_stage_probability: probability,
    },
    propertiesWithHistory: {
      dealstage: isMoved ? [{ value: stageId, timestamp: changed }, first] : [first],
      amount: [],
      closedate: [],
    },
  };
}

function moment(date: string | undefined): string | null {
  return date === undefined ? null : new Date(date).toISOString();
}

const PIPELINES = {
  results: [
    {
      id: 'default',
      label: 'Sales Pipeline',
      displayOrder: 0,
      stages: Object.values(STAGES).map(([id, label, probability], displayOrder) => ({
        id,
        label,
        displayOrder,
        metadata: { probability, isClosed: String(id.startsWith('closed')) },
      })),
    },
  ],
};

const DETAILS = { portalId: 62515, accountType: 'STANDARD', timeZone: 'US/Eastern', companyCurrency: 'USD' };
