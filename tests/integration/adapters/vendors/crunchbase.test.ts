import { describe, expect, it, onTestFinished } from 'vitest';
import { crunchbase } from '../../../../src/adapters/crunchbase/index.ts';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { clock, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const KEY = 'cb-right-0123456789abcdef';
const settings = (url: string, api_key = KEY) => ({ api_key, base_url: `${url}v4/data/` });

const fake: FakeVendor<'crunchbase', (typeof crunchbase)['capabilities'][number]> = {
  vendor: crunchbase,
  settings,
  wrongSettings: (url) => settings(url, 'cb-wrong-0123456789abcdef'),
  server: (world) => ({ routes: crunchbase.mock(world), guard: unauthorized }),
  rateLimited: { status: 429, headers: { 'retry-after': '0' }, json: [{ status: 429, code: 'LA429' }] },
  quotaExhausted: null,
  expire: null,
  lists: 'accounts',
};

function unauthorized({ headers }: MockRequest) {
  if (headers['x-cb-user-key'] === KEY) return undefined;
  return { status: 401, json: [{ status: 401, code: 'LA401', message: 'Unauthorized user_key' }] };
}

describe('Crunchbase', () => {
  vendorContract(fake);

  const start = async (options: Partial<VendorServerOptions> = {}) => {
    const world = await sampleWorld();
    const server = await startVendorServer({ ...fake.server(world), ...options });
    const config = { mode: 'live' as const, settings: settings(server.url) };
    const source = openVendor(crunchbase, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    return { server, source };
  };
  const since = new Date(clock.now().getTime() - 400 * 86_400_000);
  const acme = { account: { domain: 'acme-robotics.example' }, since };

  it('says which package is missing, and tells the rest', async () => {
    const guard = ({ query }: MockRequest) =>
      query.get('card_ids')?.includes('layoffs') ? { status: 403, json: [{ code: 'MD403' }] } : undefined;
    const { source } = await start({ guard });
    const { items, warnings } = await source.signals(acme);
    expect(warnings).toEqual([expect.stringContaining('the insights package')]);
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ type }) => type))).not.toContain('product_launch');
  });

  it('takes a card that is silently absent for missing, not for "nothing happened"', async () => {
    const world = await sampleWorld();
    const routes: VendorServerOptions['routes'] = (request) => {
      const answer = crunchbase.mock(world)(request);
      return request.query.get('card_ids')?.includes('ipos')
        ? { ...answer, json: { ...(answer?.json as object), cards: {} } }
        : answer;
    };
    const { source } = await start({ routes });
    expect((await source.signals(acme)).warnings).toEqual([
      expect.stringContaining('the financials package'),
    ]);
  });

  it('finds by id and by the whole name, not by a part of it', async () => {
    const { source } = await start();
    const [account] = (await source.accounts({ account: { domain: 'acme-robotics.example' } })).items;
    const id = account?.accountId.replace('crunchbase:', '');
    expect((await source.accounts({ account: { id } })).items).toEqual([account]);
    expect((await source.accounts({ account: { name: 'acme robotics' } })).items).toEqual([account]);
    expect((await source.accounts({ account: { name: 'Acme' } })).items).toEqual([]);
    expect((await source.accounts({ account: { id: 'gone' } })).items).toEqual([]);
  });
});
