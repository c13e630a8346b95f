import { DAY } from '../../core/clock.ts';
import type { Opportunity, SignalRecord, Stage } from '../../core/records.ts';
import { createRoutes, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';

const MOST_A_PAGE = 100;

/** Stages of a team's pipeline; what they mean, the registry says, but for those that are closed. */
const STAGES = ['Discovery', 'Qualification', 'Proposal', 'Negotiation', 'Closed Won', 'Closed Lost'].map(
  (name) => ({
    id: mockId('apollo', 'stage', name),
    name,
    is_won: name === 'Closed Won',
    is_closed: name.startsWith('Closed'),
  }),
);

/** Apollo, as its documentation describes it, about the sample companies. */
export function apolloMock(world: MockWorld): MockRoutes {
  const all = world.companies.map((company) => ({ company, organization: organizationOf(company) }));
  const withId = (id: string | null | undefined) =>
    all.find(({ organization }) => organization.id === id)?.company;
  const deals = world.companies.flatMap((company) =>
    company.opportunities.map((deal) => dealOf(company, deal)),
  );
  return createRoutes([
    [
      'POST',
      '/api/v1/mixed_companies/search',
      ({ query }) => {
        const [id, domain] = [query.get('organization_ids[]'), query.get('q_organization_domains_list[]')];
        const name = query.get('q_organization_name')?.toLowerCase();
        const found = all
          .map(({ organization }) => organization)
          .filter((one) => id === null || one.id === id)
          .filter((one) => domain === null || one.primary_domain === domain)
          .filter((one) => name === undefined || one.name.toLowerCase().includes(name))
          .map(({ id: own, name: title, primary_domain, website_url }) => ({
            id: own,
            name: title,
            primary_domain,
            website_url,
          }));
        const { items, pagination } = paged(found, query);
        return { json: { organizations: items, accounts: [], pagination } };
      },
    ],
    [
      'GET',
      '/api/v1/organizations/enrich',
      ({ query }) => {
        const found = all.find(({ organization }) => organization.primary_domain === query.get('domain'));
        return { json: { organization: found ? enrichedOf(found) : null } };
      },
    ],
    [
      'POST',
      '/api/v1/mixed_people/api_search',
      ({ query }) => {
        const people = (withId(query.get('organization_ids[]'))?.contacts ?? []).map(personFound);
        const { items, pagination } = paged(people, query);
        return { json: { people: items, total_entries: pagination.total_entries } };
      },
    ],
    ['POST', '/api/v1/people/match', ({ query }) => ({ json: { person: personMatched(all, query) } })],
    [
      'GET',
      '/api/v1/organizations/:id/job_postings',
      ({ params }) => {
        const found = withId(params.id);
        return { json: { organization_job_postings: found ? postingsOf(found) : [] } };
      },
    ],
    [
      'POST',
      '/api/v1/news_articles/search',
      ({ query }) => {
        const { items, pagination } = paged(newsOf(withId(query.get('organization_ids[]'))), query);
        return { json: { news_articles: items, pagination } };
      },
    ],
    [
      'GET',
      '/api/v1/opportunities/search',
      ({ query }) => {
        const { items, pagination } = paged(deals, query);
        return { json: { opportunities: items, pagination } };
      },
    ],
    ['GET', '/api/v1/opportunity_stages', () => ({ json: { opportunity_stages: STAGES } })],
    ['GET', '/api/v1/auth/health', () => ({ json: { healthy: true, is_logged_in: true } })],
  ]);
}

type Known = { readonly company: MockCompany; readonly organization: ReturnType<typeof organizationOf> };

function paged<T>(all: readonly T[], query: URLSearchParams) {
  const page = Number(query.get('page') ?? 1);
  const per_page = Math.min(MOST_A_PAGE, Number(query.get('per_page') ?? 25));
  const items = all.slice((page - 1) * per_page, page * per_page);
  const total_pages = Math.max(1, Math.ceil(all.length / per_page));
  return { items, pagination: { page, per_page, total_entries: all.length, total_pages } };
}

function organizationOf({ account }: MockCompany) {
  return {
    id: mockId('apollo', 'organization', account.accountId),
    name: account.name,
    primary_domain: account.domain ?? null,
    website_url: account.domain ? `http://www.${account.domain}` : null,
  };
}

function enrichedOf({ company: { account, signals }, organization }: Known) {
  return {
    ...organization,
    industry: account.industry?.toLowerCase() ?? null,
    estimated_num_employees: account.employeeCount ?? null,
    annual_revenue: account.annualRevenue?.currency === 'USD' ? account.annualRevenue.amount : null,
    country: account.country ?? null,
    funding_events: signals
      .filter(({ type }) => type === 'funding_event')
      .map(({ signalId, occurredAt }) => ({
        id: mockId('apollo', 'funding', signalId),
        date: momentOf(occurredAt),
        type: 'Series B',
        amount: null,
        currency: '$',
      })),
    technology_names: account.technologies,
    current_technologies: account.technologies.map((name) => ({
      uid: name.toLowerCase(),
      name,
      category: null,
    })),
    organization_headcount_twelve_month_growth: signals.some(({ type }) => type === 'headcount_growth')
      ? 0.14
      : 0.02,
  };
}

function personFound({ contactId, fullName, title, email }: MockCompany['contacts'][number]) {
  const [first = '', ...rest] = fullName.split(' ');
  return {
    id: mockId('apollo', 'person', contactId),
    first_name: first,
    last_name_obfuscated: rest.join(' ').replace(/^(.{2}).*(.)$/, '$1***$2'),
    title: title ?? null,
    has_email: email !== undefined,
  };
}

function personMatched(all: readonly Known[], query: URLSearchParams) {
  const [email, name] = [query.get('email'), query.get('name')];
  for (const { company, organization } of all) {
    const isTheirs = query.get('domain') === organization.primary_domain;
    const found = company.contacts.find((one) =>
      email !== null ? one.email === email : isTheirs && one.fullName === name,
    );
    if (!found) continue;
    return {
      id: mockId('apollo', 'person', found.contactId),
      name: found.fullName,
      title: found.title ?? null,
      email: found.email ?? null,
      email_status: found.email ? 'verified' : 'unavailable',
      time_zone: found.timezone ?? null,
      organization_id: organization.id,
    };
  }
  return null;
}

const ROLES = ['Production Planner', 'Data Engineer', 'Plant Controller', 'Buyer', 'Scheduler', 'Analyst'];

/** Six open roles for each time that the sample tells of hiring. */
function postingsOf({ signals }: MockCompany) {
  return signals
    .filter(({ type, occurredAt }) => type === 'hiring_spree' && occurredAt !== undefined)
    .flatMap(({ signalId, occurredAt }) =>
      ROLES.map((title, index) => {
        const at = new Date(Date.parse(occurredAt ?? '') - index * DAY).toISOString();
        return { id: mockId('apollo', 'job', signalId, title), title, posted_at: at, last_seen_at: at };
      }),
    );
}

const CATEGORIES: Readonly<Record<string, readonly string[] | undefined>> = {
  leadership_change: ['hires'],
  company_news: [],
};

/** The sample's own news, under the same titles. */
function newsOf(company: MockCompany | undefined) {
  return (company?.signals ?? []).flatMap((signal: SignalRecord) => {
    const event_categories = CATEGORIES[signal.type];
    if (!event_categories) return [];
    const { signalId, title, url, occurredAt } = signal;
    return [
      {
        id: mockId('apollo', 'news', signalId),
        url: url ?? null,
        domain: 'news.example',
        title,
        published_at: momentOf(occurredAt),
        event_categories,
      },
    ];
  });
}

const NAMES: Readonly<Record<Stage, string>> = {
  discovery: 'Discovery',
  qualification: 'Qualification',
  proposal: 'Proposal',
  negotiation: 'Negotiation',
  closed_won: 'Closed Won',
  closed_lost: 'Closed Lost',
  unknown: 'On hold',
};

function dealOf(company: MockCompany, deal: Opportunity) {
  const { id: organization_id, ...organization } = organizationOf(company);
  const stage_name = NAMES[deal.stage];
  const stage = STAGES.find(({ name }) => name === stage_name);
  return {
    id: mockId('apollo', 'deal', deal.opportunityId),
    name: deal.name,
    amount: deal.amount?.amount ?? 0,
    currency: deal.amount ? { iso_code: deal.amount.currency } : null,
    opportunity_stage_id: stage?.id ?? null,
    stage_name,
    is_closed: stage?.is_closed ?? false,
    is_won: stage?.is_won ?? false,
    created_at: momentOf(deal.createdAt),
    stage_updated_at: momentOf(deal.stageChangedAt),
    last_activity_date: momentOf(deal.lastActivityAt),
    closed_date: momentOf(deal.closeDate),
    actual_close_date: momentOf(deal.closedAt),
    next_step: deal.nextStep ?? null,
    account: { ...organization, id: mockId('apollo', 'account', company.account.accountId), organization_id },
  };
}

function momentOf(date: string | undefined): string | null {
  return date === undefined ? null : new Date(date).toISOString();
}
