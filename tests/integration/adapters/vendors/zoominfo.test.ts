import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockAnswer, MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { zoominfo } from '../../../../src/adapters/zoominfo/index.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/clock.ts';
import { crowdedWorld, NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const SECRET = 'zi-right-0123456789abcdef';
const TOKEN_PATH = '/oauth2/default/v1/token';
const TOPICS = 'Topic: fab scheduling, Topic: operating theatre planning';
const settings = (url: string, client_secret = SECRET) => ({
  client_id: '0oa1b2c3d4',
  client_secret,
  intent_topics: TOPICS,
  scopes: 'api:data:company api:data:contact',
  base_url: `${url}gtm/`,
  token_url: `${url}${TOKEN_PATH.slice(1)}/`,
});

/** The token given out last is valid: a new one makes those before it worthless. */
let token = 0;

function tokenAnswer({ body }: MockRequest): MockAnswer {
  const { grant_type, client_secret } = body as Record<string, string>;
  if (grant_type !== 'client_credentials' || client_secret !== SECRET)
    return {
      status: 401,
      json: { error: 'invalid_client', error_description: 'The client secret is wrong.' },
    };
  token += 1;
  return {
    json: { token_type: 'Bearer', expires_in: 86_400, access_token: `zi-token-${token}`, scope: 'x' },
  };
}

function unauthorized({ headers, path }: MockRequest): MockAnswer | undefined {
  if (path === TOKEN_PATH || headers.authorization === `Bearer zi-token-${token}`) return undefined;
  return { status: 401, json: fault('ZI0001', 'Unauthorized', 'Your session has expired.') };
}

function fault(code: string, title: string, detail = title) {
  return { title, detail, errors: [{ id: '1', code, status: '400', title, detail }] };
}

const fake: FakeVendor<'zoominfo', (typeof zoominfo)['capabilities'][number]> = {
  vendor: zoominfo,
  settings,
  wrongSettings: (url) => settings(url, 'zi-wrong-0123456789abcdef'),
  server: (world) => {
    const routes = zoominfo.mock(world);
    return {
      routes: (request) => (request.path === TOKEN_PATH ? tokenAnswer(request) : routes(request)),
      guard: unauthorized,
      isSpared: ({ path }) => path === TOKEN_PATH,
      headers: {
        'content-type': 'application/vnd.api+json',
        'x-ratelimit-limit-second': '5',
        'x-ratelimit-remaining-second': '4',
        'x-ratelimit-limit-hour': '10800',
        'x-ratelimit-remaining-hour': '10799',
        'x-ratelimit-limit-day': '129600',
        'x-ratelimit-remaining-day': '3000',
      },
    };
  },
  rateLimited: {
    status: 429,
    headers: { 'retry-after': '0', 'x-ratelimit-rejected-bucket': 'second' },
    json: fault('ZI0004', 'Too Many Requests'),
  },
  quotaExhausted: { status: 403, json: fault('PFAPI0099', 'Limit exceeded', 'The record limit is used up.') },
  expire: () => {
    token += 1;
  },
  lists: null,
};

describe('ZoomInfo', () => {
  vendorContract(fake);

  const start = async (
    options: Partial<VendorServerOptions> & { more?: object } = {},
    sample = sampleWorld(),
  ) => {
    const { more, ...server } = options;
    const world = await sample;
    const running = await startVendorServer({ ...fake.server(world), ...server });
    const config = { mode: 'live' as const, settings: { ...settings(running.url), ...more } };
    let now = NOW;
    const source = openVendor(zoominfo, {
      config,
      clock: { now: () => now },
      world: () => world,
      random: () => 0,
    });
    onTestFinished(async () => {
      await source.close();
      await running.close();
    });
    const paths = () => running.requests.map(({ path }) => path.replace('/gtm/data/v1/', ''));
    const wait = (ms: number) => {
      now = new Date(now.getTime() + ms);
    };
    return { server: running, source, paths, wait };
  };
  const since = new Date(NOW.getTime() - 400 * DAY);
  const acme = { account: { domain: 'acme-robotics.example', name: 'Acme Robotics' }, since };

  it('gets one token for all who wait, at the place without a slash, with the scopes of the application', async () => {
    const { server, source, paths } = await start();
    await Promise.all([source.health(), source.health(), source.health()]);
    expect(paths().filter((path) => path === TOKEN_PATH)).toHaveLength(1);
    expect(server.requests[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: '0oa1b2c3d4',
      client_secret: SECRET,
      scope: 'api:data:company api:data:contact',
    });
  });

  it('renews the token before it expires, and not sooner', async () => {
    const { source, paths, wait } = await start();
    const tokens = () => paths().filter((path) => path === TOKEN_PATH).length;
    await source.health();
    wait(23 * HOUR);
    await source.health();
    expect(tokens()).toBe(1);
    wait(HOUR - MINUTE);
    await source.health();
    expect(tokens()).toBe(2);
  });

  it('says that the credentials are wrong also where that is a wrong request', async () => {
    const routes = ({ path }: MockRequest) =>
      path === TOKEN_PATH ? { status: 400, json: { error: 'invalid_scope' } } : undefined;
    const { source } = await start({ routes, guard: () => undefined });
    await expect(source.health()).rejects.toMatchObject({ kind: 'auth' });
  });

  it('speaks JSON:API', async () => {
    const { server, source } = await start();
    await source.technologies({ account: { id: '1' } });
    const asked = server.requests.at(-1);
    expect(asked?.headers).toMatchObject({
      accept: 'application/vnd.api+json',
      'content-type': 'application/vnd.api+json',
    });
    expect(asked?.body).toEqual({ data: { type: 'TechnologyEnrich', attributes: { companyId: 1 } } });
  });

  it('searches for the company first, which is free, and is charged once a day for what it knows of it', async () => {
    const { source, paths, wait } = await start();
    await source.companyEnrichment(acme);
    await Promise.all([source.companyEnrichment(acme), source.signals(acme), source.signals(acme)]);
    const charged = () => paths().filter((path) => path.endsWith('/enrich'));
    const once = ['companies/enrich', 'intent/enrich', 'news/enrich', 'scoops/enrich'];
    expect(charged().sort()).toEqual(once);
    expect(paths()[1]).toBe('companies/search');
    wait(DAY + 1);
    await source.companyEnrichment(acme);
    expect(charged().sort()).toEqual(['companies/enrich', ...once]);
  });

  it('says whose facts are wanted by a search alone, once for all questions that follow', async () => {
    const { source, paths } = await start();
    const id = await source.identify?.(acme);
    expect(paths().filter((path) => path.endsWith('/enrich'))).toEqual([]);
    const { items } = await source.companyEnrichment(acme);
    expect(items).toMatchObject([{ accountId: `zoominfo:${id}` }]);
    expect(paths().filter((path) => path.endsWith('/search'))).toEqual(['companies/search']);
    expect(await source.identify?.({ account: { domain: 'robotics.example' } })).toBeNull();
  });

  it('is not charged for a company that is another one', async () => {
    const { source, paths } = await start();
    expect((await source.companyEnrichment({ account: { name: 'Acme' } })).items).toEqual([]);
    expect((await source.technologies({ account: { domain: 'robotics.example' } })).items).toEqual([]);
    expect(paths().filter((path) => path.endsWith('/enrich'))).toEqual([]);
  });

  it('takes the one of the name where several have the web site, and none where that is no help', async () => {
    const company = (id: string, name: string) => ({ id, attributes: { name, website: 'www.acme.example' } });
    const routes = ({ path }: MockRequest) => {
      if (path === TOKEN_PATH) return { json: { access_token: 'x' } };
      if (path.endsWith('/companies/search'))
        return { json: { data: [company('1', 'Acme'), company('2', 'Acme Robotics')] } };
      return { json: { data: [{ ...company('2', 'Acme Robotics'), type: 'Company' }] } };
    };
    const { source } = await start({ routes, guard: () => undefined });
    const account = { domain: 'acme.example', name: 'acme robotics' };
    expect((await source.companyEnrichment({ account })).items).toMatchObject([{ accountId: 'zoominfo:2' }]);
    expect((await source.companyEnrichment({ account: { domain: 'acme.example' } })).items).toEqual([]);
  });

  it('finds people for nothing, page after page to the end', async () => {
    const world = crowdedWorld(1);
    const [company] = world.companies;
    if (!company) throw new Error('a world of one company has one');
    const contacts = Array.from({ length: 230 }, (_, index) => ({
      ...{ source: 'x', mode: 'sample' as const, asOf: NOW.toISOString() },
      contactId: `con_${index}`,
      accountId: company.account.accountId,
      fullName: `Person Number${index}`,
    }));
    const { source, server } = await start(
      {},
      Promise.resolve({ ...world, companies: [{ ...company, contacts }] }),
    );
    const [account] = (await source.accounts({ account: { domain: 'company-0.example' } })).items;
    const about = { account: { id: account?.accountId.replace('zoominfo:', '') } };
    const names = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await source.contacts({ ...about, cursor });
      for (const { fullName } of page.items) names.add(fullName);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(names.size).toBe(230);
    const asked = server.requests.filter(({ path }) => path.endsWith('/contacts/search'));
    expect(asked.map(({ query }) => [query.get('page[number]'), query.get('page[size]')])).toEqual([
      ['1', '100'],
      ['2', '100'],
      ['3', '100'],
    ]);
  });

  it('reads scoops page after page, the newest first', async () => {
    const scoop = (page: number) => ({
      id: `s${page}`,
      attributes: { description: `News of page ${page}`, originalPublishedDate: '2026-10-01T00:00:00Z' },
    });
    const routes = ({ path, query }: MockRequest) => {
      if (path === TOKEN_PATH) return { json: { access_token: 'x' } };
      const number = Number(query.get('page[number]'));
      const isScoops = path.endsWith('/scoops/enrich');
      return {
        json: { data: isScoops ? [scoop(number)] : [], meta: { page: { number, total: isScoops ? 2 : 1 } } },
      };
    };
    const { source, server } = await start({ routes, guard: () => undefined });
    const { items } = await source.signals({ account: { id: '7' }, since });
    expect(items.map(({ title }) => title)).toEqual(['News of page 1', 'News of page 2']);
    expect(server.requests.find(({ path }) => path.endsWith('/scoops/enrich'))?.query.get('sort')).toBe(
      '-originalPublishedDate',
    );
  });

  it.each([
    ['scoops', 'ZoomInfo has more scoops than the 3 that were read.'],
    ['news', 'ZoomInfo has more news than the 3 that were read.'],
    ['intent', 'ZoomInfo has more signals of intent than the 3 that were read.'],
  ])(
    'says of %s when there are more pages than it reads, and nothing of what it read whole',
    async (what, said) => {
      const routes = ({ path, query }: MockRequest) => {
        if (path === TOKEN_PATH) return { json: { access_token: 'x' } };
        const number = Number(query.get('page[number]'));
        const total = path.endsWith(`/${what}/enrich`) ? 4 : 3;
        return { json: { data: [{ id: number, attributes: {} }], meta: { page: { number, total } } } };
      };
      const { source, paths } = await start({ routes, guard: () => undefined });
      expect((await source.signals({ account: { id: '7' }, since })).warnings).toEqual([said]);
      expect(paths().filter((path) => path === `${what}/enrich`)).toHaveLength(3);
    },
  );

  it('says that topics are left out where more are named than can be asked for', async () => {
    const topics = (count: number) => Array.from({ length: count }, (_, index) => `Topic ${index}`).join();
    const { source, server } = await start({ more: { intent_topics: topics(51) } });
    expect((await source.signals(acme)).warnings).toEqual([expect.stringContaining('50 topics at most')]);
    const asked = server.requests.find(({ path }) => path.endsWith('/intent/enrich'))?.body;
    expect(asked).toMatchObject({ data: { attributes: { topics: topics(50).split(',') } } });
    const all = await start({ more: { intent_topics: topics(50) } });
    expect((await all.source.signals(acme)).warnings).toEqual([]);
  });

  it('asks for intent by the topics that are named, of the last ninety days', async () => {
    const { source, server } = await start();
    const umbra = (await sampleWorld()).companies.find(({ account }) => account.accountId === 'acc_umbra');
    const { items, warnings } = await source.signals({ account: { domain: umbra?.account.domain }, since });
    expect(items.filter(({ type }) => type === 'intent_topic')).toMatchObject([
      { key: 'Topic: fab scheduling' },
    ]);
    expect(warnings).toEqual([]);
    const asked = server.requests.find(({ path }) => path.endsWith('/intent/enrich'))?.body;
    expect(asked).toMatchObject({
      data: { attributes: { topics: TOPICS.split(', '), signalStartDate: '2026-08-24' } },
    });
  });

  it('says that it tells no intent without topics, and does not ask', async () => {
    const { source, paths } = await start({ more: { intent_topics: ' , ' } });
    const { warnings } = await source.signals(acme);
    expect(warnings).toEqual([expect.stringContaining('SALES_ZOOMINFO_INTENT_TOPICS')]);
    expect(paths()).not.toContain('intent/enrich');
  });

  it('names what is not in the subscription, and tells the rest', async () => {
    const guard = (request: MockRequest) =>
      request.path.includes('/scoops/')
        ? { status: 403, json: fault('ZI0003', 'Forbidden', 'Not enabled for your subscription.') }
        : unauthorized(request);
    const { source } = await start({ guard });
    const { items, warnings } = await source.signals(acme);
    expect(warnings).toEqual([expect.stringContaining('does not show scoops')]);
    expect(items.map(({ type }) => type)).toContain('funding_event');
  });

  it('does not wait for an hour that is used up, and does not take it for missing credits', async () => {
    const { server, source, paths } = await start();
    const json = fault('ZI0004', 'Too Many Requests', 'Rate limit exceeded.');
    server.fail({ status: 429, headers: { 'retry-after': '1800' }, json }, Number.POSITIVE_INFINITY);
    await expect(source.accounts(acme)).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(paths()).toEqual([TOKEN_PATH, 'companies/search']);
  });

  it('looks a person up by the address, or by name and company', async () => {
    const { source, server } = await start();
    const address = 'priya.raman@acme-robotics.example';
    const expected = [
      { fullName: 'Priya Raman', email: address, accountId: expect.stringMatching(/^zoominfo:\d+$/) },
    ];
    expect((await source.contactEnrichment({ email: address })).items).toMatchObject(expected);
    const asked = { fullName: 'Priya Raman', account: { name: 'Acme Robotics' } };
    expect((await source.contactEnrichment(asked)).items).toMatchObject(expected);
    const count = server.requests.length;
    expect((await source.contactEnrichment({ fullName: 'Priya Raman' })).warnings).toHaveLength(1);
    expect(server.requests).toHaveLength(count);
  });

  it('cannot list all companies that there are, and says so', async () => {
    const { source, server } = await start();
    await expect(source.accounts({})).rejects.toMatchObject({ kind: 'not_supported' });
    expect(server.requests).toEqual([]);
  });

  it('tells what is left of the day or the hour, whichever is less', async () => {
    const { source } = await start();
    await source.health();
    expect(source.state().rate).toEqual({ limit: 129_600, remaining: 3_000 });
  });
});
