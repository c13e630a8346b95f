import { onTestFinished } from 'vitest';
import type { MockAnswer, MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { openVendor } from '../../../../src/adapters/open-vendor.ts';
import { zoominfo } from '../../../../src/adapters/zoominfo/index.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import type { FakeVendor } from '../../../support/vendor-contract.ts';
import { startVendorServer, type VendorServerOptions } from '../../../support/vendor-server.ts';

export const SECRET = 'zi-right-0123456789abcdef';
export const TOKEN_PATH = '/oauth2/default/v1/token';
export const TOPICS = 'Topic: fab scheduling, Topic: operating theatre planning';
const settings = (url: string, client_secret = SECRET) => ({
  client_id: '0oa1b2c3d4',
  client_secret,
  intent_topics: TOPICS,
  scopes: 'api:data:company api:data:contact',
  base_url: `${url}gtm/`,
  token_url: `${url}${TOKEN_PATH.slice(1)}/`,
});

/** The token given out last is valid: a new one makes those before it worthless. */
let token = 0;

function tokenAnswer({ body }: MockRequest): MockAnswer {
  const { grant_type, client_secret } = body as Record<string, string>;
  if (grant_type !== 'client_credentials' || client_secret !== SECRET)
    return {
      status: 401,
      json: { error: 'invalid_client', error_description: 'The client secret is wrong.' },
    };
  token += 1;
  return {
    json: { token_type: 'Bearer', expires_in: 86_400, access_token: `zi-token-${token}`, scope: 'x' },
  };
}

export function unauthorized({ headers, path }: MockRequest): MockAnswer | undefined {
  if (path === TOKEN_PATH || headers.authorization === `Bearer zi-token-${token}`) return undefined;
  return { status: 401, json: fault('ZI0001', 'Unauthorized', 'Your session has expired.') };
}

export function fault(code: string, title: string, detail = title) {
  return { title, detail, errors: [{ id: '1', code, status: '400', title, detail }] };
}

export const fake: FakeVendor<'zoominfo', (typeof zoominfo)['capabilities'][number]> = {
  vendor: zoominfo,
  settings,
  wrongSettings: (url) => settings(url, 'zi-wrong-0123456789abcdef'),
  server: (world) => {
    const routes = zoominfo.mock(world);
    return {
      routes: (request) => (request.path === TOKEN_PATH ? tokenAnswer(request) : routes(request)),
      guard: unauthorized,
      isSpared: ({ path }) => path === TOKEN_PATH,
      headers: {
        'content-type': 'application/vnd.api+json',
        'x-ratelimit-limit-second': '5',
        'x-ratelimit-remaining-second': '4',
        'x-ratelimit-limit-hour': '10800',
        'x-ratelimit-remaining-hour': '10799',
        'x-ratelimit-limit-day': '129600',
        'x-ratelimit-remaining-day': '3000',
      },
    };
  },
  rateLimited: {
    status: 429,
    headers: { 'retry-after': '0', 'x-ratelimit-rejected-bucket': 'second' },
    json: fault('ZI0004', 'Too Many Requests'),
  },
  quotaExhausted: { status: 403, json: fault('PFAPI0099', 'Limit exceeded', 'The record limit is used up.') },
  expire: () => {
    token += 1;
  },
  lists: null,
};

/** ZoomInfo, opened on a server of its own whose clock stands until it is told to wait. */
export async function start(
  options: Partial<VendorServerOptions> & { more?: object } = {},
  sample = sampleWorld(),
) {
  const { more, ...server } = options;
  const world = await sample;
  const running = await startVendorServer({ ...fake.server(world), ...server });
  const config = { mode: 'live' as const, settings: { ...settings(running.url), ...more } };
  let now = NOW;
  const source = openVendor(zoominfo, {
    config,
    clock: { now: () => now },
    world: () => world,
    random: () => 0,
  });
  onTestFinished(async () => {
    await source.close();
    await running.close();
  });
  const paths = () => running.requests.map(({ path }) => path.replace('/gtm/data/v1/', ''));
  const wait = (ms: number) => {
    now = new Date(now.getTime() + ms);
  };
  return { server: running, source, paths, wait };
}

export const since = new Date(NOW.getTime() - 400 * DAY);
export const acme = { account: { domain: 'acme-robotics.example', name: 'Acme Robotics' }, since };
