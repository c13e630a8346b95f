import { describe, expect, it, onTestFinished } from 'vitest';
import { PRIVATE_ADDRESS } from '../../../../src/adapters/http/addresses.ts';
import type { VendorAuth } from '../../../../src/adapters/http/exchange.ts';
import {
  type AttemptReport,
  createHttpClient,
  type HttpClientOptions,
} from '../../../../src/adapters/http/http-client.ts';
import { createTransport } from '../../../../src/adapters/http/transport.ts';
import { createRoutes, type MockAnswer } from '../../../../src/adapters/mock/exchange.ts';
import { clock } from '../../../support/mock-worlds.ts';
import { startVendorServer } from '../../../support/vendor-server.ts';

const TOKEN = 'secret-token-0123456789';

async function start(options: Partial<HttpClientOptions> = {}, guard?: () => MockAnswer | undefined) {
  const routes = createRoutes([
    ['GET', '/things/:id', ({ params }) => ({ json: { id: params.id } })],
    ['POST', '/things', ({ body }) => ({ json: { got: body } })],
    ['GET', '/moved', () => ({ status: 302, headers: { location: '/things/9' } })],
    ['GET', '/away', () => ({ status: 302, headers: { location: 'http://localhost:1/things/9' } })],
    ['GET', '/round', () => ({ status: 302, headers: { location: '/round' } })],
    ['GET', '/nothing', () => ({ status: 204 })],
    ['GET', '/packed', () => ({ headers: { 'content-encoding': 'gzip' }, json: {} })],
  ]);
  const server = await startVendorServer({ routes, ...(guard && { guard }) });
  const reports: AttemptReport[] = [];
  const client = createHttpClient({
    vendor: 'Vendor',
    baseUrl: server.url,
    hosts: [],
    clock,
    random: () => 0,
    limits: { concurrency: 4, perSecond: 1_000, burst: 1_000 },
    auth: { headers: async () => ({ 'x-key': TOKEN }) },
    onAttempt: (report) => reports.push(report),
    ...options,
  });
  onTestFinished(async () => {
    await client.close();
    await server.close();
  });
  const get = (url = 'things/1') => client.send({ url, label: 'GET things/{id}' });
  const post = (more = {}) => client.send({ method: 'POST', url: 'things', label: 'POST things', ...more });
  return { server, client, reports, get, post };
}

