import { describe, expect, it } from 'vitest';
import { VendorError } from '../../../../src/adapters/http/vendor-error.ts';
import { createHub } from '../../../../src/adapters/hub/create-hub.ts';
import { SourcePolicy } from '../../../../src/config/registry-adapters.ts';
import type { DataMode } from '../../../../src/core/data-mode.ts';
import { type Book, inMemoryData } from '../../../support/in-memory-data.ts';
import { anAccount, NOW } from '../../../support/records.ts';
import { type ToldSource, toldSource, vendorAccount } from '../../../support/told-sources.ts';

const own = anAccount({ domain: 'northwind.example' });
const known = {
  accounts: [vendorAccount('hubspot', { domain: 'northwind.example', industry: 'Logistics' })],
};

function hubOf(
  sources: ToldSource[],
  book: Book = { accounts: [own] },
  policy: object = {},
  mode: DataMode = 'local',
) {
  const time = { at: NOW.getTime() };
  const data = inMemoryData(book);
  const hub = createHub({
    book: { ...data, status: () => ({ ...data.status(), mode }) },
    sources,
    policy: SourcePolicy.parse(policy),
    clock: { now: () => new Date(time.at) },
  });
  return { ...hub, time };
}

describe('an account that a person names', () => {
  it('is looked for in live CRMs when the book has none, by name or by domain', async () => {
    const found = [vendorAccount('hubspot', { name: 'Fabrikam Inc', domain: 'fabrikam.example' })];
    const hubspot = toldSource('hubspot', { accounts: found });
    const { lookup, data } = hubOf([hubspot], { accounts: [own] });
    expect(await lookup.findAccount('fabrikam')).toMatchObject({
      kind: 'one',
      matchedBy: 'name',
      account: { accountId: 'hubspot:1' },
    });
    expect(await lookup.findAccount('https://fabrikam.example/about')).toMatchObject({
      kind: 'one',
      matchedBy: 'domain',
    });
    expect(await lookup.findAccount('fabrik')).toMatchObject({ kind: 'none' });
    expect(await data.findAccount('fabrikam')).toMatchObject({ kind: 'none' });
  });

  it('costs no question when the book knows it, and none of databases', async () => {
    const hubspot = toldSource('hubspot', known);
    const zoominfo = toldSource('zoominfo', known);
    const { lookup } = hubOf([hubspot, zoominfo]);
    expect(await lookup.findAccount('northwind traders')).toMatchObject({ kind: 'one', account: own });
    await lookup.findAccount('somebody else');
    expect([hubspot.asked, zoominfo.asked]).toEqual([['accounts'], []]);
  });

  it('may be several', async () => {
    const accounts = ['a.example', 'b.example'].map((domain, index) =>
      vendorAccount('hubspot', { accountId: `hubspot:${index}`, name: 'Fabrikam', domain }),
    );
    const salesforce = toldSource('salesforce', {
      accounts: [vendorAccount('salesforce', { name: 'Fabrikam', domain: 'a.example' })],
    });
    const { lookup } = hubOf([toldSource('hubspot', { accounts }), salesforce], {});
    const match = await lookup.findAccount('Fabrikam');
    expect(match.kind === 'many' && match.accounts.map(({ domain }) => domain)).toEqual([
      'a.example',
      'b.example',
    ]);
  });

  it('is not found when the CRM fails', async () => {
    const hubspot = toldSource('hubspot', known);
    hubspot.failWith(new VendorError('HubSpot', 'timeout'));
    expect(await hubOf([hubspot]).lookup.findAccount('fabrikam')).toMatchObject({ kind: 'none' });
  });
});
