import { describe, expect, it, onTestFinished } from 'vitest';
import { clearbit } from '../../../../src/adapters/clearbit/index.ts';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { clock, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer } from '../../../support/vendor-server.ts';

const KEY = 'sk_right_0123456789abcdef';
const settings = (url: string, api_key = KEY) => ({ api_key, base_url: url, person_url: url });

const fake: FakeVendor<'clearbit', (typeof clearbit)['capabilities'][number]> = {
  vendor: clearbit,
  settings,
  wrongSettings: (url) => settings(url, 'sk_wrong_0123456789abcdef'),
  server: (world) => ({
    routes: clearbit.mock(world),
    guard: unauthorized,
    headers: {
      'x-ratelimit-limit': '600',
      'x-ratelimit-remaining': '599',
      'x-ratelimit-reset': '1795338000',
    },
  }),
  rateLimited: { status: 429, headers: { 'retry-after': '0' }, json: { error: { type: 'rate_limit' } } },
  quotaExhausted: { status: 402, json: { error: { type: 'over_quota', message: 'Over quota.' } } },
  expire: null,
  lists: null,
};

function unauthorized({ headers }: MockRequest) {
  const expected = `Basic ${Buffer.from(`${KEY}:`).toString('base64')}`;
  if (headers.authorization === expected) return undefined;
  return { status: 401, json: { error: { type: 'auth_invalid', message: 'Invalid API key provided.' } } };
}

describe('Clearbit', () => {
  vendorContract(fake);

  const start = async () => {
    const world = await sampleWorld();
    const server = await startVendorServer(fake.server(world));
    const config = { mode: 'live' as const, settings: settings(server.url) };
    const source = openVendor(clearbit, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    return { server, source };
  };
  const acme = { account: { domain: 'acme-robotics.example' } };

  it('says that a look-up is queued, in place of "there is nothing"', async () => {
    const { server, source } = await start();
    server.fail({ status: 202, json: { error: { type: 'queued' } } }, 1);
    expect(await source.companyEnrichment(acme)).toMatchObject({
      items: [],
      warnings: ['Clearbit is still looking it up; ask again in a minute.'],
    });
    expect((await source.companyEnrichment(acme)).items).toHaveLength(1);
    expect(server.requests).toHaveLength(2);
  });

  it('says what it needs, and asks nothing without it', async () => {
    const { server, source } = await start();
    const nameless = await source.technologies({ account: { name: 'Acme Robotics' } });
    expect(nameless.warnings).toEqual(['Clearbit knows companies by their domain only.']);
    const stranger = await source.contactEnrichment({ fullName: 'Priya Raman' });
    expect(stranger.warnings).toEqual(['Clearbit knows people by their e-mail address only.']);
    expect(server.requests).toEqual([]);
  });

  it('tells what is left, and until when', async () => {
    const { source } = await start();
    await source.health();
    expect(source.state().rate).toEqual({ limit: 600, remaining: 599, resetAt: '2026-11-22T09:00:00.000Z' });
  });
});
