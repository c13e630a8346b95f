import { describe, expect, it, onTestFinished } from 'vitest';
import { ibmSalesCloud } from '../../../../src/adapters/ibm-sales-cloud/index.ts';
import type { MockAnswer, MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { firms, KEY, least, NO_PAGES, settings, start } from '../../../support/ibm-sales-cloud.ts';
import { clock, NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer } from '../../../support/vendor-server.ts';

const fake: FakeVendor<'ibm_sales_cloud', (typeof ibmSalesCloud)['capabilities'][number]> = {
  vendor: ibmSalesCloud,
  settings,
  wrongSettings: (url) => settings(url, 'crm-wrong-0123456789abcdef'),
  server: (world) => ({
    routes: ibmSalesCloud.mock(world),
    guard: ({ headers }) =>
      headers.authorization === `Bearer ${KEY}`
        ? undefined
        : { status: 401, json: { error: 'unauthorized' } },
    headers: { 'x-ratelimit-limit': '600', 'x-ratelimit-remaining': '599' },
  }),
  rateLimited: { status: 429, headers: { 'retry-after': '0' }, json: {} },
  quotaExhausted: { status: 402, json: {} },
  expire: null,
  lists: 'accounts',
};

describe('IBM Sales Cloud: any CRM with a plain REST interface', () => {
  vendorContract(fake);

  it('reads a CRM that calls everything otherwise', async () => {
    const routes = ({ path, query }: MockRequest): MockAnswer | undefined => {
      if (path === '/api/v2/companies' && query.get('filter[site]') === 'acme.example')
        return {
          json: {
            result: {
              rows: [
                {
                  uid: 'x/7',
                  label: 'Acme',
                  meta: { site: 'acme.example', mrr: '1.5', kind: 'KUNDE', by: 12 },
                },
                { uid: 'x/8', label: 'Acme Two', meta: { site: 'two.acme.example' } },
              ],
            },
          },
        };
      if (path === '/api/v2/deals' && query.get('company') === 'x/7')
        return {
          json: {
            result: {
              rows: [
                { uid: 1, label: 'A', phase: 'Angebot', worth: 10 },
                { uid: 2, label: 'B', phase: 'closed-won', worth: '20', until: '2026-11-01' },
                { uid: 3, label: 'C', phase: 'Nebel', worth: null },
              ],
            },
          },
        };
      if (path === '/api/v2/companies/x%2F7/people')
        return { json: { result: { rows: [{ uid: 5, first: 'Priya', last: 'Raman', optout: 'true' }] } } };
      return undefined;
    };
    const { source, asked } = await start({
      routes,
      stages: { nebel: 'discovery' },
      mapping: `
health: v2/ping
paging: { style: none }
accounts:
  path: v2/companies
  list: result.rows
  one: v2/companies/{id}
  find: { domain: { 'filter[site]': '{domain}' } }
  fields:
    id: uid
    name: label
    domain: meta.site
    annual_revenue: { at: meta.mrr, multiply: 1000000 }
    currency: { always: EUR }
    status: meta.kind
  values: { status: { Kunde: active } }
  extra: { owner_id: meta.by }
contacts:
  path: v2/companies/{account}/people
  list: result.rows
  fields: { id: uid, first_name: first, last_name: last, do_not_contact: optout }
opportunities:
  path: v2/deals
  query: { company: '{account}' }
  list: result.rows
  fields: { id: uid, name: label, stage: phase, amount: worth, currency: { always: CHF }, close_date: until }
  values: { stage: { angebot: proposal } }
`,
    });
    const account = { domain: 'acme.example', name: 'Acme' };
    expect((await source.accounts({ account })).items).toEqual([
      {
        source: 'IBM Sales Cloud',
        mode: 'live',
        asOf: NOW.toISOString(),
        accountId: 'ibm_sales_cloud:x/7',
        name: 'Acme',
        domain: 'acme.example',
        aliases: [],
        annualRevenue: { amount: 1_500_000, currency: 'EUR' },
        status: 'active',
        technologies: [],
        extra: { owner_id: '12' },
      },
    ]);
    expect((await source.contacts({ account })).items).toMatchObject([
      { contactId: 'ibm_sales_cloud:5', fullName: 'Priya Raman', doNotContact: true },
    ]);
    const deals = (await source.opportunities({ account })).items;
    expect(deals.map(({ stage, stageRaw, amount }) => [stage, stageRaw, amount])).toEqual([
      ['proposal', 'Angebot', { amount: 10, currency: 'CHF' }],
      ['closed_won', 'closed-won', { amount: 20, currency: 'CHF' }],
      ['discovery', 'Nebel', undefined],
    ]);
    expect(asked().filter((path) => path.includes('people'))).toEqual(['GET /api/v2/companies/x%2F7/people']);
  });

  it('cannot tell what its mapping leaves out, and says so', async () => {
    const { source, server } = await start({ mapping: least(NO_PAGES), routes: () => ({ json: firms }) });
    expect(source.capabilities).toEqual(['accounts']);
    const account = { id: '1' };
    for (const asked of [
      source.contacts({ account }),
      source.opportunities({ account }),
      source.signals({ account, since: new Date(0) }),
    ])
      await expect(asked).rejects.toMatchObject({ kind: 'not_supported' });
    expect(server.requests).toEqual([]);
  });

  it('cannot list the deals of all accounts where a path names one', async () => {
    const mapping = least(`${NO_PAGES}
opportunities:
  path: firms/{account}/deals
  fields: { id: id, name: name, stage: stage }`);
    const { source, server } = await start({ mapping, routes: () => ({ json: [] }) });
    await expect(source.opportunities({})).rejects.toMatchObject({ kind: 'not_supported' });
    expect(server.requests).toEqual([]);
    expect((await source.opportunities({ account: { id: '7' } })).items).toEqual([]);
  });

  it('does not take a firm that only sounds alike for the one that is meant', async () => {
    const found = [
      { key: 1, title: 'Acme Two' },
      { key: 2, title: ' ACME ' },
    ];
    const { source } = await start({ mapping: least(NO_PAGES), routes: () => ({ json: found }) });
    const { items } = await source.accounts({ account: { name: 'Acme', domain: 'acme.example' } });
    expect(items.map(({ accountId }) => accountId)).toEqual(['ibm_sales_cloud:2']);
  });

  it.each([
    ['../../admin', 'GET /api/firms/..%2F..%2Fadmin'],
    ['1?all=true#', 'GET /api/firms/1%3Fall%3Dtrue%23'],
  ])('asks for the id %j as an id', async (id, expected) => {
    const { source, asked } = await start({ mapping: least(NO_PAGES), routes: () => undefined });
    expect((await source.accounts({ account: { id } })).items).toEqual([]);
    expect(asked()).toEqual([expected]);
  });
});

describe('the shipped mapping', () => {
  it('tells what is left of the allowance, and signals of the time asked for only', async () => {
    const world = await sampleWorld();
    const server = await startVendorServer(fake.server(world));
    const config = { mode: 'live' as const, settings: settings(server.url) };
    const source = openVendor(ibmSalesCloud, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await server.close();
    });
    const account = { domain: 'acme-robotics.example' };
    const long = await source.signals({ account, since: new Date(NOW.getTime() - 400 * DAY) });
    const short = await source.signals({ account, since: new Date(NOW.getTime() - 20 * DAY) });
    expect(long.items.length).toBeGreaterThan(short.items.length);
    expect(short.items.length).toBeGreaterThan(0);
    expect(source.state().rate).toEqual({ limit: 600, remaining: 599 });
    expect((await source.opportunities({})).items.length).toBeGreaterThan(10);
  });
});
