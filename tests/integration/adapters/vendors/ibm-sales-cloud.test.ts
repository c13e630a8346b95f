import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ibmSalesCloud } from '../../../../src/adapters/ibm-sales-cloud/index.ts';
import type { MockAnswer, MockRequest, MockRoutes } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { clock, NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const KEY = 'crm-right-0123456789abcdef';
const settings = (url: string, api_key = KEY) => ({ base_url: `${url}api/`, api_key });

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

/** A CRM of its own making, and the mapping that reads it. */
interface Strange {
  readonly mapping: string;
  readonly routes: MockRoutes;
  readonly guard?: VendorServerOptions['guard'];
  readonly tenant_id?: string;
  readonly stages?: Parameters<typeof openVendor>[1]['stages'];
}

async function start({ mapping, routes, guard, tenant_id, stages }: Strange) {
  const folder = await mkdtemp(join(tmpdir(), 'crm-'));
  const file = join(folder, 'crm.yaml');
  await writeFile(file, mapping);
  const server = await startVendorServer({ routes, ...(guard && { guard }) });
  const config = {
    mode: 'live' as const,
    settings: { ...settings(server.url), mapping: file, ...(tenant_id && { tenant_id }) },
  };
  const source = openVendor(ibmSalesCloud, {
    config,
    clock,
    world: () => ({ now: NOW, companies: [] }),
    random: () => 0,
    ...(stages && { stages }),
  });
  onTestFinished(async () => {
    await source.close();
    await server.close();
    await rm(folder, { recursive: true });
  });
  const asked = () =>
    server.requests.map(({ method, path, query }) => `${method} ${path}${query.size > 0 ? `?${query}` : ''}`);
  return { server, source, asked };
}

/** What a mapping needs at least; `auth` and `paging` as the test wants them. */
const least = (more: string) => `
health: ping
accounts:
  path: firms
  one: firms/{id}
  find: { name: { q: '{name}' } }
  fields: { id: key, name: title }
${more}`;
const NO_PAGES = 'paging: { style: none }';
const firms = [1, 2, 3, 4, 5].map((key) => ({ key, title: `Firm ${key}` }));

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

describe('pages', () => {
  const all = async (paging: string, routes: MockRoutes) => {
    const { source, asked } = await start({ mapping: least(paging), routes });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await source.accounts(cursor === undefined ? {} : { cursor });
      names.push(...page.items.map(({ name }) => name));
      cursor = page.nextCursor;
    } while (cursor !== undefined && names.length < 20);
    return { names, asked: asked().map((line) => line.replace('GET /api/firms', '')) };
  };
  const names = firms.map(({ title }) => title);
  const sliced = ({ query }: MockRequest, start: number, size = Number(query.get('n'))) =>
    firms.slice(start, start + size);

  it('counts records', async () => {
    const found = await all(
      'paging: { style: offset, offset_parameter: from, size_parameter: n, size: 2 }',
      (request) => ({ json: sliced(request, Number(request.query.get('from'))) }),
    );
    expect(found).toEqual({ names, asked: ['?n=2&from=0', '?n=2&from=2', '?n=2&from=4'] });
  });

  it('counts records of smaller pages than asked for, where the answer says how many there are', async () => {
    const { source } = await start({
      mapping: least(
        'paging: { style: offset, offset_parameter: from, size_parameter: n, size: 4, total: count }',
      ).replace('path: firms\n', 'path: firms\n  list: rows\n'),
      routes: (request) => ({
        json: { rows: sliced(request, Number(request.query.get('from')), 2), count: 5 },
      }),
    });
    const first = await source.accounts({});
    const second = await source.accounts({ cursor: first.nextCursor });
    const third = await source.accounts({ cursor: second.nextCursor });
    expect([first, second, third].flatMap(({ items }) => items.map(({ name }) => name))).toEqual(names);
    expect(third.nextCursor).toBeUndefined();
  });

  it('counts pages, from one or from nought', async () => {
    const from = (first: number) => (request: MockRequest) => ({
      json: sliced(request, (Number(request.query.get('p')) - first) * 2),
    });
    const style = 'paging: { style: page, page_parameter: p, size_parameter: n, size: 2';
    expect(await all(`${style} }`, from(1))).toEqual({ names, asked: ['?n=2&p=1', '?n=2&p=2', '?n=2&p=3'] });
    expect(await all(`${style}, first: 0 }`, from(0))).toEqual({
      names,
      asked: ['?n=2&p=0', '?n=2&p=1', '?n=2&p=2'],
    });
  });

  it('does not count pages that are smaller than the mapping says', async () => {
    const { source } = await start({
      mapping: least(
        'paging: { style: page, page_parameter: p, size_parameter: n, size: 4, total: count }',
      ).replace('path: firms\n', 'path: firms\n  list: rows\n'),
      routes: (request) => ({ json: { rows: sliced(request, 0, 2), count: 5 } }),
    });
    await expect(source.accounts({})).rejects.toThrow(
      'IBM Sales Cloud gives smaller pages than its mapping says',
    );
  });

  it('follows cursors and addresses to their end', async () => {
    const rows = (request: MockRequest, start: number) => ({ rows: sliced(request, start, 2) });
    const listed = (paging: string, routes: MockRoutes) =>
      start({ mapping: least(paging).replace('path: firms\n', 'path: firms\n  list: rows\n'), routes });
    const ends = async (source: Awaited<ReturnType<typeof start>>['source']) => {
      const first = await source.accounts({});
      const second = await source.accounts({ cursor: first.nextCursor });
      const third = await source.accounts({ cursor: second.nextCursor });
      expect([first, second, third].flatMap(({ items }) => items.map(({ name }) => name))).toEqual(names);
      expect(third.nextCursor).toBeUndefined();
    };
    const cursors = await listed(
      'paging: { style: cursor, cursor_parameter: after, next: page.next, size_parameter: n, size: 2 }',
      (request) => {
        const at = Number(request.query.get('after') ?? 0);
        return { json: { ...rows(request, at), page: { next: at + 2 < 5 ? at + 2 : null } } };
      },
    );
    await ends(cursors.source);
    const links = await listed(
      'paging: { style: link, next: links.next, size_parameter: n, size: 2 }',
      (request) => {
        const at = Number(request.query.get('at') ?? 0);
        const next = `/api/firms?at=${at + 2}&n=2`;
        return { json: { ...rows(request, at), ...(at + 2 < 5 && { links: { next } }) } };
      },
    );
    await ends(links.source);
  });

  it('follows no address to another host, and none for ever', async () => {
    const link = (next: string) =>
      start({
        mapping: least('paging: { style: link, next: next, size_parameter: n, size: 2 }').replace(
          'path: firms\n',
          'path: firms\n  list: rows\n',
        ),
        routes: () => ({ json: { rows: firms, next } }),
      });
    const away = await link('https://evil.example/firms');
    const { nextCursor } = await away.source.accounts({});
    await expect(away.source.accounts({ cursor: nextCursor })).rejects.toMatchObject({
      kind: 'invalid_request',
    });
    expect(away.server.requests).toHaveLength(1);
    const round = await link('/api/firms?again');
    const again = await round.source.accounts({ cursor: '/api/firms?again' });
    expect(again.nextCursor).toBeUndefined();
  });
});

