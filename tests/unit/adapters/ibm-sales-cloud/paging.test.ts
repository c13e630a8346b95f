import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cursorAfter, pageQuery } from '../../../../src/adapters/ibm-sales-cloud/paging.ts';
import type { PagingMapping } from '../../../../src/config/vendors/crm-mapping.ts';

/** Reads all records from a server that pages in the given way; how many requests that took. */
function readAll(paging: PagingMapping, records: readonly number[], given: number) {
  const seen: number[] = [];
  let cursor: string | undefined;
  let requests = 0;
  do {
    const query = pageQuery(paging, cursor);
    const position = Number(query.at ?? 0);
    const start = paging.style === 'page' ? (position - paging.first) * given : position;
    const rows = records.slice(start, start + given);
    const end = start + rows.length;
    const body = { total: records.length, next: end < records.length ? end : null };
    seen.push(...rows);
    requests += 1;
    cursor = cursorAfter(paging, { title: 'CRM', body, count: rows.length, cursor });
  } while (cursor !== undefined && requests <= records.length + 2);
  return { seen, requests };
}

const sized = (size: number) => ({ size, size_parameter: 'n' });
const styles = (size: number): PagingMapping[] => [
  { style: 'offset', offset_parameter: 'at', ...sized(size) },
  { style: 'offset', offset_parameter: 'at', ...sized(size), total: 'total' },
  { style: 'page', page_parameter: 'at', first: 1, ...sized(size) },
  { style: 'page', page_parameter: 'at', first: 0, ...sized(size), total: 'total' },
  { style: 'cursor', cursor_parameter: 'at', next: 'next', ...sized(size) },
];
const lists = fc.nat(60).map((length) => Array.from({ length }, (_, index) => index));

it('reads every record once, in every style, and then stops', () => {
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 20 }), (records, size) => {
      for (const paging of styles(size)) {
        const { seen, requests } = readAll(paging, records, size);
        expect(seen, paging.style).toEqual(records);
        expect(requests).toBeLessThanOrEqual(Math.floor(records.length / size) + 1);
      }
    }),
  );
});

it('never leaves any out in silence where a server gives smaller pages and says how many there are', () => {
  fc.assert(
    fc.property(lists, fc.integer({ min: 2, max: 20 }), (records, size) => {
      const given = size - 1;
      const [offset, page] = [styles(size)[1], styles(size)[3]] as [PagingMapping, PagingMapping];
      expect(readAll(offset, records, given).seen).toEqual(records);
      if (records.length <= given) expect(readAll(page, records, given).seen).toEqual(records);
      else expect(() => readAll(page, records, given)).toThrow('smaller pages');
    }),
  );
});

it('does not page where there are no pages', () => {
  const paging = { style: 'none' } as const;
  expect(pageQuery(paging, undefined)).toEqual({});
  expect(cursorAfter(paging, { title: 'CRM', body: {}, count: 500, cursor: undefined })).toBeUndefined();
});

it('refuses an answer that does not say how many there are', () => {
  const paging = styles(2)[1] as PagingMapping;
  for (const body of [{}, { total: '5' }, { total: -1 }])
    expect(() => cursorAfter(paging, { title: 'CRM', body, count: 2, cursor: undefined })).toThrow('shape');
});
