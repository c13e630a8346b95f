import { createRoutes, type MockAnswer, type MockRequest, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';

/** A CRM as the shipped mapping expects it, about the sample companies. */
export function crmMock(world: MockWorld): MockRoutes {
  const companies = new Map(world.companies.map((company) => [idOf('account', company), company]));
  const of = ({ params }: { readonly params: Readonly<Record<string, string>> }) =>
    companies.get(params.id ?? '');
  const accounts = [...companies].map(([id, company]) => accountOf(id, company));
  const deals = [...companies].flatMap(([id, company]) => dealsOf(id, company));
  return createRoutes([
    ['GET', '/api/health', () => ({ json: { status: 'ok' } })],
    [
      'GET',
      '/api/accounts',
      ({ query }) =>
        paged(
          accounts.filter((account) => isSearched(account, query)),
          query,
        ),
    ],
    [
      'GET',
      '/api/accounts/:id',
      ({ params }) => {
        const account = accounts.find(({ id }) => id === params.id);
        return account && { json: account };
      },
    ],
    [
      'GET',
      '/api/accounts/:id/contacts',
      (request) => {
        const company = of(request);
        return company && paged(company.contacts.map(contactOf), request.query);
      },
    ],
    [
      'GET',
      '/api/opportunities',
      ({ query }) => {
        const account = query.get('accountId');
        return paged(
          deals.filter(({ accountId }) => account === null || accountId === account),
          query,
        );
      },
    ],
    [
      'GET',
      '/api/accounts/:id/signals',
      (request) => {
        const since = Date.parse(request.query.get('since') ?? '') || 0;
        const all = of(request)?.signals.map(signalOf);
        return (
          all &&
          paged(
            all.filter(({ date }) => date === null || Date.parse(date) >= since),
            request.query,
          )
        );
      },
    ],
  ]);
}

function isSearched({ website, name }: { website: string | null; name: string }, query: URLSearchParams) {
  const [domain, wanted] = [query.get('domain'), query.get('name')];
  if (domain !== null && !website?.includes(domain)) return false;
  return wanted === null || name.toLowerCase().includes(wanted.toLowerCase());
}

function paged<T>(all: readonly T[], query: MockRequest['query']): MockAnswer {
  const start = Number(query.get('offset') ?? 0);
  const items = all.slice(start, start + Number(query.get('limit') ?? 20));
  return { json: { items, total: all.length } };
}

const idOf = (kind: string, { account }: MockCompany) => mockId('ibm_sales_cloud', kind, account.accountId);
const moment = (date: string | undefined) => (date === undefined ? null : new Date(date).toISOString());
const moneyOf = (money: { readonly amount: number; readonly currency: string } | undefined) =>
  money === undefined ? null : { amount: money.amount, currency: money.currency };

function accountOf(id: string, { account }: MockCompany) {
  return {
    id,
    name: account.name,
    website: account.domain ? `https://www.${account.domain}/` : null,
    industry: account.industry ?? null,
    employees: account.employeeCount ?? null,
    annualRevenue: moneyOf(account.annualRevenue),
    address: { country: account.country ?? null },
    region: account.region ?? null,
    status: account.status ?? null,
    owner: account.owner
      ? { id: mockId('ibm_sales_cloud', 'user', account.owner), name: account.owner }
      : null,
    technologies: account.technologies,
  };
}

function contactOf(contact: MockCompany['contacts'][number]) {
  const { contactId, fullName, title, email, phone, timezone, doNotContact } = contact;
  return {
    id: mockId('ibm_sales_cloud', 'contact', contactId),
    name: fullName,
    title: title ?? null,
    email: email ?? null,
    phone: phone ?? null,
    timezone: timezone ?? null,
    doNotContact: doNotContact === true,
  };
}

function dealsOf(accountId: string, { opportunities }: MockCompany) {
  return opportunities.map((deal) => ({
    id: mockId('ibm_sales_cloud', 'deal', deal.opportunityId),
    accountId,
    name: deal.name,
    stage: deal.stage === 'unknown' ? 'on hold' : deal.stage.replace('_', ' '),
    value: moneyOf(deal.amount),
    owner: deal.owner ? { name: deal.owner } : null,
    createdAt: moment(deal.createdAt),
    stageChangedAt: moment(deal.stageChangedAt),
    lastActivityAt: moment(deal.lastActivityAt),
    closeDate: moment(deal.closeDate),
    closedAt: moment(deal.closedAt),
    nextStep: deal.nextStep ?? null,
  }));
}

function signalOf(signal: MockCompany['signals'][number]) {
  return {
    id: mockId('ibm_sales_cloud', 'signal', signal.signalId),
    type: signal.type,
    date: moment(signal.occurredAt),
    title: signal.title,
    source: signal.reportedBy ?? null,
    confidence: signal.confidence ?? null,
    url: signal.url ?? null,
  };
}
