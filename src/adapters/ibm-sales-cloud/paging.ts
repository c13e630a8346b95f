import type { PagingMapping } from '../../config/vendors/crm-mapping.ts';
import { checked } from '../http/checked.ts';
import type { Query } from '../http/destinations.ts';
import { VendorError } from '../http/vendor-error.ts';
import { at } from './places.ts';
import { CrmCursor, CrmTotal } from './schema.ts';

/** What asks for the page at a cursor; with style `link` a cursor is an address of its own. */
export function pageQuery(paging: PagingMapping, cursor: string | undefined): Query {
  switch (paging.style) {
    case 'none':
      return {};
    case 'offset':
      return { [paging.size_parameter]: paging.size, [paging.offset_parameter]: cursor ?? 0 };
    case 'page':
      return { [paging.size_parameter]: paging.size, [paging.page_parameter]: cursor ?? paging.first };
    case 'cursor':
      return { [paging.size_parameter]: paging.size, [paging.cursor_parameter]: cursor };
    case 'link':
      return cursor === undefined ? { [paging.size_parameter]: paging.size } : {};
  }
}

/** The cursor of the page after one that held so many records; undefined when that was the last. */
export function cursorAfter(
  paging: PagingMapping,
  { title, body, count, cursor }: { title: string; body: unknown; count: number; cursor: string | undefined },
): string | undefined {
  if (paging.style === 'none') return undefined;
  if (paging.style === 'cursor' || paging.style === 'link') {
    const next = checked(title, CrmCursor, at(body, paging.next));
    // One that does not move on would be followed for ever.
    return next === null || next === undefined || next === '' || String(next) === cursor
      ? undefined
      : String(next);
  }
  const number = Number(cursor ?? (paging.style === 'page' ? paging.first : 0));
  const before = paging.style === 'page' ? (number - paging.first) * paging.size : number;
  const seen = before + count;
  const total = paging.total === undefined ? null : checked(title, CrmTotal, at(body, paging.total));
  if (count === 0 || (total === null ? count < paging.size : seen >= total)) return undefined;
  if (paging.style === 'offset') return String(seen);
  // Pages are counted by their size: smaller ones would leave gaps that nobody sees.
  if (count < paging.size)
    throw new VendorError(title, 'contract', { words: 'gives smaller pages than its mapping says' });
  return String(number + 1);
}
