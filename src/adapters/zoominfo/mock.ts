import { z } from 'zod';
import type { SignalRecord } from '../../core/records.ts';
import { domainIn } from '../../core/web-domain.ts';
import { createRoutes, type MockRequest, type MockRoutes } from '../mock/exchange.ts';
import { type MockCompany, type MockWorld, mockId } from '../mock/mock-world.ts';

/** ZoomInfo, as its documentation describes the GTM Data API, about the sample companies. */
export function zoominfoMock(world: MockWorld): MockRoutes {
  const all = world.companies.map((company) => ({ company, id: companyId(company) }));
  const withId = (id: string | number | undefined) => all.find((one) => one.id === String(id))?.company;
  return createRoutes([
    [
      'POST',
      '/gtm/data/v1/companies/search',
      (request) => {
        const { companyId: id, companyWebsite, companyName } = attributesOf(request);
        const domain = companyWebsite === undefined ? null : domainIn(companyWebsite);
        const found = all
          .filter((one) => id === undefined || one.id === String(id))
          .filter(({ company }) => companyWebsite === undefined || company.account.domain === domain)
          .filter(({ company }) => companyName === undefined || includes(company.account.name, companyName))
          .map(({ company: { account }, id: own }) => ({
            id: own,
            type: 'Company',
            attributes: { name: account.name, website: websiteOf(account.domain) },
          }));
        return { json: paged(found, request) };
      },
    ],
    [
      'POST',
      '/gtm/data/v1/companies/enrich',
      (request) => {
        const [input] = attributesOf(request).matchCompanyInput ?? [];
        const found = withId(input?.companyId);
        return { json: { data: [found ? companyOf(found) : NO_MATCH] } };
      },
    ],
    [
      'POST',
      '/gtm/data/v1/companies/technologies/enrich',
      (request) => {
        const found = withId(attributesOf(request).companyId);
        const data = (found?.account.technologies ?? []).map((product) => ({
          id: mockId('zoominfo', 'technology', product),
          type: 'Technology',
          attributes: { product, vendor: product, category: 'Enterprise Applications' },
        }));
        return { json: { data, meta: { totalResults: data.length } } };
      },
    ],
    [
      'POST',
      '/gtm/data/v1/contacts/search',
      (request) => {
        const people = withId(attributesOf(request).companyId)?.contacts ?? [];
        const data = people.map((contact) => ({ ...personOf(contact), attributes: nameOf(contact) }));
        return { json: paged(data, request) };
      },
    ],
    [
      'POST',
      '/gtm/data/v1/contacts/enrich',
      (request) => {
        const [input] = attributesOf(request).matchPersonInput ?? [];
        for (const { company, id } of all) {
          const found = company.contacts.find((one) =>
            input?.emailAddress === undefined
              ? one.fullName === input?.fullName && includes(company.account.name, input.companyName ?? '?')
              : one.email === input.emailAddress,
          );
          if (!found) continue;
          const told = {
            ...nameOf(found),
            email: found.email,
            phone: found.phone,
            company: { id: Number(id) },
          };
          return { json: { data: [{ ...personOf(found), attributes: told }] } };
        }
        return { json: { data: [NO_MATCH] } };
      },
    ],
    ['POST', '/gtm/data/v1/scoops/enrich', (request) => ({ json: paged(news(request, scoopOf), request) })],
    ['POST', '/gtm/data/v1/news/enrich', (request) => ({ json: paged(news(request, articleOf), request) })],
    [
      'POST',
      '/gtm/data/v1/intent/enrich',
      (request) => {
        const wanted = new Set((attributesOf(request).topics ?? []).map((topic) => topic.toLowerCase()));
        const found = news(request, intentOf).filter(({ attributes }) =>
          wanted.has(attributes.topic.toLowerCase()),
        );
        return { json: paged(found, request) };
      },
    ],
    ['GET', '/gtm/data/v1/users/usage', () => ({ json: { data: [] } })],
  ]);

  function news<T>(request: MockRequest, of: (signal: SignalRecord) => readonly T[]): T[] {
    return (withId(attributesOf(request).companyId)?.signals ?? []).flatMap(of);
  }
}

