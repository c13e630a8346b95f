import type { Opportunity, Stage } from '../../core/records.ts';
import { createRoutes, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';

/** Stages of the pipeline that every account begins with. */
const STAGES = [
  { id: 1, name: 'Qualified', order_nr: 1, means: 'discovery' },
  { id: 2, name: 'Demo Scheduled', order_nr: 2, means: 'qualification' },
  { id: 3, name: 'Proposal Made', order_nr: 3, means: 'proposal' },
  { id: 4, name: 'Negotiations Started', order_nr: 4, means: 'negotiation' },
  { id: 5, name: 'On hold', order_nr: 5, means: 'unknown' },
] as const;

/** Pipedrive, as its documentation describes version 2, about the sample companies. */
export function pipedriveMock(world: MockWorld): MockRoutes {
  const organizations = world.companies.map(organizationOf);
  const persons = world.companies.flatMap(personsOf);
  const deals = world.companies.flatMap((company) =>
    company.opportunities.map((deal) => dealOf(company, deal)),
  );
  const activities = deals.flatMap(activityOf);
  const stages = STAGES.map(({ means: _, ...stage }) => ({
    ...stage,
    pipeline_id: 1,
    is_deal_rot_enabled: true,
    days_to_rotten: 30,
  }));
  return createRoutes([
    ['GET', '/api/v2/organizations/search', ({ query }) => ({ json: search(organizations, query) })],
    ['GET', '/api/v2/organizations', ({ query }) => ({ json: paged(withIds(organizations, query), query) })],
    [
      'GET',
      '/api/v2/organizations/:id',
      ({ params }) => {
        const data = organizations.find(({ id }) => String(id) === params.id);
        return data && { json: { success: true, data } };
      },
    ],
    ['GET', '/api/v2/persons', ({ query }) => ({ json: paged(ofOrganization(persons, query), query) })],
    ['GET', '/api/v2/deals', ({ query }) => ({ json: paged(ofOrganization(deals, query), query) })],
    ['GET', '/api/v2/activities', ({ query }) => ({ json: paged(ofOrganization(activities, query), query) })],
    ['GET', '/api/v2/stages', ({ query }) => ({ json: paged(stages, query) })],
  ]);
}

function search(organizations: readonly { id: number; name: string }[], query: URLSearchParams) {
  const term = (query.get('term') ?? '').toLowerCase();
  const isExact = query.get('exact_match') === 'true';
  const found = organizations.filter(({ name }) =>
    isExact ? name.toLowerCase() === term : name.toLowerCase().replaceAll(' ', '-').includes(term),
  );
  const items = found.slice(0, Number(query.get('limit') ?? 100)).map((item) => ({ result_score: 1, item }));
  return { success: true, data: { items }, additional_data: { next_cursor: null } };
}

function withIds<T extends { id: number }>(all: readonly T[], query: URLSearchParams): readonly T[] {
  const ids = query.get('ids');
  return ids === null ? all : all.filter(({ id }) => ids.split(',').includes(String(id)));
}

function ofOrganization<T extends { org_id: number }>(all: readonly T[], query: URLSearchParams) {
  const wanted = query.get('org_id');
  return wanted === null ? all : all.filter(({ org_id }) => String(org_id) === wanted);
}

function paged<T>(all: readonly T[], query: URLSearchParams) {
  const start = Number(query.get('cursor') ?? 0);
  const end = start + Number(query.get('limit') ?? 100);
  const next_cursor = end < all.length ? String(end) : null;
  return { success: true, data: all.slice(start, end), additional_data: { next_cursor } };
}

const idOf = (kind: string, id: string) => Number(mockId('pipedrive', kind, id));

function organizationOf({ account }: MockCompany) {
  return {
    id: idOf('organization', account.accountId),
    name: account.name,
    owner_id: 7,
    address: { country: account.country ?? null, locality: null },
    website: account.domain ? `https://www.${account.domain}` : null,
    industry: account.industry ?? null,
    annual_revenue: account.annualRevenue?.amount ?? null,
    employee_count: account.employeeCount ?? null,
  };
}

function personsOf({ account, contacts }: MockCompany) {
  return contacts.map(({ contactId, fullName, title, email, phone }) => ({
    id: idOf('person', contactId),
    name: fullName,
    org_id: idOf('organization', account.accountId),
    emails: email ? [{ value: email, primary: true, label: 'work' }] : [],
    phones: phone ? [{ value: phone, primary: true, label: 'work' }] : [],
    job_title: title ?? null,
  }));
}

const moment = (date: string | undefined) => (date === undefined ? null : new Date(date).toISOString());
const stageId = (stage: Stage) => STAGES.find(({ means }) => means === stage)?.id ?? 4;

function dealOf({ account }: MockCompany, deal: Opportunity) {
  const isWon = deal.stage === 'closed_won';
  const isLost = deal.stage === 'closed_lost';
  return {
    id: idOf('deal', deal.opportunityId),
    title: deal.name,
    org_id: idOf('organization', account.accountId),
    owner_id: 7,
    pipeline_id: 1,
    stage_id: stageId(deal.stage),
    value: deal.amount?.amount ?? 0,
    currency: deal.amount?.currency ?? 'USD',
    add_time: moment(deal.createdAt),
    update_time: moment(deal.lastActivityAt ?? deal.stageChangedAt),
    stage_change_time: moment(deal.stageChangedAt),
    status: isWon ? 'won' : isLost ? 'lost' : 'open',
    is_archived: false,
    probability: null,
    lost_reason: null,
    won_time: isWon ? moment(deal.closedAt) : null,
    lost_time: isLost ? moment(deal.closedAt) : null,
    expected_close_date: deal.closeDate?.slice(0, 10) ?? null,
    last_activity: moment(deal.lastActivityAt),
  };
}

function activityOf(deal: ReturnType<typeof dealOf>) {
  if (deal.last_activity === null) return [];
  const due_date = deal.last_activity.slice(0, 10);
  const done = { done: true, marked_as_done_time: deal.last_activity, due_date };
  return [{ id: deal.id, org_id: deal.org_id, subject: `Call about ${deal.title}`, type: 'call', ...done }];
}
