import { describe, expect, it } from 'vitest';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { DAY, HOUR, MINUTE } from '../../../../src/core/clock.ts';
import { crowdedWorld, NOW } from '../../../support/mock-worlds.ts';
import { vendorContract } from '../../../support/vendor-contract.ts';
import { acme, fake, fault, SECRET, start, TOKEN_PATH } from './zoominfo-support.ts';

describe('ZoomInfo', () => {
  vendorContract(fake);

  it('gets one token for all who wait, at the place without a slash, with the scopes of the application', async () => {
    const { server, source, paths } = await start();
    await Promise.all([source.health(), source.health(), source.health()]);
    expect(paths().filter((path) => path === TOKEN_PATH)).toHaveLength(1);
    expect(server.requests[0]?.body).toEqual({
      grant_type: 'client_credentials',
      client_id: '0oa1b2c3d4',
      client_secret: SECRET,
      scope: 'api:data:company api:data:contact',
    });
  });

  it('renews the token before it expires, and not sooner', async () => {
    const { source, paths, wait } = await start();
    const tokens = () => paths().filter((path) => path === TOKEN_PATH).length;
    await source.health();
    wait(23 * HOUR);
    await source.health();
    expect(tokens()).toBe(1);
    wait(HOUR - MINUTE);
    await source.health();
    expect(tokens()).toBe(2);
  });

  it('says that the credentials are wrong also where that is a wrong request', async () => {
    const routes = ({ path }: MockRequest) =>
      path === TOKEN_PATH ? { status: 400, json: { error: 'invalid_scope' } } : undefined;
    const { source } = await start({ routes, guard: () => undefined });
    await expect(source.health()).rejects.toMatchObject({ kind: 'auth' });
  });

  it('speaks JSON:API', async () => {
    const { server, source } = await start();
    await source.technologies({ account: { id: '1' } });
    const asked = server.requests.at(-1);
    expect(asked?.headers).toMatchObject({
      accept: 'application/vnd.api+json',
      'content-type': 'application/vnd.api+json',
    });
    expect(asked?.body).toEqual({ data: { type: 'TechnologyEnrich', attributes: { companyId: 1 } } });
  });

  it('searches for the company first, which is free, and is charged once a day for what it knows of it', async () => {
    const { source, paths, wait } = await start();
    await source.companyEnrichment(acme);
    await Promise.all([source.companyEnrichment(acme), source.signals(acme), source.signals(acme)]);
    const charged = () => paths().filter((path) => path.endsWith('/enrich'));
    const once = ['companies/enrich', 'intent/enrich', 'news/enrich', 'scoops/enrich'];
    expect(charged().sort()).toEqual(once);
    expect(paths()[1]).toBe('companies/search');
    wait(DAY + 1);
    await source.companyEnrichment(acme);
    expect(charged().sort()).toEqual(['companies/enrich', ...once]);
  });

  it('says whose facts are wanted by a search alone, once for all questions that follow', async () => {
    const { source, paths } = await start();
    const id = await source.identify?.(acme);
    expect(paths().filter((path) => path.endsWith('/enrich'))).toEqual([]);
    const { items } = await source.companyEnrichment(acme);
    expect(items).toMatchObject([{ accountId: `zoominfo:${id}` }]);
    expect(paths().filter((path) => path.endsWith('/search'))).toEqual(['companies/search']);
    expect(await source.identify?.({ account: { domain: 'robotics.example' } })).toBeNull();
  });

  it('is not charged for a company that is another one', async () => {
    const { source, paths } = await start();
    expect((await source.companyEnrichment({ account: { name: 'Acme' } })).items).toEqual([]);
    expect((await source.technologies({ account: { domain: 'robotics.example' } })).items).toEqual([]);
    expect(paths().filter((path) => path.endsWith('/enrich'))).toEqual([]);
  });

  it('takes the one of the name where several have the web site, and none where that is no help', async () => {
    const company = (id: string, name: string) => ({ id, attributes: { name, website: 'www.acme.example' } });
    const routes = ({ path }: MockRequest) => {
      if (path === TOKEN_PATH) return { json: { access_token: 'x' } };
      if (path.endsWith('/companies/search'))
        return { json: { data: [company('1', 'Acme'), company('2', 'Acme Robotics')] } };
      return { json: { data: [{ ...company('2', 'Acme Robotics'), type: 'Company' }] } };
    };
    const { source } = await start({ routes, guard: () => undefined });
    const account = { domain: 'acme.example', name: 'acme robotics' };
    expect((await source.companyEnrichment({ account })).items).toMatchObject([{ accountId: 'zoominfo:2' }]);
    expect((await source.companyEnrichment({ account: { domain: 'acme.example' } })).items).toEqual([]);
  });

  it('finds people for nothing, page after page to the end', async () => {
    const world = crowdedWorld(1);
    const [company] = world.companies;
    if (!company) throw new Error('a world of one company has one');
    const contacts = Array.from({ length: 230 }, (_, index) => ({
      ...{ source: 'x', mode: 'sample' as const, asOf: NOW.toISOString() },
      contactId: `con_${index}`,
      accountId: company.account.accountId,
      fullName: `Person Number${index}`,
    }));
    const { source, server } = await start(
      {},
      Promise.resolve({ ...world, companies: [{ ...company, contacts }] }),
    );
    const [account] = (await source.accounts({ account: { domain: 'company-0.example' } })).items;
    const about = { account: { id: account?.accountId.replace('zoominfo:', '') } };
    const names = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = await source.contacts({ ...about, cursor });
      for (const { fullName } of page.items) names.add(fullName);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(names.size).toBe(230);
    const asked = server.requests.filter(({ path }) => path.endsWith('/contacts/search'));
    expect(asked.map(({ query }) => [query.get('page[number]'), query.get('page[size]')])).toEqual([
      ['1', '100'],
      ['2', '100'],
      ['3', '100'],
    ]);
  });

  it('does not wait for an hour that is used up, and does not take it for missing credits', async () => {
    const { server, source, paths } = await start();
    const json = fault('ZI0004', 'Too Many Requests', 'Rate limit exceeded.');
    server.fail({ status: 429, headers: { 'retry-after': '1800' }, json }, Number.POSITIVE_INFINITY);
    await expect(source.accounts(acme)).rejects.toMatchObject({ kind: 'rate_limited' });
    expect(paths()).toEqual([TOKEN_PATH, 'companies/search']);
  });

  it('looks a person up by the address, or by name and company', async () => {
    const { source, server } = await start();
    const address = 'priya.raman@acme-robotics.example';
    const expected = [
      { fullName: 'Priya Raman', email: address, accountId: expect.stringMatching(/^zoominfo:\d+$/) },
    ];
    expect((await source.contactEnrichment({ email: address })).items).toMatchObject(expected);
    const asked = { fullName: 'Priya Raman', account: { name: 'Acme Robotics' } };
    expect((await source.contactEnrichment(asked)).items).toMatchObject(expected);
    const count = server.requests.length;
    expect((await source.contactEnrichment({ fullName: 'Priya Raman' })).warnings).toHaveLength(1);
    expect(server.requests).toHaveLength(count);
  });

  it('cannot list all companies that there are, and says so', async () => {
    const { source, server } = await start();
    await expect(source.accounts({})).rejects.toMatchObject({ kind: 'not_supported' });
    expect(server.requests).toEqual([]);
  });

  it('tells what is left of the day or the hour, whichever is less', async () => {
    const { source } = await start();
    await source.health();
    expect(source.state().rate).toEqual({ limit: 129_600, remaining: 3_000 });
  });
});
