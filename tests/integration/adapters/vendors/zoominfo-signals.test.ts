import { describe, expect, it } from 'vitest';
import type { MockRequest } from '../../../../src/adapters/mock/exchange.ts';
import { sampleWorld } from '../../../support/mock-worlds.ts';
import { acme, fault, since, start, TOKEN_PATH, TOPICS, unauthorized } from './zoominfo-support.ts';

describe('the signals of ZoomInfo', () => {
  it('reads scoops page after page, the newest first', async () => {
    const scoop = (page: number) => ({
      id: `s${page}`,
      attributes: { description: `News of page ${page}`, originalPublishedDate: '2026-10-01T00:00:00Z' },
    });
    const routes = ({ path, query }: MockRequest) => {
      if (path === TOKEN_PATH) return { json: { access_token: 'x' } };
      const number = Number(query.get('page[number]'));
      const isScoops = path.endsWith('/scoops/enrich');
      return {
        json: { data: isScoops ? [scoop(number)] : [], meta: { page: { number, total: isScoops ? 2 : 1 } } },
      };
    };
    const { source, server } = await start({ routes, guard: () => undefined });
    const { items } = await source.signals({ account: { id: '7' }, since });
    expect(items.map(({ title }) => title)).toEqual(['News of page 1', 'News of page 2']);
    expect(server.requests.find(({ path }) => path.endsWith('/scoops/enrich'))?.query.get('sort')).toBe(
      '-originalPublishedDate',
    );
  });

  it.each([
    ['scoops', 'ZoomInfo has more scoops than the 3 that were read.'],
    ['news', 'ZoomInfo has more news than the 3 that were read.'],
    ['intent', 'ZoomInfo has more signals of intent than the 3 that were read.'],
  ])(
    'says of %s when there are more pages than it reads, and nothing of what it read whole',
    async (what, said) => {
      const routes = ({ path, query }: MockRequest) => {
        if (path === TOKEN_PATH) return { json: { access_token: 'x' } };
        const number = Number(query.get('page[number]'));
        const total = path.endsWith(`/${what}/enrich`) ? 4 : 3;
        return { json: { data: [{ id: number, attributes: {} }], meta: { page: { number, total } } } };
      };
      const { source, paths } = await start({ routes, guard: () => undefined });
      expect((await source.signals({ account: { id: '7' }, since })).warnings).toEqual([said]);
      expect(paths().filter((path) => path === `${what}/enrich`)).toHaveLength(3);
    },
  );

  it('says that topics are left out where more are named than can be asked for', async () => {
    const topics = (count: number) => Array.from({ length: count }, (_, index) => `Topic ${index}`).join();
    const { source, server } = await start({ more: { intent_topics: topics(51) } });
    expect((await source.signals(acme)).warnings).toEqual([expect.stringContaining('50 topics at most')]);
    const asked = server.requests.find(({ path }) => path.endsWith('/intent/enrich'))?.body;
    expect(asked).toMatchObject({ data: { attributes: { topics: topics(50).split(',') } } });
    const all = await start({ more: { intent_topics: topics(50) } });
    expect((await all.source.signals(acme)).warnings).toEqual([]);
  });

  it('asks for intent by the topics that are named, of the last ninety days', async () => {
    const { source, server } = await start();
    const umbra = (await sampleWorld()).companies.find(({ account }) => account.accountId === 'acc_umbra');
    const { items, warnings } = await source.signals({ account: { domain: umbra?.account.domain }, since });
    expect(items.filter(({ type }) => type === 'intent_topic')).toMatchObject([
      { key: 'Topic: fab scheduling' },
    ]);
    expect(warnings).toEqual([]);
    const asked = server.requests.find(({ path }) => path.endsWith('/intent/enrich'))?.body;
    expect(asked).toMatchObject({
      data: { attributes: { topics: TOPICS.split(', '), signalStartDate: '2026-08-24' } },
    });
  });

  it('says that it tells no intent without topics, and does not ask', async () => {
    const { source, paths } = await start({ more: { intent_topics: ' , ' } });
    const { warnings } = await source.signals(acme);
    expect(warnings).toEqual([expect.stringContaining('SALES_ZOOMINFO_INTENT_TOPICS')]);
    expect(paths()).not.toContain('intent/enrich');
  });

  it('names what is not in the subscription, and tells the rest', async () => {
    const guard = (request: MockRequest) =>
      request.path.includes('/scoops/')
        ? { status: 403, json: fault('ZI0003', 'Forbidden', 'Not enabled for your subscription.') }
        : unauthorized(request);
    const { source } = await start({ guard });
    const { items, warnings } = await source.signals(acme);
    expect(warnings).toEqual([expect.stringContaining('does not show scoops')]);
    expect(items.map(({ type }) => type)).toContain('funding_event');
  });
});
