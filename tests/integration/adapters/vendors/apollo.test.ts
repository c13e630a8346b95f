import { describe, expect, it, onTestFinished } from 'vitest';
import { apollo } from '../../../../src/adapters/apollo/index.ts';
import { VendorError } from '../../../../src/adapters/http/vendor-error.ts';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { crowdedWorld, NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const KEY = 'ap-right-0123456789abcdef';
const settings = (url: string, api_key = KEY) => ({ api_key, base_url: `${url}api/v1/` });

const fake: FakeVendor<'apollo', (typeof apollo)['capabilities'][number]> = {
  vendor: apollo,
  settings,
  wrongSettings: (url) => settings(url, 'ap-wrong-0123456789abcdef'),
  server: (world) => ({
    routes: apollo.mock(world),
    guard: (request) => unauthorized(request) ?? invalid(request),
    headers: {
      'x-rate-limit-minute': '200',
      'x-minute-requests-left': '199',
      'x-rate-limit-hourly': '400',
      'x-hourly-requests-left': '51',
      'x-rate-limit-24-hour': '',
    },
  }),
  rateLimited: {
    status: 429,
    headers: { 'retry-after': '0' },
    json: { message: 'The maximum number of api calls allowed is 200 times per minute.' },
  },
  quotaExhausted: {
    status: 422,
    json: { error: 'You have insufficient credits. Please upgrade your plan.' },
  },
  expire: null,
  lists: 'accounts',
};

/** A wrong key is a text with 401, but for the health question, which is a success. */
function unauthorized({ headers, path }: MockRequest) {
  if (headers['x-api-key'] === KEY) return undefined;
  if (path === '/api/v1/auth/health') return { json: { healthy: true, is_logged_in: false } };
  return { status: 401, headers: { 'content-type': 'text/plain' }, json: 'Invalid API key.' };
}

/** Pages that are too large or too far. */
function invalid({ query, path }: MockRequest) {
  const isSearch = path.includes('/mixed_');
  const isTooMuch = Number(query.get('per_page') ?? 0) > 100 || Number(query.get('page') ?? 1) > 500;
  return isSearch && isTooMuch ? { status: 422, json: { error: 'Parameters misconfigured.' } } : undefined;
}

const forbidden = (path: string) => (request: MockRequest) =>
  request.path.includes(path)
    ? {
        status: 403,
        json: { error: `This API key is not authorized to access ${path}.`, error_code: 'API_INACCESSIBLE' },
      }
    : undefined;

describe('Apollo.io', () => {
  vendorContract(fake);

  const start = async (options: Partial<VendorServerOptions> = {}, sample = sampleWorld()) => {
    const world = await sample;
    const server = await startVendorServer({ ...fake.server(world), ...options });
    const config = { mode: 'live' as const, settings: settings(server.url) };
    let now = NOW;
    const clock = { now: () => now };
    const source = openVendor(apollo, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    const paths = () =>
      server.requests.map(({ method, path }) => `${method} ${path.replace('/api/v1/', '')}`);
    const wait = (ms: number) => {
      now = new Date(now.getTime() + ms);
    };
    return { server, source, paths, wait };
  };
  const since = new Date(NOW.getTime() - 400 * DAY);
  const acme = { account: { domain: 'acme-robotics.example' }, since };

  it('tells a wrong key from the health question, which is a success by its status', async () => {
    const { server, source } = await start();
    await source.health();
    expect(server.requests[0]).toMatchObject({ path: '/api/v1/auth/health', headers: { 'x-api-key': KEY } });
    const wrong = openVendor(apollo, {
      config: { mode: 'live', settings: fake.wrongSettings(server.url) },
      clock: { now: () => NOW },
      world: () => ({ now: NOW, companies: [] }),
    });
    onTestFinished(() => wrong.close());
    await expect(wrong.health()).rejects.toMatchObject({ kind: 'auth' });
  });

  it('pays once a day for what it knows of a company', async () => {
    const { source, paths, wait } = await start();
    await source.companyEnrichment(acme);
    await source.technologies(acme);
    await Promise.all([source.signals(acme), source.signals(acme)]);
    expect(paths().sort()).toEqual([
      expect.stringMatching(/^GET organizations\/\d+\/job_postings$/),
      'GET organizations/enrich',
      'POST mixed_people/api_search',
      'POST mixed_people/api_search',
      'POST news_articles/search',
    ]);
    wait(DAY + 1);
    await source.technologies(acme);
    expect(paths().filter((path) => path.endsWith('enrich'))).toHaveLength(2);
  });

  it('tells of facts that it remembers when they were read', async () => {
    const { source, wait } = await start();
    const first = await source.companyEnrichment(acme);
    wait(DAY / 2);
    expect((await source.companyEnrichment(acme)).items).toEqual(first.items);
    expect(first.items[0]?.asOf).toBe(NOW.toISOString());
  });

  it('finds people for nothing, page after page, by the id of the company alone', async () => {
    const world = crowdedWorld(1);
    const [company] = world.companies;
    if (!company) throw new Error('a world of one company has one');
    const contacts = Array.from({ length: 230 }, (_, index) => ({
      ...{ source: 'x', mode: 'sample' as const, asOf: NOW.toISOString() },
      contactId: `con_${index}`,
      accountId: company.account.accountId,
      fullName: `Person Number${index}x`,
    }));
    const { source, server } = await start(
      {},
      Promise.resolve({ ...world, companies: [{ ...company, contacts }] }),
    );
    const [account] = (await source.accounts({ account: { domain: 'company-0.example' } })).items;
    const about = { account: { id: account?.accountId.replace('apollo:', '') } };
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await source.contacts({ ...about, cursor });
      for (const { contactId } of page.items) ids.add(contactId);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(ids.size).toBe(230);
    const asked = server.requests.filter(({ path }) => path.includes('mixed_people'));
    expect(asked.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3']);
    expect(asked.every(({ query }) => query.get('organization_ids[]') === about.account.id)).toBe(true);
  });

  it('shows of a person that is only found as much of the name as Apollo shows', async () => {
    const { source } = await start();
    const names = (await source.contacts(acme)).items.map(({ fullName }) => fullName);
    expect(names).toEqual(['Jordan Av…y', 'Priya Ra…n', 'Tomas Be…k', 'Lena Os…i']);
  });

  it('looks a person up by name and company, and asks for nothing private', async () => {
    const { source, server } = await start();
    const asked = { fullName: 'Priya Raman', account: { domain: 'acme-robotics.example' } };
    expect((await source.contactEnrichment(asked)).items).toMatchObject([
      {
        fullName: 'Priya Raman',
        email: 'priya.raman@acme-robotics.example',
        extra: { email_status: 'verified' },
      },
    ]);
    expect(server.requests[0]?.query.get('reveal_personal_emails')).toBe('false');
    const nameless = await source.contactEnrichment({ fullName: 'Priya Raman' });
    expect(nameless.warnings).toEqual([expect.stringContaining('by name and company')]);
    expect(server.requests).toHaveLength(1);
  });

  it('reads all deals once for all accounts, to the end', async () => {
    const { source, server } = await start({
      routes: (request) =>
        request.path.endsWith('/opportunities/search')
          ? { json: dealPage(Number(request.query.get('page'))) }
          : apollo.mock({ now: NOW, companies: [] })(request),
    });
    const { items } = await source.opportunities({ account: { domain: 'a3.example' } });
    expect(items.map(({ name, stage }) => [name, stage])).toEqual([['Deal of page 3', 'closed_won']]);
    expect((await source.opportunities({ account: { id: 'o1' } })).items).toHaveLength(1);
    expect(server.requests.filter(({ path }) => path.endsWith('/opportunities/search'))).toHaveLength(3);
  });

  const dealPage = (page: number) => ({
    opportunities: [
      {
        id: `d${page}`,
        name: `Deal of page ${page}`,
        is_closed: true,
        is_won: true,
        account: { organization_id: `o${page}`, primary_domain: `a${page}.example` },
      },
    ],
    pagination: { page, per_page: 1, total_entries: 3, total_pages: 3 },
  });

  it.each([
    [
      'news of which there are more pages',
      'news_articles',
      { news_articles: [], pages: 2 },
      'news than the 0',
    ],
    ['news on one page', 'news_articles', { news_articles: [], pages: 1 }, null],
    [
      'jobs of which there are more pages',
      'job_postings',
      { organization_job_postings: [], pages: 2 },
      'jobs than the 0',
    ],
    ['jobs on one page', 'job_postings', { organization_job_postings: [], pages: 1 }, null],
  ])('warns where something is left out, and else not: %s', async (_, path, { pages, ...told }, said) => {
    const all = apollo.mock(await sampleWorld());
    const routes = (request: MockRequest) =>
      request.path.includes(path) ? { json: { ...told, pagination: { total_pages: pages } } } : all(request);
    const { source } = await start({ routes });
    const expected = said === null ? [] : [`Apollo.io has more ${said} that were read.`];
    expect((await source.signals(acme)).warnings).toEqual(expected);
  });

  it.each([
    [9_999, []],
    [10_000, ['Apollo.io has more jobs than the 10000 that were read.']],
  ])('takes a full page of jobs for a part where no number of pages is told: %i', async (count, expected) => {
    const all = apollo.mock(await sampleWorld());
    const jobs = Array.from({ length: count }, (_, index) => ({ id: `j${index}` }));
    const routes = (request: MockRequest) =>
      request.path.includes('job_postings') ? { json: { organization_job_postings: jobs } } : all(request);
    const { source } = await start({ routes });
    expect((await source.signals(acme)).warnings).toEqual(expected);
  });

  it('names what the key is not made for, and tells the rest', async () => {
    const { source } = await start({ guard: forbidden('news_articles') });
    const { items, warnings } = await source.signals(acme);
    expect(warnings).toEqual([expect.stringContaining('does not show news')]);
    expect(items.map(({ type }) => type)).toContain('hiring_spree');
    const stages = await start({ guard: forbidden('opportunity_stages') });
    expect((await stages.source.opportunities(acme)).items.map(({ stage }) => stage).sort()).toEqual([
      'closed_won',
      'unknown',
    ]);
    const deals = await start({ guard: forbidden('opportunities/search') });
    await expect(deals.source.opportunities(acme)).rejects.toMatchObject({ kind: 'forbidden' });
  });

  it('is out of credits whatever the status, and does not insist', async () => {
    for (const status of [402, 403, 422]) {
      const { source, server } = await start();
      server.fail({ status, json: { error: 'Not enough credits' } }, Number.POSITIVE_INFINITY);
      const error = await source.signals(acme).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(VendorError);
      expect(error).toMatchObject({ kind: 'quota_exhausted' });
      expect(server.requests).toHaveLength(1);
    }
    const { source, server } = await start();
    server.fail({ status: 422, json: { error: 'id is not a valid ID' } }, 1);
    await expect(source.accounts(acme)).rejects.toMatchObject({ kind: 'invalid_request' });
  });

  it('tells what is left of the tightest of its windows', async () => {
    const { source } = await start();
    await source.technologies(acme);
    expect(source.state().rate).toEqual({ limit: 400, remaining: 51 });
  });

  it('does not take a part of a name for the name', async () => {
    const { source } = await start();
    expect((await source.accounts({ account: { name: 'acme robotics' } })).items).toHaveLength(1);
    expect((await source.accounts({ account: { name: 'Acme' } })).items).toEqual([]);
    expect((await source.technologies({ account: { name: 'Acme Robotics' } })).items.length).toBeGreaterThan(
      0,
    );
  });
});