describe('credentials', () => {
  const headersOf = async (auth: string, tenant_id?: string) => {
    const mapping = `${least(NO_PAGES)}\n${auth}`;
    const { server, source } = await start({
      mapping,
      routes: () => ({ json: [] }),
      ...(tenant_id && { tenant_id }),
    });
    await source.health();
    return server.requests[0]?.headers;
  };

  it.each([
    ['auth: { style: bearer }', { authorization: `Bearer ${KEY}` }],
    ['auth: { style: header, name: X-Api-Key }', { 'x-api-key': KEY }],
    ["auth: { style: header, name: Authorization, prefix: 'Token ' }", { authorization: `Token ${KEY}` }],
    [
      'auth: { style: basic, user: robot }',
      { authorization: `Basic ${Buffer.from(`robot:${KEY}`).toString('base64')}` },
    ],
  ])('are sent as %s', async (auth, expected) => expect(await headersOf(auth)).toMatchObject(expected));

  it('name the tenant, under the name that the mapping gives', async () => {
    expect(await headersOf('auth: { style: bearer }')).not.toHaveProperty('x-tenant-id');
    expect(await headersOf('auth: { style: bearer }', 't-1')).toMatchObject({ 'x-tenant-id': 't-1' });
    expect(await headersOf('tenant_header: X-Org', 't-1')).toMatchObject({ 'x-org': 't-1' });
  });

  it('are fetched, used, and renewed once after a refusal', async () => {
    let valid = 1;
    const { server, source } = await start({
      mapping: `${least(NO_PAGES)}
auth: { style: client_credentials, token_path: oauth/token, client_id: cugar, scope: read }`,
      routes: ({ path }) => ({
        json: path === '/api/oauth/token' ? { access_token: `t${valid}`, expires_in: 3_600 } : [],
      }),
      guard: ({ path, headers, body }) => {
        if (path === '/api/oauth/token')
          return (body as Record<string, string>).client_secret === KEY
            ? undefined
            : { status: 401, json: {} };
        return headers.authorization === `Bearer t${valid}` ? undefined : { status: 401, json: {} };
      },
    });
    await source.health();
    valid = 2;
    await source.health();
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/api/oauth/token',
      '/api/ping',
      '/api/ping',
      '/api/oauth/token',
      '/api/ping',
    ]);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      body: { grant_type: 'client_credentials', client_id: 'cugar', scope: 'read', client_secret: KEY },
    });
    expect(server.requests[0]?.headers).not.toHaveProperty('authorization');
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