describe('the HTTP client', () => {
  it('sends credentials, asks for plain JSON, and reads it', async () => {
    const { server, get } = await start();
    expect(await get()).toMatchObject({ status: 200, body: { id: '1' } });
    expect(server.requests[0]?.headers).toMatchObject({
      'x-key': TOKEN,
      accept: 'application/json',
      'accept-encoding': 'identity',
      'user-agent': 'cugar',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('sends JSON and forms', async () => {
    const { post } = await start();
    expect((await post({ json: { a: [1] } })).body).toEqual({ got: { a: [1] } });
    expect((await post({ form: { grant_type: 'x y', b: '&=' } })).body).toEqual({
      got: { grant_type: 'x y', b: '&=' },
    });
  });

  it('keeps credentials from requests that are to get some', async () => {
    const { server, post } = await start();
    await post({ json: {}, isAnonymous: true });
    expect(server.requests[0]?.headers).not.toHaveProperty('x-key');
  });

  it('takes an answer without a body', async () => {
    const { get } = await start();
    expect(await get('nothing')).toMatchObject({ status: 204, body: undefined });
  });
});

describe('repeats', () => {
  it('asks four times at most', async () => {
    const { server, reports, get } = await start();
    server.fail({ status: 503 }, Number.POSITIVE_INFINITY);
    await expect(get()).rejects.toMatchObject({ kind: 'upstream' });
    expect(reports).toMatchObject(
      [1, 2, 3, 4].map((attempt) => ({ attempt, outcome: 'upstream', status: 503 })),
    );
  });

  it.each([408, 429, 500, 502, 503, 504])('asks again after %i', async (status) => {
    const { server, reports, get } = await start();
    server.fail({ status });
    expect((await get()).status).toBe(200);
    expect(reports).toHaveLength(2);
  });

  it.each([
    [400, 'invalid_request'],
    [402, 'quota_exhausted'],
    [403, 'forbidden'],
    [404, 'not_found'],
    [409, 'invalid_request'],
    [410, 'contract'],
    [422, 'invalid_request'],
  ])('does not ask again after %i, which is %s', async (status, kind) => {
    const { server, get } = await start();
    server.fail({ status }, Number.POSITIVE_INFINITY);
    await expect(get()).rejects.toMatchObject({ kind });
    expect(server.requests).toHaveLength(1);
  });

  it('does not send twice what may have had an effect', async () => {
    const { server, post } = await start();
    server.fail({ status: 503 });
    await expect(post({ json: {} })).rejects.toMatchObject({ kind: 'upstream' });
    expect(server.requests).toHaveLength(1);
    server.fail({ status: 503 });
    expect((await post({ json: {}, isIdempotent: true })).status).toBe(200);
  });

  it('does not wait for a pause that is longer than anybody waits', async () => {
    const { server, get } = await start();
    server.fail({ status: 429, headers: { 'retry-after': '30' } });
    await expect(get()).rejects.toMatchObject({ kind: 'rate_limited', detail: { retryAfterMs: 30_000 } });
    expect(server.requests).toHaveLength(1);
    await expect(get()).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(server.requests).toHaveLength(1);
  });

  it('reads a date in Retry-After', async () => {
    const { server, get } = await start();
    server.fail({ status: 429, headers: { 'retry-after': 'Sun, 22 Nov 2026 09:00:00 GMT' } });
    expect((await get()).status).toBe(200);
  });
});

describe('renewal', () => {
  function renewing(isAccepted: (token: string) => boolean) {
    let token = 'old';
    let renewals = 0;
    const auth: VendorAuth = {
      headers: async () => ({ 'x-key': token }),
      renew: async () => {
        renewals += 1;
        token = `new-${renewals}`;
      },
    };
    const answer = (): MockAnswer | undefined => (isAccepted(token) ? undefined : { status: 401, json: {} });
    return { auth, answer, renewals: () => renewals };
  }

  it('happens once after a 401, also for what may not be repeated', async () => {
    const { auth, answer, renewals } = renewing((token) => token === 'new-1');
    const { server, post } = await start({ auth }, answer);
    expect((await post({ json: {} })).status).toBe(200);
    expect(renewals()).toBe(1);
    expect(server.requests).toHaveLength(2);
  });

  it('does not happen again and again', async () => {
    const { auth, answer, renewals } = renewing(() => false);
    const { server, get } = await start({ auth }, answer);
    await expect(get()).rejects.toMatchObject({ kind: 'auth' });
    expect(renewals()).toBe(1);
    expect(server.requests).toHaveLength(2);
  });
});

describe('guards', () => {
  it('follows a redirect within the vendor, without credentials', async () => {
    const { server, get } = await start();
    expect((await get('moved')).body).toEqual({ id: '9' });
    expect(server.requests.map(({ headers }) => headers['x-key'])).toEqual([TOKEN, undefined]);
  });

  it.each(['away', 'round'])('does not follow one that leads %s', async (url) => {
    const { get } = await start();
    await expect(get(url)).rejects.toMatchObject({
      kind: 'contract',
      message: expect.stringContaining('redirect'),
    });
  });

  it('goes to no other port of this machine, and to no private address', async () => {
    const { server, get } = await start();
    for (const url of ['http://127.0.0.1:1/', 'https://10.0.0.1/', 'https://example.com/'])
      await expect(get(url)).rejects.toMatchObject({ kind: 'invalid_request' });
    expect(server.requests).toHaveLength(0);
  });

  it('refuses a name that leads to this machine when the connection is made', async () => {
    const { server } = await start();
    const limits = { connectMs: 1_000, readMs: 1_000, maxBytes: 1_000, connections: 1 };
    const transport = createTransport(limits, false);
    const url = new URL(server.url.replace('127.0.0.1', 'localhost'));
    const signal = AbortSignal.timeout(5_000);
    const sent = transport.send({ method: 'GET', url, headers: {}, signal });
    await expect(sent).rejects.toMatchObject({ code: PRIVATE_ADDRESS });
    expect(server.requests).toHaveLength(0);
    await transport.close();
  });

  it('reads no more than it must', async () => {
    const { server, get } = await start({ maxBytes: 1_000 });
    server.fail({ json: 'x'.repeat(2_000) });
    await expect(get()).rejects.toMatchObject({
      kind: 'contract',
      message: expect.stringContaining('too large'),
    });
  });

  it('unpacks nothing', async () => {
    const { get } = await start();
    await expect(get('packed')).rejects.toMatchObject({ kind: 'contract' });
  });

  it('sends no more at once than the vendor may get', async () => {
    const { server, get } = await start({
      limits: { concurrency: 2, perSecond: 1_000, burst: 1_000 },
      times: { overallMs: 400, readMs: 400 },
    });
    server.fail('hang', Number.POSITIVE_INFINITY);
    const asked = await Promise.allSettled([1, 2, 3, 4, 5].map(() => get()));
    expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: 5 }, () => 'rejected'));
    expect(server.requests).toHaveLength(2);
  });

  it('tries a vendor again once the circuit has been open for a while', async () => {
    const { server, client, get } = await start({
      limits: { concurrency: 4, perSecond: 1_000, burst: 1_000, failures: 2, openMs: 50 },
    });
    server.fail({ status: 500 }, Number.POSITIVE_INFINITY);
    await expect(get()).rejects.toMatchObject({ kind: 'upstream' });
    expect(client.state().circuit).toBe('open');
    server.heal();
    await expect
      .poll(
        () =>
          get().then(
            ({ status }) => status,
            () => 0,
          ),
        { interval: 20 },
      )
      .toBe(200);
    expect(client.state().circuit).toBe('closed');
  });

  it('tells what the vendor says of its allowance', async () => {
    const rate = (headers: Readonly<Record<string, string>>) => ({ remaining: Number(headers['x-left']) });
    const { client, get } = await start({ rate }, () => ({ headers: { 'x-left': '41' }, json: {} }));
    expect(client.state().rate).toBeNull();
    await get();
    expect(client.state().rate).toEqual({ remaining: 41 });
  });
});
