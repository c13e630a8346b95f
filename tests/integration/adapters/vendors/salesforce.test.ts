import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockAnswer, MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { salesforce } from '../../../../src/adapters/salesforce/index.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { clock, crowdedWorld, NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { type FakeVendor, vendorContract } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

const SECRET = 'sf-right-0123456789abcdef';
const TOKEN_PATH = '/services/oauth2/token';
const settings = (url: string, client_secret = SECRET) => ({
  base_url: url,
  client_id: '3MVG9-consumer',
  client_secret,
  api_version: 'v67.0',
});

/** The sessions of the server: what it gave out last is valid, until it ends. */
let session = 0;
const tokenNow = () => `00Dxx0000001gPL!session-${session}`;

/** The token's address: My Domain, client credentials, no word about how long the token lives. */
function tokenAnswer({ body, headers }: MockRequest, instance?: string): MockAnswer {
  const { grant_type, client_secret } = body as Record<string, string>;
  if (grant_type !== 'client_credentials' || client_secret !== SECRET) {
    const json = { error: 'invalid_client', error_description: 'invalid client credentials' };
    return { status: 400, json };
  }
  const json = {
    access_token: tokenNow(),
    instance_url: instance ?? `http://${headers.host}`,
    id: 'https://login.salesforce.com/id/00Dxx0000001gPLEAY/005xx000001SwiUAAS',
    token_type: 'Bearer',
    scope: 'api',
    signature: 'c2lnbmF0dXJl',
    issued_at: '1795338000000',
  };
  return { json };
}

function unauthorized({ headers, path }: MockRequest): MockAnswer | undefined {
  if (path === TOKEN_PATH || headers.authorization === `Bearer ${tokenNow()}`) return undefined;
  return { status: 401, json: fault('INVALID_SESSION_ID', 'Session expired or invalid') };
}

function fault(errorCode: string, message: string) {
  return [{ message, errorCode }];
}

const limited = (message: string) => ({ status: 403, json: fault('REQUEST_LIMIT_EXCEEDED', message) });

const fake: FakeVendor<'salesforce', (typeof salesforce)['capabilities'][number]> = {
  vendor: salesforce,
  settings,
  wrongSettings: (url) => settings(url, 'sf-wrong-0123456789abcdef'),
  server: (world) => {
    const routes = salesforce.mock(world);
    return {
      routes: (request) => (request.path === TOKEN_PATH ? tokenAnswer(request) : routes(request)),
      guard: unauthorized,
      isSpared: ({ path }) => path === TOKEN_PATH,
      headers: { 'sforce-limit-info': 'api-usage=18/15000; per-app-api-usage=3/250(appName=cugar)' },
    };
  },
  rateLimited: limited('ConcurrentRequests (Concurrent API Requests) Limit exceeded.'),
  quotaExhausted: limited('TotalRequests Limit exceeded.'),
  expire: () => {
    session += 1;
  },
  lists: 'accounts',
};

