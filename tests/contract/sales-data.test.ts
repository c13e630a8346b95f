import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLocalBook } from '../../src/adapters/local/open-local-book.ts';
import { loadConfig } from '../../src/config/env.ts';
import { VENDORS, type VendorName } from '../../src/config/vendors/index.ts';
import type { SalesData } from '../../src/core/ports.ts';
import { Account, Contact, Opportunity, Rep, SignalRecord } from '../../src/core/records.ts';
import { inMemoryData } from '../support/in-memory-data.ts';
import { clock, NOW } from '../support/mock-worlds.ts';
import { openedSources } from '../support/opened-sources.ts';
import { sharedRedisUrl } from '../support/redis.ts';

const redisUrl = sharedRedisUrl();

interface Opened {
  readonly data: SalesData;
  close(): Promise<void>;
}

async function localBook(): Promise<Opened> {
  const { salesData } = loadConfig({}, { needsSlack: false });
  const book = await openLocalBook({ ...salesData, clock, onProblem: () => {} });
  return { data: book, close: () => book.close() };
}

/** The twin of the unit tests, with the same records. */
async function twin(): Promise<Opened> {
  const { data, close } = await localBook();
  const accounts = await data.allAccounts();
  const each = async <T>(read: (accountId: string) => Promise<readonly T[]>) =>
    (await Promise.all(accounts.map(({ accountId }) => read(accountId)))).flat();
  const copy = inMemoryData({
    accounts,
    contacts: await each(data.contacts),
    opportunities: await data.allOpportunities(),
    signals: await each(data.signals),
    reps: await data.reps(),
  });
  await close();
  return { data: copy, close: async () => {} };
}

const SOURCES: readonly (readonly [string, () => Promise<Opened>])[] = [
  ['the book of business', localBook],
  ['its twin in memory', twin],
  ['the hub with all vendors off', () => openedSources([], { redisUrl, clock, db: 10, rest: 'off' })],
  ['the hub with all vendors as mocks', () => openedSources([], { redisUrl, clock, db: 10, rest: 'mock' })],
  ...VENDORS.map(
    (name: VendorName) =>
      [
        `the hub with ${name} alone`,
        () => openedSources([], { redisUrl, clock, db: 10, rest: 'off', mocks: [name] }),
      ] as const,
  ),
];

describe.each(SOURCES)('%s', (_name, open) => {
  let opened: Opened;
  let data: SalesData;
  beforeAll(async () => {
    opened = await open();
    data = opened.data;
  });
  afterAll(() => opened.close());

  it('finds an account by id, domain, name and alias, and says when there is none', async () => {
    for (const query of ['acc_acme', 'acme-robotics.example', 'Acme Robotics', 'acme robotics inc'])
      expect(await data.findAccount(query), query).toMatchObject({
        kind: 'one',
        account: { accountId: 'acc_acme', name: 'Acme Robotics' },
      });
    expect(await data.findAccount('Qwertzuiop Unlimited')).toMatchObject({ kind: 'none' });
    expect(await data.findAccount('Qwertzuiop Unlimited', 'exact')).toEqual({ kind: 'none', nearest: [] });
    expect(await data.findAccount('Acme Robtics', 'exact')).toEqual({ kind: 'none', nearest: [] });
    expect(await data.findAccount('Acme Robotics', 'exact')).toMatchObject({ kind: 'one' });
    expect(await data.account('acc_nobody')).toBeNull();
  });

  it('answers with whole records of that account only, each with its source, kind and age', async () => {
    const account = Account.parse(await data.account('acc_acme'));
    const lists = [
      [Contact, await data.contacts('acc_acme')],
      [Opportunity, await data.opportunities('acc_acme')],
      [SignalRecord, await data.signals('acc_acme')],
    ] as const;
    for (const [schema, records] of lists) {
      expect(records.length).toBeGreaterThan(0);
      for (const record of records) {
        expect(schema.parse(record).accountId).toBe('acc_acme');
        expect(record.source).not.toBe('');
        expect(['live', 'mock', 'sample', 'local']).toContain(record.mode);
        expect(Date.parse(record.asOf)).toBeLessThanOrEqual(NOW.getTime() + 1);
      }
    }
    expect(account.source).not.toBe('');
  });

  it('names every record once', async () => {
    const [contacts, deals, signals] = await Promise.all([
      data.contacts('acc_acme'),
      data.opportunities('acc_acme'),
      data.signals('acc_acme'),
    ]);
    for (const ids of [
      contacts.map(({ contactId }) => contactId),
      deals.map(({ opportunityId }) => opportunityId),
      signals.map(({ signalId }) => signalId),
    ])
      expect(new Set(ids).size).toBe(ids.length);
  });

  it('has nothing of an account that it does not know', async () => {
    expect(await data.contacts('acc_nobody')).toEqual([]);
    expect(await data.opportunities('acc_nobody')).toEqual([]);
    expect(await data.signals('acc_nobody')).toEqual([]);
    expect(await data.opportunity('opp_nobody')).toBeNull();
  });

  it('finds each deal again by its id, and lists all of the book', async () => {
    const [deal] = await data.opportunities('acc_acme');
    if (!deal) throw new Error('Acme has a deal');
    expect(await data.opportunity(deal.opportunityId)).toMatchObject({
      opportunityId: deal.opportunityId,
      accountId: 'acc_acme',
    });
    const { counts } = data.status();
    expect((await data.allAccounts()).length).toBe(counts.accounts);
    expect((await data.allOpportunities()).length).toBe(counts.opportunities);
    expect((await data.reps()).map((rep) => Rep.parse(rep)).length).toBe(counts.reps);
  });
});
