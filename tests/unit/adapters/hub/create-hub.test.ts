import { describe, expect, it } from 'vitest';
import { VendorError } from '../../../../src/adapters/http/vendor-error.ts';
import { createHub } from '../../../../src/adapters/hub/create-hub.ts';
import { SourcePolicy } from '../../../../src/config/registry-adapters.ts';
import type { DataMode } from '../../../../src/core/data-mode.ts';
import type { Snapshot } from '../../../../src/core/observation.ts';
import { type Book, inMemoryData } from '../../../support/in-memory-data.ts';
import { aContact, aDeal, anAccount, aSignal, NOW } from '../../../support/records.ts';
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

describe('one account from many sources', () => {
  it('is the book’s, with what vendors add, each fact with its source', async () => {
    const { data } = hubOf([toldSource('hubspot', known)]);
    expect(await data.account('a1')).toMatchObject({
      accountId: 'a1',
      name: 'Northwind Traders',
      source: 'accounts.csv',
      industry: 'Logistics',
      facts: { industry: { source: 'HubSpot', mode: 'live' } },
    });
    expect(await data.coverage?.('a1')).toEqual({
      asked: ['book of business', 'HubSpot'],
      answered: ['book of business', 'HubSpot'],
      failed: [],
      mock: [],
    });
  });

  it('says what a live vendor leaves out, once and also out of the cache; what a mock leaves out is nobody’s concern', async () => {
    const told = { ...known, signals: [aSignal()] };
    const left = ['HubSpot shows a part.'];
    const live = hubOf([toldSource('hubspot', told, 'live', left)]);
    expect((await live.data.coverage?.('a1'))?.remarks).toEqual(left);
    live.time.at += 16 * 60_000;
    expect((await live.data.coverage?.('a1'))?.remarks).toEqual(left);
    const mock = hubOf([toldSource('hubspot', told, 'mock', left)], { accounts: [own] }, {}, 'sample');
    expect(await mock.data.coverage?.('a1')).not.toHaveProperty('remarks');
  });

  it('is what the registry gives precedence to', async () => {
    const book = { accounts: [{ ...own, industry: 'Shipping' }] };
    const vendor = [toldSource('hubspot', known)];
    expect((await hubOf(vendor, book).data.account('a1'))?.industry).toBe('Shipping');
    const reversed = { priority: { accounts: ['hubspot', 'book'] } };
    const account = await hubOf([toldSource('hubspot', known)], book, reversed).data.account('a1');
    expect(account).toMatchObject({ industry: 'Logistics', accountId: 'a1', name: 'Northwind Traders' });
  });

  it('is not a company that merely has the name', async () => {
    const other = vendorAccount('hubspot', { domain: 'northwind.org', industry: 'Cheese' });
    const { data } = hubOf([toldSource('hubspot', { accounts: [other], contacts: [aContact()] })]);
    expect(await data.account('a1')).toEqual(own);
    expect(await data.contacts('a1')).toEqual([]);
  });

  it('may be one that only a vendor knows', async () => {
    const hubspot = toldSource('hubspot', { ...known, contacts: [aContact({ accountId: 'hubspot:1' })] });
    const { data } = hubOf([hubspot], { accounts: [] });
    expect(await data.account('hubspot:1')).toMatchObject({ accountId: 'hubspot:1', industry: 'Logistics' });
    expect(await data.contacts('hubspot:1')).toMatchObject([
      { accountId: 'hubspot:1', fullName: 'Dana Reyes' },
    ]);
    expect(await data.account('nobody')).toBeNull();
  });

  it('knows each person once, and believes whoever says that one must not be contacted', async () => {
    const book = { accounts: [own], contacts: [aContact({ email: 'dana@northwind.example' })] };
    const contacts = [
      aContact({
        source: 'HubSpot',
        contactId: 'hubspot:8',
        fullName: 'D. Reyes',
        email: 'Dana@northwind.example',
        title: 'CFO',
        doNotContact: true,
      }),
      aContact({ source: 'HubSpot', contactId: 'hubspot:9', email: 'dana@other.example' }),
    ];
    const { data } = hubOf([toldSource('hubspot', { ...known, contacts })], book);
    expect(await data.contacts('a1')).toMatchObject([
      {
        contactId: 'c1',
        fullName: 'Dana Reyes',
        title: 'CFO',
        doNotContact: true,
        facts: { title: { source: 'HubSpot' } },
      },
      { contactId: 'hubspot:9', email: 'dana@other.example' },
    ]);
  });

  it('has each deal once; two of one name in one source are two', async () => {
    const book = { accounts: [own], opportunities: [aDeal({ stage: 'unknown' })] };
    const opportunities = [
      aDeal({
        source: 'HubSpot',
        opportunityId: 'hubspot:4',
        name: 'platform  ROLLOUT',
        stage: 'negotiation',
        nextStep: 'Call',
      }),
      aDeal({ source: 'HubSpot', opportunityId: 'hubspot:5', name: 'Second' }),
      aDeal({ source: 'HubSpot', opportunityId: 'hubspot:6', name: 'Second' }),
    ];
    const { data } = hubOf([toldSource('hubspot', { ...known, opportunities })], book);
    const deals = await data.opportunities('a1');
    expect(deals.map(({ opportunityId, stage }) => [opportunityId, stage])).toEqual([
      ['o1', 'negotiation'],
      ['hubspot:5', 'proposal'],
      ['hubspot:6', 'proposal'],
    ]);
    expect(await data.opportunity('o1')).toMatchObject({ stage: 'negotiation', nextStep: 'Call' });
  });

  it('has the same report of one source once, and those of two sources both', async () => {
    const signal = aSignal({ source: 'HubSpot', signalId: 'hubspot:1' });
    const signals = [signal, { ...signal, signalId: 'hubspot:2' }];
    const { data } = hubOf([toldSource('hubspot', { ...known, signals })], {
      accounts: [own],
      signals: [aSignal()],
    });
    expect((await data.signals('a1')).map(({ source }) => source)).toEqual(['signals.csv', 'HubSpot']);
  });
});