describe('Salesforce', () => {
  vendorContract(fake);

  const start = async (
    options: Partial<VendorServerOptions> & { version?: string; currency?: string; count?: number } = {},
  ) => {
    const { version = 'v67.0', currency, count, ...server } = options;
    const world = count === undefined ? await sampleWorld() : crowdedWorld(count);
    const running = await startVendorServer({ ...fake.server(world), ...server });
    const given = { ...settings(running.url), api_version: version, ...(currency && { currency }) };
    const config = { mode: 'live' as const, settings: given };
    const source = openVendor(salesforce, { config, clock, world: () => world, random: () => 0 });
    onTestFinished(async () => {
      await source.close();
      await running.close();
    });
    const asked = () => running.requests.map(({ path }) => path);
    const queries = () => running.requests.flatMap(({ query }) => query.get('q') ?? []);
    return { server: running, source, asked, queries };
  };
  const acme = { domain: 'acme-robotics.example', name: 'Acme Robotics' };

  it('asks for a token once, by client credentials, and asks everything with it', async () => {
    const { server, source, asked } = await start();
    await source.accounts({ account: acme });
    await source.contacts({ account: acme });
    expect(asked().filter((path) => path === TOKEN_PATH)).toHaveLength(1);
    const [first, ...rest] = server.requests;
    expect(first).toMatchObject({
      method: 'POST',
      path: TOKEN_PATH,
      body: { grant_type: 'client_credentials', client_id: '3MVG9-consumer', client_secret: SECRET },
    });
    expect(first?.headers).not.toHaveProperty('authorization');
    expect(new Set(rest.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${tokenNow()}`]),
    );
  });

  it('renews the token after one refusal, and gives up after the second', async () => {
    const { source, asked } = await start();
    await source.health();
    session += 1;
    await source.health();
    expect(asked()).toEqual([
      TOKEN_PATH,
      '/services/data/v67.0/limits',
      '/services/data/v67.0/limits',
      TOKEN_PATH,
      '/services/data/v67.0/limits',
    ]);

    const guard = ({ path }: MockRequest) =>
      path === TOKEN_PATH ? undefined : { status: 401, json: fault('INVALID_SESSION_ID', 'expired') };
    const refusing = await start({ guard });
    await expect(refusing.source.health()).rejects.toMatchObject({ kind: 'auth' });
    expect(refusing.asked()).toHaveLength(4);
  });

  it.each([
    ['https://evil.example', 'a host that is not the vendor’s'],
    ['https://notsalesforce.com', 'a host that is not the vendor’s'],
    ['http://example.my.salesforce.com', 'an address without https'],
    ['http://127.0.0.1:1', 'an address of this machine'],
    ['https://10.0.0.1', 'an address that is not public'],
    ['nonsense', 'something that is no address'],
  ])('does not carry its token to %s, whatever the token’s answer says', async (instance, why) => {
    const routes = (request: MockRequest) =>
      request.path === TOKEN_PATH ? tokenAnswer(request, instance) : undefined;
    const { source, asked } = await start({ routes });
    await expect(source.health()).rejects.toThrow(`Salesforce is not asked at ${why}`);
    expect(asked()).toEqual([TOKEN_PATH]);
  });

  it('asks where the token’s answer says, for the token where it was told to', async () => {
    const { source, asked } = await start({
      routes: (request) =>
        request.path === TOKEN_PATH
          ? tokenAnswer(request, `http://${request.headers.host}/eu42`)
          : { json: { DailyApiRequests: { Max: 2, Remaining: 1 } } },
    });
    await source.health();
    session += 1;
    await source.health();
    const limits = '/eu42/services/data/v67.0/limits';
    expect(asked()).toEqual([TOKEN_PATH, limits, limits, TOKEN_PATH, limits]);
  });

  it('does not ask another server of this machine, though it would answer', async () => {
    const other = await startVendorServer(fake.server(await sampleWorld()));
    onTestFinished(() => other.close());
    const { source, asked } = await start({
      routes: (request) =>
        request.path === TOKEN_PATH ? tokenAnswer(request, other.url.slice(0, -1)) : undefined,
    });
    await expect(source.health()).rejects.toMatchObject({ kind: 'invalid_request' });
    expect([asked(), other.requests]).toEqual([[TOKEN_PATH], []]);
  });

  it.each(['v58.0', 'v68.0'])('asks version %s where it is told to', async (version) => {
    const { source, asked } = await start({ version });
    await source.health();
    expect((await source.opportunities({ account: acme })).items.length).toBeGreaterThan(0);
    expect(asked().slice(1)).toEqual(
      expect.arrayContaining([`/services/data/${version}/limits`, `/services/data/${version}/query`]),
    );
    expect(asked().filter((path) => path.includes('v67.0'))).toEqual([]);
  });

  it('says that a retired version is one that it cannot talk to', async () => {
    const { server, source } = await start();
    server.fail({ status: 410, json: fault('GONE', 'API version has been retired') });
    await expect(source.health()).rejects.toMatchObject({ kind: 'contract' });
  });

  it('follows the address of the next page, and no other', async () => {
    const { source, asked, queries } = await start({ count: 1_200 });
    const first = await source.accounts({});
    expect(first.items).toHaveLength(500);
    expect(first.nextCursor).toMatch(/^\/services\/data\/v67\.0\/query\/01g\d+-500$/);
    const second = await source.accounts({ cursor: first.nextCursor });
    const third = await source.accounts({ cursor: second.nextCursor });
    expect([second.items.length, third.items.length, third.nextCursor]).toEqual([500, 200, undefined]);
    expect(asked().slice(2)).toEqual([first.nextCursor, second.nextCursor]);
    expect(queries()).toHaveLength(1);
  });

  it.each(['//evil.example/services/data/v67.0/query/01g-500', 'https://evil.example/', '/secur/logout.jsp'])(
    'takes %s for no address of a next page',
    async (nextRecordsUrl) => {
      const page = { totalSize: 2, done: false, nextRecordsUrl, records: [] };
      const { source } = await start({
        routes: (request) => (request.path === TOKEN_PATH ? tokenAnswer(request) : { json: page }),
      });
      await expect(source.accounts({})).rejects.toMatchObject({ kind: 'contract' });
    },
  );

  it('tells what is left of the day', async () => {
    const { source } = await start();
    await source.health();
    expect(source.state().rate).toEqual({ limit: 15_000, remaining: 14_982 });
  });

  it('finds an account by its web site, however it is written, or by its name', async () => {
    const { source } = await start();
    const [account] = (await source.accounts({ account: { domain: acme.domain } })).items;
    expect(account).toMatchObject({ name: 'Acme Robotics', domain: acme.domain, owner: 'Maya Lindqvist' });
    expect((await source.accounts({ account: { name: 'ACME robotics' } })).items).toEqual([account]);
    const id = account?.accountId.replace('salesforce:', '');
    expect((await source.accounts({ account: { id } })).items).toEqual([account]);
    expect((await source.accounts({ account: { id: '001000000000000AAA' } })).items).toEqual([]);
  });

  it('takes no other company for the one that is meant', async () => {
    const { source } = await start();
    expect((await source.accounts({ account: { ...acme, domain: 'acme.example' } })).items).toEqual([]);
    expect((await source.accounts({ account: { domain: 'robotics.example' } })).items).toEqual([]);
    expect((await source.accounts({ account: { domain: '%' } })).items).toEqual([]);
    expect((await source.accounts({ account: { domain: 'acme_robotics.example' } })).items).toEqual([]);
  });

  it.each([
    "x' OR Name LIKE '%",
    "x\\' OR Name LIKE '%",
    "x') OR (Name != '",
    "' LIMIT 1",
    '\\',
    "\u0000\n'; DELETE",
  ])('takes the name %j for a name, not for a query', async (name) => {
    const { source } = await start();
    for (const account of [{ name }, { name, domain: `${name}.example` }, { id: name, name }]) {
      expect(await source.accounts({ account })).toMatchObject({ items: [], mode: 'live' });
      expect(await source.contacts({ account })).toMatchObject({ items: [], mode: 'live' });
    }
  });

  it('counts what was done with an account within seven days', async () => {
    const { source } = await start();
    const [account] = (await source.accounts({ account: acme })).items;
    expect(account?.observed).toEqual({ employeeCount: 1850, weeklyActivities: 1 });
  });

  it('does without the count where the user of the app may not see tasks, and says so', async () => {
    const guard = (request: MockRequest) =>
      request.query.get('q')?.includes('FROM Task')
        ? { status: 400, json: fault('INVALID_TYPE', "sObject type 'Task' is not supported.") }
        : unauthorized(request);
    const { source } = await start({ guard });
    const { items, warnings } = await source.accounts({ account: acme });
    expect(items[0]?.observed).toEqual({ employeeCount: 1850 });
    expect(warnings).toEqual([
      'How much was done with the account this week is unknown: Salesforce does not understand the request.',
    ]);
  });

  it('tells what the history of deals says, none of it from the future', async () => {
    const { source, queries } = await start();
    const since = new Date(NOW.getTime() - 400 * DAY);
    const { items, warnings } = await source.signals({ account: acme, since });
    expect(new Set(items.map(({ type }) => type))).toEqual(new Set(['new_opportunity', 'deal_progression']));
    for (const { occurredAt } of items) {
      expect(Date.parse(occurredAt ?? '')).toBeLessThanOrEqual(NOW.getTime());
      expect(Date.parse(occurredAt ?? '')).toBeGreaterThanOrEqual(since.getTime());
    }
    expect(warnings).toEqual([]);
    expect(queries().filter((query) => query.includes('FROM OpportunityHistory'))).toHaveLength(1);
  });

  it('gives amounts the currency that it was told, where records have none', async () => {
    const bare = (currency?: string) => {
      const routes = fake.server({ now: NOW, companies: [] }).routes;
      const account = { Id: '001000000000001AAA', Name: 'Acme', Website: acme.domain, AnnualRevenue: 5 };
      return start({
        ...(currency && { currency }),
        routes: (request) =>
          request.query.get('q')?.includes('FROM Account WHERE Id')
            ? { json: { totalSize: 1, done: true, records: [account] } }
            : routes(request),
      });
    };
    const about = { account: { id: '001000000000001AAA' } };
    const [told] = (await (await bare('EUR')).source.accounts(about)).items;
    expect(told?.annualRevenue).toEqual({ amount: 5, currency: 'EUR' });
    const [untold] = (await (await bare()).source.accounts(about)).items;
    expect(untold).not.toHaveProperty('annualRevenue');
    expect(untold?.extra).toEqual({ annual_revenue: '5' });
  });
});
