import { describe, expect, it, onTestFinished } from 'vitest';
import { builtwith } from '../../../../src/adapters/builtwith/index.ts';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { clock, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer } from '../../../support/vendor-server.ts';

const KEY = 'bw-right-0123456789abcdef';
const settings = (url: string, api_key = KEY, key_place = 'header') => ({
  api_key,
  base_url: url,
  api_version: 'v22',
  key_place,
});

const fake: FakeVendor<'builtwith', (typeof builtwith)['capabilities'][number]> = {
  vendor: builtwith,
  settings,
  wrongSettings: (url) => settings(url, 'bw-wrong-0123456789abcdef'),
  server: (world) => ({
    routes: builtwith.mock(world),
    guard: unauthorized,
    headers: { 'x-api-credits-remaining': '1234' },
  }),
  rateLimited: { status: 429, json: { error: 'Too many requests', retryAfterSeconds: 0 } },
  quotaExhausted: { json: { Results: [], Errors: [{ Code: -3, Message: 'No credits', Lookup: null }] } },
  expire: null,
  lists: null,
};

/** A wrong key is told inside of a success. */
function unauthorized({ headers, query }: MockRequest) {
  if (headers.authorization === `API ${KEY}` || query.get('KEY') === KEY) return undefined;
  return { json: { Results: [], Errors: [{ Code: -2, Message: 'API key incorrect', Lookup: null }] } };
}

describe('BuiltWith', () => {
  vendorContract(fake);

  const start = async (key_place = 'header') => {
    const world = await sampleWorld();
    const server = await startVendorServer(fake.server(world));
    const config = { mode: 'live' as const, settings: settings(server.url, KEY, key_place) };
    const source = openVendor(builtwith, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    return { server, source };
  };

  it('keeps the key out of addresses unless it is told otherwise', async () => {
    const byHeader = await start();
    await byHeader.source.health();
    expect(byHeader.server.requests[0]?.query.has('KEY')).toBe(false);
    const byQuery = await start('query');
    await byQuery.source.health();
    expect(byQuery.server.requests[0]?.query.get('KEY')).toBe(KEY);
    expect(byQuery.server.requests[0]?.headers).not.toHaveProperty('authorization');
  });

  it('says that it needs a domain, and spends no credit without one', async () => {
    const { server, source } = await start();
    const answer = await source.technologies({ account: { name: 'Acme Robotics' } });
    expect(answer).toMatchObject({ items: [], warnings: [expect.stringContaining('domain only')] });
    expect(server.requests).toEqual([]);
  });

  it('tells the technologies of a company and the credits that are left', async () => {
    const { source } = await start();
    const { items } = await source.technologies({ account: { domain: 'acme-robotics.example' } });
    expect(items.length).toBeGreaterThan(0);
    expect(source.state().rate).toEqual({ remaining: 1_234 });
  });
});