const Id = z.union([z.string(), z.number()]);
const Request = z.object({
  data: z.object({
    type: z.string(),
    attributes: z
      .object({
        companyId: Id,
        companyWebsite: z.string(),
        companyName: z.string(),
        topics: z.array(z.string()).min(1).max(50),
        matchCompanyInput: z.array(z.object({ companyId: Id.optional() })).max(25),
        matchPersonInput: z
          .array(
            z.object({ emailAddress: z.string(), fullName: z.string(), companyName: z.string() }).partial(),
          )
          .max(25),
      })
      .partial(),
  }),
});

function attributesOf({ body }: MockRequest) {
  return Request.parse(body).data.attributes;
}

const NO_MATCH = { id: '0', type: 'NoMatch', meta: { matchStatus: 'NO_MATCH' } };

function paged<T>(all: readonly T[], { query }: MockRequest) {
  const [number, size] = [Number(query.get('page[number]') ?? 1), Number(query.get('page[size]') ?? 25)];
  const data = all.slice((number - 1) * size, number * size);
  const total = Math.max(1, Math.ceil(all.length / size));
  return { data, meta: { page: { number, total }, totalResults: all.length } };
}

function companyId({ account }: MockCompany): string {
  return mockId('zoominfo', 'company', account.accountId);
}

function companyOf(company: MockCompany) {
  const { account } = company;
  return {
    id: companyId(company),
    type: 'Company',
    meta: { matchStatus: 'FULL_MATCH' },
    attributes: {
      name: account.name,
      website: websiteOf(account.domain),
      employeeCount: account.employeeCount ?? null,
      primaryIndustry: account.industry ? [account.industry] : null,
      country: account.country ?? null,
    },
  };
}

function personOf({ contactId }: MockCompany['contacts'][number]) {
  return { id: mockId('zoominfo', 'person', contactId), type: 'Contact' };
}

function nameOf({ fullName, title, email }: MockCompany['contacts'][number]) {
  const [firstName = '', ...rest] = fullName.split(' ');
  return { firstName, lastName: rest.join(' '), jobTitle: title ?? null, hasEmail: email !== undefined };
}

/** The kinds of the sample's own news that are scoops, by the names of their types. */
const SCOOPS: Readonly<Record<string, string | undefined>> = {
  leadership_change: 'Executive Move',
  executive_change: 'Executive Move',
  expansion: 'Facilities Relocation / Expansion',
  partnership_announcement: 'Partnership',
  layoffs: 'Layoffs',
};

function scoopOf({ signalId, type, title, occurredAt, url }: SignalRecord) {
  const name = SCOOPS[type];
  if (name === undefined) return [];
  const id = mockId('zoominfo', 'scoop', signalId);
  const types = [{ id: '1', type: name }];
  const day = momentOf(occurredAt);
  const attributes = {
    description: title,
    originalPublishedDate: day,
    publishedDate: day,
    link: url ?? '',
    types,
    topics: [],
  };
  return [{ id, type: 'Scoop', attributes }];
}

const CATEGORIES: Readonly<Record<string, string | undefined>> = {
  funding_event: 'FUNDING',
  acquisition: 'MERGER_OR_ACQUISITION',
  product_launch: 'PRODUCT',
  company_news: 'GENERAL_NEWS',
};

function articleOf({ signalId, type, title, occurredAt, url }: SignalRecord) {
  const category = CATEGORIES[type];
  if (category === undefined) return [];
  const id = mockId('zoominfo', 'news', signalId);
  const attributes = {
    title,
    url: url ?? null,
    domain: 'news.example',
    pageDate: momentOf(occurredAt),
    categories: [category],
  };
  return [{ id, type: 'News', attributes }];
}

function intentOf({ signalId, type, title, occurredAt }: SignalRecord) {
  if (type !== 'intent_topic') return [];
  const attributes = {
    topic: title,
    category: 'Business',
    signalScore: 84,
    audienceStrength: 'B',
    signalDate: momentOf(occurredAt),
  };
  return [{ id: mockId('zoominfo', 'intent', signalId), type: 'Intent', attributes }];
}

function includes(name: string, part: string): boolean {
  return name.toLowerCase().includes(part.toLowerCase());
}

function websiteOf(domain: string | undefined): string | null {
  return domain === undefined ? null : `www.${domain}`;
}

function momentOf(date: string | undefined): string | null {
  return date === undefined ? null : new Date(date).toISOString();
}
