import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockRequest, MockRoutes } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { pipedrive } from '../../../../src/adapters/pipedrive/index.ts';
import { clock, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer } from '../../../support/vendor-server.ts';

const KEY = 'pd-right-0123456789abcdef';
const settings = (url: string, api_key = KEY) => ({ api_key, base_url: `${url}api/v2/` });

const fake: FakeVendor<'pipedrive', (typeof pipedrive)['capabilities'][number]> = {
  vendor: pipedrive,
  settings,
  wrongSettings: (url) => settings(url, 'pd-wrong-0123456789abcdef'),
  server: (world) => ({
    routes: pipedrive.mock(world),
    guard: (request) => unauthorized(request) ?? invalid(request),
    headers: { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '19', 'x-ratelimit-reset': '2' },
  }),
  rateLimited: {
    status: 429,
    headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '0' },
    json: { success: false, error: 'request over limit', errorCode: 429 },
  },
  quotaExhausted: null,
  expire: null,
  lists: 'accounts',
};

function unauthorized({ headers }: MockRequest) {
  if (headers['x-api-token'] === KEY) return undefined;
  return { status: 401, json: { success: false, error: 'unauthorized access', errorCode: 401 } };
}

/** What Pipedrive refuses: pages that are too large, terms that are too short. */
function invalid({ query }: MockRequest) {
  const term = query.get('term');
  const isWrong = Number(query.get('limit') ?? 0) > 500 || (term !== null && term.length < 2);
  return isWrong ? { status: 400, json: { success: false, error: 'Bad request' } } : undefined;
}

describe('Pipedrive', () => {
  vendorContract(fake);

  const start = async (changed = (routes: MockRoutes) => routes) => {
    const world = await sampleWorld();
    const usual = fake.server(world);
    const server = await startVendorServer({ ...usual, routes: changed(usual.routes) });
    const config = { mode: 'live' as const, settings: settings(server.url) };
    const source = openVendor(pipedrive, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    return { server, source };
  };
  const acme = { domain: 'acme-robotics.example', name: 'Acme Robotics' };

  it('finds an organization by its name, once, and the rest by its id', async () => {
    const { server, source } = await start();
    const { items } = await source.opportunities({ account: acme });
    expect(items.map(({ name }) => name)).toContain('Floor analytics for three plants');
    const paths = server.requests.map(({ path }) => path.replace('/api/v2', ''));
    expect(paths.slice(0, 2)).toEqual(['/organizations/search', '/organizations']);
    expect([...paths.slice(2)].sort()).toEqual(['/deals', '/stages']);
    const id = items[0]?.accountId?.replace('pipedrive:', '');
    expect((await source.opportunities({ account: { id } })).items).toEqual(items);
  });

  it('says by one search whose facts are wanted, and what stages mean meanwhile', async () => {
    const { server, source } = await start();
    const id = await source.identify?.({ account: acme });
    const paths = () => server.requests.map(({ path }) => path.replace('/api/v2', ''));
    expect(paths().sort()).toEqual(['/organizations/search', '/stages']);
    const [found] = (await source.accounts({ account: acme })).items;
    expect(found?.accountId).toBe(`pipedrive:${id}`);
    // Asking for the account after its id does not search again.
    expect(paths().filter((path) => path === '/organizations/search')).toHaveLength(1);
    expect(await source.identify?.({ account: { id: '7', name: 'Acme Robotics' } })).toBe('7');
    expect(await source.identify?.({ account: { name: 'Nobody At All' } })).toBeNull();
  });

  it('does not say whose facts are wanted where several have the name', async () => {
    const world = await sampleWorld();
    const two = [7, 8].map((id) => ({ item: { id, name: 'Acme' } }));
    const routes = ({ path }: MockRequest) =>
      path.endsWith('/search') ? { json: { success: true, data: { items: two } } } : undefined;
    const server = await startVendorServer({ routes });
    const config = { mode: 'live' as const, settings: settings(server.url) };
    const source = openVendor(pipedrive, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    expect(await source.identify?.({ account: { name: 'Acme' } })).toBeNull();
  });

  it('reads the deals once for the two questions that need them', async () => {
    const { server, source } = await start();
    const [found] = (await source.accounts({ account: acme })).items;
    const account = { id: found?.accountId.replace('pipedrive:', '') };
    const since = new Date(clock.now().getTime() - 400 * 86_400_000);
    const [deals, signals] = await Promise.all([
      source.opportunities({ account }),
      source.signals({ account, since }),
    ]);
    expect([deals.items.length > 0, signals.items.length > 0]).toEqual([true, true]);
    expect(server.requests.filter(({ path }) => path.endsWith('/deals'))).toHaveLength(1);
  });

  it('does not take another company of the same name for the one that is meant', async () => {
    const { source } = await start();
    expect((await source.accounts({ account: { ...acme, domain: 'acme.example' } })).items).toEqual([]);
    expect((await source.accounts({ account: { domain: 'acme-robotics.example' } })).items).toMatchObject([
      { name: 'Acme Robotics' },
    ]);
  });

  it('tells signals of deals and of what was done, none of them from the future', async () => {
    const { source } = await start();
    const since = new Date(clock.now().getTime() - 400 * 86_400_000);
    const { items, warnings } = await source.signals({ account: acme, since });
    expect(new Set(items.map(({ type }) => type))).toEqual(
      new Set(['deal_created', 'deal_progression', 'activity_logged']),
    );
    for (const { occurredAt } of items)
      expect(Date.parse(occurredAt ?? '')).toBeLessThanOrEqual(clock.now().getTime());
    expect(warnings).toEqual([]);
  });

  it.each([
    ['/deals', 'Pipedrive has more deals to take signals from than the 2 that were read.'],
    ['/activities', 'Pipedrive has more activities than the 2 that were read.'],
  ])('says that it has more than one page of %s', async (place, said) => {
    const { source } = await start((routes) => (request) => {
      const answer = routes(request);
      const more = { additional_data: { next_cursor: 'more' } };
      return request.path.endsWith(place) ? { json: Object.assign({}, answer?.json, more) } : answer;
    });
    const since = new Date(clock.now().getTime() - 400 * 86_400_000);
    expect((await source.signals({ account: acme, since })).warnings).toEqual([said]);
  });

  it('tells what is left of the window', async () => {
    const { source } = await start();
    await source.health();
    expect(source.state().rate).toMatchObject({ limit: 20, remaining: 19 });
  });
});
