import { createRoutes, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';

/** Clearbit, as its documentation describes it, about the sample companies. */
export function clearbitMock(world: MockWorld): MockRoutes {
  return createRoutes([
    [
      'GET',
      '/v2/companies/find',
      ({ query }) => {
        const found = world.companies.find(({ account }) => account.domain === query.get('domain'));
        return found ? { json: companyOf(found) } : UNKNOWN;
      },
    ],
    [
      'GET',
      '/v2/people/find',
      ({ query }) => {
        const people = world.companies.flatMap(personsOf);
        const found = people.find(({ email }) => email === query.get('email'));
        return found ? { json: found } : UNKNOWN;
      },
    ],
  ]);
}

const UNKNOWN = { status: 404, json: { error: { type: 'unknown_record', message: 'Unknown record.' } } };

function companyOf({ account }: MockCompany) {
  const { annualRevenue: revenue } = account;
  return {
    id: mockId('clearbit', 'company', account.accountId),
    name: account.name,
    domain: account.domain,
    domainAliases: [],
    category: { industry: account.industry ?? null, sector: null },
    metrics: {
      employees: account.employeeCount ?? null,
      annualRevenue: revenue?.currency === 'USD' ? revenue.amount : null,
      estimatedAnnualRevenue: null,
    },
    tech: account.technologies.map((name) => name.toLowerCase().replaceAll(' ', '_')),
    geo: { city: null, state: null, country: account.country ?? null },
    parent: null,
  };
}

function personsOf({ account, contacts }: MockCompany) {
  return contacts.map(({ contactId, fullName, title, email, timezone }) => ({
    id: mockId('clearbit', 'person', contactId),
    email: email ?? null,
    name: { fullName },
    timeZone: timezone ?? null,
    employment: { domain: account.domain ?? null, title: title ?? null },
  }));
}
