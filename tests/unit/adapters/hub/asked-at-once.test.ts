import { describe, expect, it } from 'vitest';
import { VendorError } from '../../../../src/adapters/http/vendor-error.ts';
import { createHub } from '../../../../src/adapters/hub/create-hub.ts';
import type { VendorSource } from '../../../../src/adapters/open-vendor.ts';
import type { AskAbout } from '../../../../src/adapters/vendor.ts';
import { SourcePolicy } from '../../../../src/config/registry-adapters.ts';
import type { Account } from '../../../../src/core/records.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { aContact, anAccount, aSignal, NOW } from '../../../support/records.ts';
import { type ToldSource, toldSource, vendorAccount } from '../../../support/told-sources.ts';

const own = anAccount({ domain: 'northwind.example' });
const meant = vendorAccount('zoominfo', { domain: 'northwind.example', industry: 'Logistics' });
const told = {
  company_enrichment: [meant],
  contacts: [aContact({ source: 'ZoomInfo', contactId: 'zoominfo:c', fullName: 'Ada Hill' })],
  signals: [aSignal({ source: 'ZoomInfo', signalId: 'zoominfo:s' })],
};

function hubOf(source: VendorSource, accounts: readonly Account[] = [own]) {
  return createHub({
    book: inMemoryData({ accounts: [...accounts] }),
    sources: [source],
    policy: SourcePolicy.parse({}),
    clock: { now: () => NOW },
  });
}

/** A source that knows whose facts are wanted at once, and tells the facts of the account when it is let. */
function early(source: ToldSource, identify: (ask: AskAbout) => Promise<string | null> = async () => '1') {
  let letGo = () => {};
  const released = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const ids: (string | undefined)[] = [];
  const contacts: VendorSource['contacts'] = (ask) => {
    ids.push(ask.account.id);
    return source.contacts(ask);
  };
  const held: VendorSource = {
    ...source,
    identify,
    contacts,
    companyEnrichment: async (ask) => {
      const answer = source.companyEnrichment(ask);
      answer.catch(() => {});
      await released;
      return answer;
    },
  };
  return { held, letGo, ids };
}

describe('a vendor that knows early whose facts are wanted', () => {
  it('is asked for lists while the account is still being read, by the id that it said', async () => {
    const source = toldSource('zoominfo', told);
    const { held, letGo, ids } = early(source);
    const { data } = hubOf(held);
    const account = data.account('a1');
    await expect.poll(() => [...source.asked].sort()).toEqual(['company_enrichment', 'contacts', 'signals']);
    expect(ids).toEqual(['1']);
    letGo();
    expect(await account).toMatchObject({ industry: 'Logistics' });
    expect(await data.contacts('a1')).toMatchObject([{ contactId: 'zoominfo:c' }]);
    expect(await data.signals('a1')).toMatchObject([{ signalId: 'zoominfo:s' }]);
  });

  it('tells nothing when the account turns out to be another company, and waits the next time', async () => {
    const other = vendorAccount('zoominfo', { domain: 'northwind.org', industry: 'Cheese' });
    const source = toldSource('zoominfo', { ...told, company_enrichment: [other] });
    const second = { ...own, accountId: 'a2' };
    const { held, letGo } = early(source);
    const { data } = hubOf(held, [own, second]);
    letGo();
    expect(await data.account('a1')).toEqual(own);
    expect(await data.contacts('a1')).toEqual([]);
    expect(await data.signals('a1')).toEqual([]);
    expect((await data.coverage?.('a1'))?.failed).toEqual([]);
    source.asked.length = 0;
    expect(await data.contacts('a2')).toEqual([]);
    expect(source.asked).toEqual(['company_enrichment']);
  });

  it('is named once when it fails, by what the account says', async () => {
    const source = toldSource('zoominfo', told);
    source.failWith(new VendorError('ZoomInfo', 'forbidden'));
    const { held, letGo } = early(source);
    const { data } = hubOf(held);
    letGo();
    expect((await data.coverage?.('a1'))?.failed).toMatchObject([{ source: 'ZoomInfo', kind: 'forbidden' }]);
    expect(await data.account('a1')).toEqual(own);
  });

  it('is asked nothing more when it cannot even say that', async () => {
    const source = toldSource('zoominfo', told);
    const { held, letGo } = early(source, () => Promise.reject(new VendorError('ZoomInfo', 'timeout')));
    const { data } = hubOf(held);
    letGo();
    expect((await data.coverage?.('a1'))?.failed).toMatchObject([{ source: 'ZoomInfo', kind: 'timeout' }]);
    expect(source.asked).toEqual([]);
  });

  it('is asked for the account first where it does not know', async () => {
    const source = toldSource('zoominfo', told);
    const { held, letGo, ids } = early(source, async () => null);
    const { data } = hubOf(held);
    const contacts = data.contacts('a1');
    await expect.poll(() => source.asked).toEqual(['company_enrichment']);
    letGo();
    expect(await contacts).toMatchObject([{ contactId: 'zoominfo:c' }]);
    expect(ids).toEqual(['1']);
  });
});

describe('a CRM whose id the book has', () => {
  const listed = { ...own, extra: { hubspot_id: '1' } };
  const crm = (accounts: Account[]) => {
    const source = toldSource('hubspot', { accounts, contacts: told.contacts });
    let letGo = () => {};
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const held: VendorSource = {
      ...source,
      accounts: async (ask) => {
        const answer = await source.accounts(ask);
        await released;
        return answer;
      },
    };
    return { source, held, letGo };
  };

  it('is asked for everything at once', async () => {
    const { source, held, letGo } = crm([vendorAccount('hubspot', { domain: 'northwind.example' })]);
    const { data } = hubOf(held, [listed]);
    const contacts = data.contacts('a1');
    await expect.poll(() => source.asked).toEqual(['accounts', 'contacts']);
    letGo();
    expect(await contacts).toMatchObject([{ fullName: 'Ada Hill' }]);
  });

  it('tells nothing when it has no such account any more', async () => {
    const { held, letGo } = crm([]);
    letGo();
    const { data } = hubOf(held, [listed]);
    expect(await data.contacts('a1')).toEqual([]);
  });
});

describe('the deadline of all vendors', () => {
  it.each([
    ['1s', 1_000],
    ['1005ms', 1_005],
  ])('of %s leaves time to put the answers together', async (written, ms) => {
    const asked: (AbortSignal | undefined)[] = [];
    const source = toldSource('hubspot', { accounts: [] });
    const hanging: VendorSource = {
      ...source,
      accounts: ({ signal }) =>
        new Promise((_, reject) => {
          asked.push(signal);
          signal?.addEventListener('abort', () => reject(new VendorError('HubSpot', 'timeout')));
        }),
    };
    const { data } = createHub({
      book: inMemoryData({ accounts: [own] }),
      sources: [hanging],
      policy: SourcePolicy.parse({ deadline: written }),
      clock: { now: () => NOW },
    });
    const deadline = AbortSignal.timeout(ms);
    const { failed } = (await data.coverage?.('a1')) ?? {};
    expect(failed).toMatchObject([{ source: 'HubSpot', kind: 'timeout' }]);
    expect(asked).toHaveLength(1);
    // Timers that run out together still do so in their order, with all that follows each.
    expect(deadline.aborted).toBe(false);
  });
});