describe('mocks', () => {
  const mock = () => toldSource('hubspot', known, 'mock');

  it('never get beside accounts of somebody’s own', async () => {
    const source = mock();
    const { data, active } = hubOf([source]);
    expect(await data.account('a1')).toEqual(own);
    expect(source.asked).toEqual([]);
    expect(active()).toEqual([]);
  });

  it('take part while the book is a sample', async () => {
    const { data } = hubOf([mock()], { accounts: [own] }, {}, 'sample');
    expect(await data.account('a1')).toMatchObject({ industry: 'Logistics' });
    expect((await data.coverage?.('a1'))?.mock).toEqual(['book of business', 'HubSpot']);
  });
});

describe('how often vendors are asked', () => {
  it('is once for all questions about an account, until an answer is old', async () => {
    const source = toldSource('hubspot', { ...known, signals: [], opportunities: [] });
    const { data, time } = hubOf([source]);
    await Promise.all([data.account('a1'), data.signals('a1'), data.opportunities('a1')]);
    await data.contacts('a1');
    expect(source.asked.sort()).toEqual(['accounts', 'opportunities', 'signals']);
    time.at += 6 * 60_000;
    await data.account('a1');
    expect(source.asked.filter((one) => one === 'opportunities')).toHaveLength(2);
    expect(source.asked.filter((one) => one === 'signals')).toHaveLength(1);
    expect(source.asked.filter((one) => one === 'accounts')).toHaveLength(1);
  });
});

describe('a vendor that fails', () => {
  const failure = new VendorError('HubSpot', 'upstream');

  it('is named, and the rest is answered', async () => {
    const hubspot = toldSource('hubspot', { ...known, contacts: [] });
    hubspot.failWith(failure);
    const apollo = toldSource('apollo', {
      accounts: [vendorAccount('apollo', { domain: 'northwind.example', industry: 'Freight' })],
    });
    const { data } = hubOf([hubspot, apollo]);
    expect(await data.account('a1')).toMatchObject({ industry: 'Freight' });
    expect(await data.coverage?.('a1')).toMatchObject({
      answered: ['book of business', 'Apollo.io'],
      failed: [
        {
          source: 'HubSpot',
          kind: 'upstream',
          message: 'HubSpot has a failure of its own or cannot be reached',
        },
      ],
    });
  });

  it('is not asked again by the next step, but a while later', async () => {
    const hubspot = toldSource('hubspot', known);
    hubspot.failWith(failure);
    const { data, time } = hubOf([hubspot]);
    await data.account('a1');
    time.at += 29_000;
    await data.account('a1');
    expect(hubspot.asked).toHaveLength(1);
    hubspot.failWith(null);
    time.at += 2_000;
    expect(await data.account('a1')).toMatchObject({ industry: 'Logistics' });
    expect((await data.coverage?.('a1'))?.failed).toEqual([]);
  });

  it('is stood in for by what it said before, labelled so, for a week', async () => {
    const hubspot = toldSource('hubspot', known);
    const { data, time } = hubOf([hubspot]);
    await data.account('a1');
    hubspot.failWith(failure);
    time.at += 25 * 3_600_000;
    expect(await data.account('a1')).toMatchObject({
      industry: 'Logistics',
      facts: { industry: { stale: true } },
    });
    expect(await data.coverage?.('a1')).toMatchObject({
      answered: ['book of business', 'HubSpot'],
      failed: [{ source: 'HubSpot', staleSince: NOW.toISOString() }],
    });
    time.at += 7 * 24 * 3_600_000;
    expect(await data.account('a1')).not.toHaveProperty('industry');
  });
});

describe('signals from changes', () => {
  it('come from what the vendor said before', async () => {
    const kept: Snapshot[] = [{ at: '2026-11-01T00:00:00.000Z', observed: { employeeCount: 100 } }];
    const source = toldSource('hubspot', {
      accounts: [vendorAccount('hubspot', { domain: 'northwind.example', observed: { employeeCount: 150 } })],
    });
    const { data } = createHub({
      book: inMemoryData({ accounts: [own] }),
      sources: [source],
      policy: SourcePolicy.parse({}),
      clock: { now: () => NOW },
      snapshots: { record: async (_source, _account, snapshot) => [...kept, snapshot] },
    });
    expect(await data.signals('a1')).toMatchObject([
      { type: 'headcount_growth', source: 'HubSpot', accountId: 'a1' },
    ]);
  });

  it('are missing, and nothing else, when what was said before cannot be read', async () => {
    const troubles: unknown[] = [];
    const { data } = createHub({
      book: inMemoryData({ accounts: [own], signals: [aSignal()] }),
      sources: [
        toldSource('hubspot', {
          accounts: [{ ...known.accounts[0], observed: { employeeCount: 5 } } as never],
        }),
      ],
      policy: SourcePolicy.parse({}),
      clock: { now: () => NOW },
      snapshots: { record: async () => Promise.reject(new Error('away')) },
      onTrouble: (error) => troubles.push(error),
    });
    expect(await data.signals('a1')).toMatchObject([{ source: 'signals.csv' }]);
    expect(troubles).toHaveLength(1);
  });
});
