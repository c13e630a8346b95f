import { createRoutes, type MockAnswer, type MockRequest, type MockRoutes } from '../mock/exchange.ts';
import type { MockCompany, MockWorld } from '../mock/mock-world.ts';

const NOT_A_DOMAIN = {
  json: { Results: [], Errors: [{ Code: -8, Message: 'Invalid domain', Lookup: null }] },
};

/** BuiltWith, as its documentation describes it, about the sample companies. */
export function builtwithMock(world: MockWorld): MockRoutes {
  const about =
    (answer: (company: MockCompany) => unknown) =>
    ({ query }: MockRequest): MockAnswer => {
      const domain = query.get('LOOKUP') ?? '';
      if (!domain.includes('.')) return NOT_A_DOMAIN;
      const company = world.companies.find(({ account }) => account.domain === domain);
      return { json: { Results: company ? [answer(company)] : [], Errors: [] } };
    };
  return createRoutes([
    ['GET', '/:version/api.json', (request) => routeOf(request.params.version ?? '', request)],
  ]);

  function routeOf(version: string, request: MockRequest): MockAnswer | undefined {
    if (version === 'whoamiv1') return { json: { user: 'sample', credits: 1_000 } };
    if (version === 'change1') return about((company) => changesOf(company))(request);
    return /^v\d+$/.test(version) ? about((company) => lookupOf(company, world.now))(request) : undefined;
  }
}

function lookupOf({ account }: MockCompany, now: Date) {
  const day = 86_400_000;
  return {
    Lookup: account.domain,
    Meta: { CompanyName: account.name, Vertical: account.industry ?? null, Country: account.country ?? null },
    Result: {
      Paths: [
        {
          Domain: account.domain,
          Url: '',
          SubDomain: '',
          Technologies: account.technologies.map((Name, index) => ({
            Name,
            Tag: 'widgets',
            Categories: [],
            FirstDetected: now.getTime() - (400 + 30 * index) * day,
            LastDetected: now.getTime() - 2 * day,
          })),
        },
      ],
    },
  };
}

const EVENTS: Readonly<Record<string, string | undefined>> = {
  tech_adoption: 'technology_added',
  tech_removal: 'technology_removed',
};

/** The sample's own news about technology, as BuiltWith would have seen it. */
function changesOf({ account, signals }: MockCompany) {
  const events = signals.flatMap(({ type, title, occurredAt }) => {
    const kind = EVENTS[type];
    const seen = occurredAt === undefined ? undefined : new Date(occurredAt).toISOString();
    if (!kind || !seen) return [];
    const technology = account.technologies.find((name) => title.includes(name)) ?? title.slice(0, 60);
    return [
      {
        type: kind,
        technology,
        category: [],
        first_seen_utc: seen,
        last_seen_utc: seen,
        importance: 'medium',
      },
    ];
  });
  return { Lookup: account.domain, Changes: { events } };
}
