import { describe, expect, it } from 'vitest';
import type { MockRequest, MockRoutes } from '../../../../src/adapters/mock/exchange.ts';
import { firms, least, start } from '../../../support/ibm-sales-cloud.ts';

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
