import { z } from 'zod';
import { domainIn } from '../../core/web-domain.ts';
import { createRoutes, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';

/** 6sense, as its documentation describes it, about the sample companies. */
export function sixsenseMock(world: MockWorld): MockRoutes {
  const withDomain = (domain: string | null | undefined) =>
    domain ? world.companies.find(({ account }) => account.domain === domain) : undefined;
  return createRoutes([
    [
      'POST',
      '/v1/enrichment/company',
      ({ body }) => {
        const found = withDomain(Form.parse(body).domain);
        return found ? { json: { company: companyOf(found), segments: segmentsOf(found) } } : NO_MATCH;
      },
    ],
    [
      'POST',
      '/v2/people/score',
      ({ body }) => {
        const { email, country } = Form.parse(body);
        if (!email || !country) return blank(email ? 'Country' : 'Email ID');
        const found = withDomain(domainIn(email));
        return found ? { json: { scores: [scoreOf(found)] } } : NO_MATCH;
      },
    ],
    [
      'POST',
      '/v2/people/search',
      ({ body }) => {
        const { domain, limit } = Search.parse(body);
        const all = (withDomain(domain)?.contacts ?? []).map(personOf);
        return { json: { people: all.slice(0, limit), totalResults: all.length } };
      },
    ],
    [
      'POST',
      '/v2/enrichment/people',
      ({ body }) => {
        const wanted = new Set(Inputs.parse(body).map(({ email }) => email));
        const contacts = world.companies.flatMap(({ account, contacts }) =>
          contacts
            .filter(({ email }) => email !== undefined && wanted.has(email))
            .map((contact) => ({
              ...personOf(contact),
              email: contact.email,
              emailConfidence: 'A',
              phone: contact.phone ?? null,
              company: { domain: account.domain ?? null },
            })),
        );
        return { json: { contacts } };
      },
    ],
  ]);
}

const Form = z.object({ domain: z.string(), email: z.string(), country: z.string() }).partial();
const Search = z.object({ domain: z.string(), limit: z.number().int().positive().default(25) });
const Inputs = z.array(z.object({ email: z.string() })).max(25);

const NO_MATCH = { status: 404, json: { status: 'error', message: 'No data found.' } };

function blank(what: string) {
  return { status: 400, json: { status: 'error', message: `${what} is mandatory and can't be blank` } };
}

function companyOf({ account }: MockCompany) {
  return {
    companyId: mockId('sixsense', 'company', account.accountId),
    domain: account.domain,
    name: account.name,
    industry: account.industry ?? null,
    country: account.country ?? null,
    employeeCount: account.employeeCount?.toString() ?? null,
    annualRevenue: account.annualRevenue?.currency === 'USD' ? String(account.annualRevenue.amount) : null,
  };
}

/** The names of segments, from what the sample tells of them. */
function segmentsOf({ signals }: MockCompany) {
  const names = signals.filter(({ type }) => type === 'segment_engagement').map(({ title }) => title);
  return { ids: names.map((_, index) => index + 1), names };
}

const HOT: ReadonlySet<string> = new Set(['intent_surge', 'buying_stage_advance', 'account_qualified_6qa']);

/** Companies of which the sample tells intent are near to buying. */
function scoreOf({ signals }: MockCompany) {
  const isHot = signals.some(({ type }) => HOT.has(type));
  return {
    product: 'all',
    company_intent_score: isHot ? 86 : 31,
    company_buying_stage: isHot ? 'Decision' : 'Awareness',
    company_profile_score: 60,
    company_profile_fit: 'Moderate',
    contact_intent_score: 0,
    contact_grade: 'D',
  };
}

function personOf({ contactId, fullName, title }: MockCompany['contacts'][number]) {
  const [firstName = '', ...rest] = fullName.split(' ');
  return {
    id: mockId('sixsense', 'person', contactId),
    firstName,
    lastName: rest.join(' '),
    fullName,
    jobTitle: title ?? null,
    hasEmail: true,
  };
}
