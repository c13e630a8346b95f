import { describe, expect, it, onTestFinished } from 'vitest';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { sampleWorld } from '../../../support/mock-worlds.ts';
import { startVendorServer } from '../../../support/vendor-server.ts';
import {
  acme,
  endSession,
  fake,
  fault,
  SECRET,
  start,
  TOKEN_PATH,
  tokenAnswer,
  tokenNow,
} from './salesforce-support.ts';

describe('Salesforce', () => {
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
    endSession();
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
    endSession();
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
});
