import { describe, expect, it, onTestFinished } from 'vitest';
import { hubspot } from '../../../../src/adapters/hubspot/index.ts';
import type { MockAnswer, MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { clock, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const KEY = 'pat-na1-right-0123456789';
const settings = (url: string, api_key = KEY) => ({ api_key, base_url: url, api_version: '2026-03' });

const fake: FakeVendor<'hubspot', (typeof hubspot)['capabilities'][number]> = {
  vendor: hubspot,
  settings,
  wrongSettings: (url) => settings(url, 'pat-na1-wrong-0123456789'),
  server: (world) => ({
    routes: hubspot.mock(world),
    guard: (request) => unauthorized(request) ?? invalid(request),
    headers: { 'x-hubspot-ratelimit-daily': '250000', 'x-hubspot-ratelimit-daily-remaining': '249000' },
  }),
  rateLimited: { status: 429, headers: { 'retry-after': '0' }, json: rateError('TEN_SECONDLY_ROLLING') },
  quotaExhausted: { status: 429, json: rateError('DAILY') },
  expire: null,
  lists: 'accounts',
};

function rateError(policyName: string) {
  return { status: 'error', message: 'You have reached your limit.', errorType: 'RATE_LIMIT', policyName };
}

function unauthorized({ headers }: MockRequest) {
  if (headers.authorization === `Bearer ${KEY}`) return undefined;
  const json = {
    status: 'error',
    message: 'Authentication credentials not found.',
    category: 'INVALID_AUTHENTICATION',
  };
  return { status: 401, json };
}

/** What HubSpot refuses: pages that are too large, lists of properties that nobody asked for. */
function invalid({ query, path }: MockRequest) {
  const isTooLarge = Number(query.get('limit') ?? 0) > 100;
  const json = { status: 'error', message: 'Invalid input', category: 'VALIDATION_ERROR' };
  return isTooLarge || path.includes('//') ? { status: 400, json } : undefined;
}

describe('HubSpot', () => {
  vendorContract(fake);

  const start = async (options: Partial<VendorServerOptions> = {}, version = '2026-03') => {
    const world = await sampleWorld();
    const server = await startVendorServer({ ...fake.server(world), ...options });
    const config = { mode: 'live' as const, settings: { ...settings(server.url), api_version: version } };
    const source = openVendor(hubspot, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    return { server, source };
  };
  const acme = { account: { domain: 'acme-robotics.example' } };

  it('asks in batches, not contact by contact', async () => {
    const { server, source } = await start();
    const { items } = await source.contacts(acme);
    expect(items.map(({ fullName }) => fullName)).toContain('Priya Raman');
    expect(items).toHaveLength(4);
    expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /crm/objects/2026-03/companies/search',
      'POST /crm/associations/2026-03/companies/contacts/batch/read',
      'POST /crm/objects/2026-03/contacts/batch/read',
    ]);
  });

  it('says by one search whose facts are wanted, and tells the account out of it, once', async () => {
    const { server, source } = await start();
    const searches = () => server.requests.filter(({ path }) => path.endsWith('/companies/search')).length;
    const id = (await source.identify?.(acme)) ?? undefined;
    const [found] = (await source.accounts({ account: { ...acme.account, id } })).items;
    expect(found).toMatchObject({ accountId: `hubspot:${id}`, name: 'Acme Robotics' });
    expect(server.requests.map(({ path }) => path).sort()).toEqual([
      '/account-info/v3/details',
      '/crm/objects/2026-03/companies/search',
    ]);
    // Whoever asks again wants to know what it is by then.
    expect((await source.accounts(acme)).items).toEqual([found]);
    expect(searches()).toBe(2);
    expect(await source.identify?.({ account: { id: '7', name: 'Acme Robotics' } })).toBe('7');
    expect(await source.identify?.({ account: {} })).toBeNull();
    expect(await source.identify?.({ account: { name: 'Nobody At All' } })).toBeNull();
    expect(searches()).toBe(3);
  });

  it('does not say whose facts are wanted where several have the domain, nor takes one for another', async () => {
    const two = ['7', '8'].map((id) => ({ id, properties: { name: `Acme ${id}` } }));
    const routes = ({ path, method }: MockRequest): MockAnswer | undefined => {
      if (method === 'POST') return { json: { results: two } };
      return path.endsWith('/companies/9')
        ? { json: { id: '9', properties: {} } }
        : { json: { portalId: 1 } };
    };
    const { source } = await start({ routes });
    expect(await source.identify?.(acme)).toBeNull();
    const { items } = await source.accounts({ account: { ...acme.account, id: '9' } });
    expect(items.map(({ accountId }) => accountId)).toEqual(['hubspot:9']);
  });

  it('reads each page of deals once for the two questions that need it', async () => {
    const deal = (after: string | undefined) => (after === undefined ? '41' : '42');
    const routes = ({ path, body }: MockRequest): MockAnswer | undefined => {
      const [input] = (body as { inputs?: { id: string; after?: string }[] } | undefined)?.inputs ?? [];
      if (path.endsWith('/companies/deals/batch/read')) {
        const next = input?.after === undefined ? { paging: { next: { after: 'second page' } } } : {};
        return {
          json: { results: [{ from: { id: '7' }, to: [{ toObjectId: deal(input?.after) }], ...next }] },
        };
      }
      if (path.endsWith('/deals/batch/read'))
        return { json: { results: [{ id: input?.id, properties: { dealname: `Deal ${input?.id}` } }] } };
      return path.includes('/pipelines/') ? { json: { results: [] } } : { json: { portalId: 1 } };
    };
    const { server, source } = await start({ routes });
    const about = { account: { id: '7' }, since: new Date(0) };
    const reads = () => server.requests.filter(({ path }) => path.endsWith('/deals/batch/read'));
    const [first] = await Promise.all([source.opportunities(about), source.signals(about)]);
    expect(first).toMatchObject({ items: [{ name: 'Deal 41' }], nextCursor: 'second page' });
    expect(reads()).toHaveLength(2);
    const rest = { ...about, cursor: first.nextCursor };
    const [second] = await Promise.all([source.opportunities(rest), source.signals(rest)]);
    expect(second.items.map(({ name }) => name)).toEqual(['Deal 42']);
    expect(reads()).toHaveLength(4);
  });

  it('asks the older version where it is told to', async () => {
    const { server, source } = await start({}, 'v3');
    expect((await source.opportunities(acme)).items.length).toBeGreaterThan(0);
    expect(server.requests.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/crm/v3/objects/companies/search',
        '/crm/v4/associations/companies/deals/batch/read',
        '/crm/v3/objects/deals/batch/read',
      ]),
    );
  });

  it('tells what is left of the day', async () => {
    const { source } = await start();
    await source.health();
    expect(source.state().rate).toEqual({ limit: 250_000, remaining: 249_000 });
  });

  it('does without a currency where the token may not read the account', async () => {
    const guard = (request: MockRequest) =>
      request.path.startsWith('/account-info')
        ? { status: 403, json: { category: 'MISSING_SCOPES' } }
        : undefined;
    const { source } = await start({ guard });
    const [account] = (await source.accounts(acme)).items;
    expect(account?.name).toBe('Acme Robotics');
    expect(account).not.toHaveProperty('annualRevenue');
    expect((await source.opportunities(acme)).items[0]?.amount).toMatchObject({ currency: 'USD' });
  });

  it('finds a company by its id, and an id that is gone as nothing', async () => {
    const { source } = await start();
    const [account] = (await source.accounts(acme)).items;
    const id = account?.accountId.replace('hubspot:', '');
    expect((await source.accounts({ account: { id } })).items).toEqual([account]);
    expect((await source.accounts({ account: { id: '1' } })).items).toEqual([]);
  });
});
