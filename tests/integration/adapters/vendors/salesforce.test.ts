import { describe, expect, it } from 'vitest';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { DAY } from '../../../../src/core/clock.ts';
import { NOW, sampleWorld } from '../../../support/mock-worlds.ts';
import { vendorContract } from '../../../support/vendor-contract.ts';
import { acme, fake, fault, start, unauthorized } from './salesforce-support.ts';

describe('Salesforce', () => {
  vendorContract(fake);

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

  it.each([
    ['OpportunityHistory', /^Salesforce has more changes of opportunities than the \d+ that were read\.$/],
    ['Opportunity', /^Salesforce has more opportunities to take signals from than the \d+ that were read\.$/],
  ])('says that it has more than one page of %s', async (table, said) => {
    const { routes } = fake.server(await sampleWorld());
    const more = { done: false, nextRecordsUrl: '/services/data/v67.0/query/01g-500' };
    const { source } = await start({
      routes: (request) => {
        const answer = routes(request);
        const isMeant = request.query.get('q')?.includes(` FROM ${table} `);
        return isMeant ? { json: Object.assign({}, answer?.json, more) } : answer;
      },
    });
    const { warnings } = await source.signals({ account: acme, since: new Date(NOW.getTime() - 400 * DAY) });
    expect(warnings).toEqual([expect.stringMatching(said)]);
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
