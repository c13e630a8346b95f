import { describe, expect, it } from 'vitest';
import { createSourceReader } from '../../../../src/adapters/hub/read-source.ts';
import { createSourceCache } from '../../../../src/adapters/hub/source-cache.ts';
import type { VendorSource } from '../../../../src/adapters/open-vendor.ts';
import { SourcePolicy } from '../../../../src/config/registry-adapters.ts';
import { aContact, anAccount, NOW } from '../../../support/records.ts';
import { toldSource, vendorAccount } from '../../../support/told-sources.ts';

const clock = { now: () => NOW };
const wanted = anAccount({ domain: 'northwind.example' });

/** A vendor that tells one contact on each of so many pages, and what it was asked for. */
function pagedSource(pages: number): VendorSource & { readonly cursors: (string | undefined)[] } {
  const accounts = [vendorAccount('hubspot', { domain: 'northwind.example' })];
  const cursors: (string | undefined)[] = [];
  return {
    ...toldSource('hubspot', { accounts, contacts: [] }),
    cursors,
    async contacts({ cursor }) {
      cursors.push(cursor);
      const page = Number(cursor ?? 1);
      const nextCursor = page < pages ? String(page + 1) : undefined;
      const items = [aContact({ contactId: `hubspot:${page}` })];
      return { items, nextCursor, warnings: [], mode: 'live', fetchedAt: NOW.toISOString() };
    },
  };
}

const read = (source: VendorSource) =>
  createSourceReader(createSourceCache(clock), SourcePolicy.parse({}), clock)(
    source,
    wanted,
    AbortSignal.timeout(5_000),
  );

describe('what one vendor tells of an account', () => {
  it.each([1, 2, 5])('is read whole and without a warning on %i pages', async (pages) => {
    const { contacts, warnings } = await read(pagedSource(pages));
    expect(contacts).toHaveLength(pages);
    expect(warnings).toEqual([]);
  });

  it.each([6, 1_000])('is five pages of %i, and that there are more is said', async (pages) => {
    const source = pagedSource(pages);
    const { contacts, warnings, failures } = await read(source);
    expect(contacts.map(({ contactId }) => contactId)).toEqual(
      [1, 2, 3, 4, 5].map((page) => `hubspot:${page}`),
    );
    expect(source.cursors).toEqual([undefined, '2', '3', '4', '5']);
    expect(failures).toEqual([]);
    expect(warnings).toEqual([
      'HubSpot has more pages of contacts than the 5 that were read: only 5 contacts are known.',
    ]);
  });
});
