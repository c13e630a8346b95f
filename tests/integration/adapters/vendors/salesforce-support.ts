import { onTestFinished } from 'vitest';
import type { MockAnswer, MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { salesforce } from '../../../../src/adapters/salesforce/index.ts';
import { clock, crowdedWorld, sampleWorld } from '../../../support/mock-worlds.ts';
import type { FakeVendor } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

export const SECRET = 'sf-right-0123456789abcdef';
export const TOKEN_PATH = '/services/oauth2/token';
const settings = (url: string, client_secret = SECRET) => ({
  base_url: url,
  client_id: '3MVG9-consumer',
  client_secret,
  audience: 'https://login.salesforce.com',
  api_version: 'v67.0',
});

/** The sessions of the server: what it gave out last is valid, until it ends. */
let session = 0;
export const tokenNow = () => `00Dxx0000001gPL!session-${session}`;

export function endSession(): void {
  session += 1;
}

/** The token's address: My Domain, client credentials, no word about how long the token lives. */
export function tokenAnswer({ body, headers }: MockRequest, instance?: string): MockAnswer {
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

export function unauthorized({ headers, path }: MockRequest): MockAnswer | undefined {
  if (path === TOKEN_PATH || headers.authorization === `Bearer ${tokenNow()}`) return undefined;
  return { status: 401, json: fault('INVALID_SESSION_ID', 'Session expired or invalid') };
}

export function fault(errorCode: string, message: string) {
  return [{ message, errorCode }];
}

const limited = (message: string) => ({ status: 403, json: fault('REQUEST_LIMIT_EXCEEDED', message) });

export const fake: FakeVendor<'salesforce', (typeof salesforce)['capabilities'][number]> = {
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
  expire: endSession,
  lists: 'accounts',
};

/** A source of Salesforce and the server that it asks; both end with the test. */
export const start = async (
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

export const acme = { domain: 'acme-robotics.example', name: 'Acme Robotics' };
