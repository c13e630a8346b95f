import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { sixsense } from '../../../../src/adapters/sixsense/index.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const KEY = '6s-right-0123456789abcdef0123456789abcdef';
const settings = (url: string, api_key = KEY) => ({ api_key, base_url: url, scribe_url: url });

const fake: FakeVendor<'sixsense', (typeof sixsense)['capabilities'][number]> = {
  vendor: sixsense,
  settings,
  wrongSettings: (url) => settings(url, '6s-wrong-0123456789abcdef0123456789abcdef'),
  server: (world) => ({ routes: sixsense.mock(world), guard: unauthorized }),
  // No header says when to come back.
  rateLimited: { status: 429, json: { status: 'error', message: 'Too many requests' } },
  quotaExhausted: { status: 402, json: { status: 'error', message: 'Your allocated quota is exhausted.' } },
  expire: null,
  lists: null,
};

function unauthorized({ headers }: MockRequest) {
  if (headers.authorization === `Token ${KEY}`) return undefined;
  return { status: 401, json: { status: 'error', message: 'Your API token is invalid' } };
}

describe('6sense', () => {
  vendorContract(fake);

  const start = async (options: Partial<VendorServerOptions> = {}, more: object = {}) => {
    const world = await sampleWorld();
    const server = await startVendorServer({ ...fake.server(world), ...options });
    const config = { mode: 'live' as const, settings: { ...settings(server.url), ...more } };
    let now = NOW;
    const clock = { now: () => now };
    const source = openVendor(sixsense, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    const paths = () => server.requests.map(({ path }) => path);
    const wait = (ms: number) => {
      now = new Date(now.getTime() + ms);
    };
    return { server, source, paths, wait };
  };
  const acme = { account: { domain: 'acme-robotics.example' }, since: new Date(0) };

  it('asks with forms, as these two questions are documented', async () => {
    const { server, source } = await start();
    await source.companyEnrichment(acme);
    expect(server.requests.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/enrichment/company', { domain: 'acme-robotics.example' }],
      [
        '/v2/people/score',
        {
          email: 'info@acme-robotics.example',
          country: 'United States',
          website: 'acme-robotics.example',
          company: 'Acme Robotics',
        },
      ],
    ]);
    expect(server.requests[0]?.headers['content-type']).toContain('form-urlencoded');
  });

  it('tells how near a company is to buying, as something to compare with later', async () => {
    const { source } = await start();
    const [account] = (await source.companyEnrichment(acme)).items;
    expect(account?.observed).toEqual({ intentScore: 86, buyingStage: 3, employeeCount: 1_850 });
    expect(account?.extra).toMatchObject({ intent_score: '86', buying_stage: 'Decision' });
  });

  it('pays once a day for the facts, and asks for the scores anew', async () => {
    const { source, paths, wait } = await start();
    const [first] = (await source.companyEnrichment(acme)).items;
    await Promise.all([source.signals(acme), source.signals(acme)]);
    wait(DAY / 2);
    const [second] = (await source.companyEnrichment(acme)).items;
    expect(second?.asOf).toBe(first?.asOf);
    expect(paths()).toEqual(['/v1/enrichment/company', '/v2/people/score', '/v2/people/score']);
    wait(DAY);
    await source.signals(acme);
    expect(paths().filter((path) => path.startsWith('/v1/'))).toHaveLength(2);
  });

  it('keeps the facts when the token is not made for scores, and says what is missing', async () => {
    for (const status of [401, 403]) {
      const guard = ({ path }: MockRequest) =>
        path === '/v2/people/score' ? { status, json: { status: 'error', message: 'no' } } : undefined;
      const { source } = await start({ guard });
      const { items, warnings } = await source.companyEnrichment(acme);
      expect(items).toMatchObject([{ employeeCount: 1_850, observed: { employeeCount: 1_850 } }]);
      expect(warnings).toEqual([expect.stringContaining('does not tell scores with this token')]);
    }
  });

  it('says so when scores are switched off for the token: the answer is just empty then', async () => {
    const routes = ({ path }: MockRequest) =>
      path === '/v2/people/score'
        ? { json: { scores: [] } }
        : { json: { company: { domain: 'acme-robotics.example', country: 'United States' } } };
    const { source } = await start({ routes });
    const { items, warnings } = await source.companyEnrichment(acme);
    expect(items).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('not the same as no interest')]);
  });

  it('fails when the scores fail: a reading in part would look like a change', async () => {
    const guard = ({ path }: MockRequest) =>
      path === '/v2/people/score' ? { status: 402, json: { status: 'error', message: 'quota' } } : undefined;
    const { source, paths } = await start({ guard });
    await expect(source.companyEnrichment(acme)).rejects.toMatchObject({ kind: 'quota_exhausted' });
    expect(paths()).toHaveLength(2);
  });

  it('sends each group of questions its own token', async () => {
    const tokens = { scoring_key: 'sc-0123456789abcdef', people_key: 'pe-0123456789abcdef' };
    const { server, source } = await start({ guard: () => undefined }, tokens);
    await source.companyEnrichment(acme);
    await source.contacts(acme);
    await source.contactEnrichment({ email: 'priya.raman@acme-robotics.example' });
    expect(server.requests.map(({ path, headers }) => [path, headers.authorization])).toEqual([
      ['/v1/enrichment/company', `Token ${KEY}`],
      ['/v2/people/score', 'Token sc-0123456789abcdef'],
      ['/v2/people/search', 'Token pe-0123456789abcdef'],
      ['/v2/enrichment/people', 'Token pe-0123456789abcdef'],
    ]);
  });

  it('takes "no data" for an answer, also as a wrong request', async () => {
    const { server, source } = await start();
    server.fail({ status: 400, json: { status: 'error', message: 'No data found. Please contact us.' } }, 1);
    expect(await source.companyEnrichment(acme)).toMatchObject({ items: [] });
    server.fail({ status: 400, json: { status: 'error', message: "Country can't be blank" } }, 1);
    await expect(source.contacts(acme)).rejects.toMatchObject({ kind: 'invalid_request' });
  });

  it('is healthy also where the token may not search for people, not where it is unknown', async () => {
    const { server, source } = await start();
    server.fail({ status: 403, json: { status: 'error', message: 'no rights' } }, 1);
    await expect(source.health()).resolves.toBeUndefined();
    expect(server.requests[0]?.body).toEqual({ domain: '6sense.com', limit: 1 });
  });

  it('knows whose facts are wanted without asking: the domain is the id', async () => {
    const { server, source } = await start();
    expect(await source.identify?.({ account: { domain: 'acme-robotics.example', name: 'Acme' } })).toBe(
      'acme-robotics.example',
    );
    expect(await source.identify?.({ account: { name: 'Acme' } })).toBeNull();
    expect(server.requests).toEqual([]);
  });

  it('says that it needs a domain, and that it shows a part of the people', async () => {
    const people = [{ id: 'p1', fullName: 'Priya Raman' }];
    const { source, server } = await start({ routes: () => ({ json: { people, totalResults: 250 } }) });
    for (const answer of [
      await source.companyEnrichment({ account: { name: 'Acme Robotics' } }),
      await source.contacts({ account: { name: 'Acme Robotics' } }),
      await source.signals({ account: { name: 'Acme Robotics' }, since: new Date(0) }),
    ])
      expect(answer.warnings).toEqual(['6sense knows companies by their domain only.']);
    expect(server.requests).toEqual([]);
    expect((await source.contacts(acme)).warnings).toEqual(['6sense shows 1 of 250 people.']);
  });
});
