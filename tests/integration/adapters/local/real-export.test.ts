import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBookData } from '../../../../src/adapters/local/book-data.ts';
import { type Book, loadBook } from '../../../../src/adapters/local/load-book.ts';
import type { SalesData } from '../../../../src/core/ports.ts';
import { Account, Opportunity, Rep } from '../../../../src/core/records.ts';
import { CLOCK } from '../../../unit/adapters/local/book-folder.ts';

const DIR = fileURLToPath(new URL('../../../../../shared/data/crm-sales-opportunities', import.meta.url));

describe.runIf(existsSync(DIR))("a CRM's own export of 8,800 opportunities", () => {
  let book: Book;
  let data: SalesData;
  beforeAll(async () => {
    book = await loadBook({ dir: DIR, clock: CLOCK, isSample: false });
    data = await createBookData(book);
  });

  it('is read without a problem', () => {
    expect(book.status).toMatchObject({
      mode: 'local',
      counts: { accounts: 85, contacts: 0, opportunities: 8_800, signals: 0, reps: 35 },
      problemCount: 0,
    });
  });

  it('keeps the stages, and the 1,425 open opportunities without account', async () => {
    const all = await data.allOpportunities();
    const count = (stage: string) => all.filter((opportunity) => opportunity.stage === stage).length;
    expect(['closed_won', 'closed_lost', 'qualification', 'discovery', 'unknown'].map(count)).toEqual([
      4_238, 2_473, 1_589, 500, 0,
    ]);
    const withoutAccount = all.filter(({ accountId }) => accountId === undefined);
    expect(withoutAccount).toHaveLength(1_425);
    expect(withoutAccount.every(({ stage }) => stage === 'qualification' || stage === 'discovery')).toBe(
      true,
    );
  });

  it('gives every account its opportunities', async () => {
    const lists = await Promise.all([...book.accounts.keys()].map((id) => data.opportunities(id)));
    expect(lists.reduce((sum, list) => sum + list.length, 0)).toBe(8_800 - 1_425);
  });

  it('reads millions, dates and values as the mapping says', async () => {
    const match = await data.findAccount('Acme');
    expect(match).toMatchObject({
      kind: 'one',
      account: {
        name: 'Acme Corporation',
        industry: 'technolgy',
        employeeCount: 2_822,
        annualRevenue: { amount: 1_100_040_000, currency: 'USD' },
        country: 'United States',
        extra: { year_established: '1996' },
      },
    });
    expect(await data.opportunity('1C1I7A6R')).toMatchObject({
      name: 'GTX Plus Basic (1C1I7A6R)',
      stage: 'closed_won',
      stageRaw: 'Won',
      createdAt: '2016-10-20',
      closedAt: '2017-03-01',
      amount: { amount: 1_054, currency: 'USD' },
      source: 'sales_pipeline.csv',
      criteria: {},
    });
  });

  it.each(['Kan-code', 'kancode', 'kan code', 'Kan-cod', 'KAN–CODE', 'Kna-code'])(
    'finds Kan-code as %s',
    async (query) => {
      expect(await data.findAccount(query)).toMatchObject({ kind: 'one', account: { name: 'Kan-code' } });
    },
  );

  it('finds every account by its name and by its id', async () => {
    for (const account of book.accounts.values()) {
      expect(await data.findAccount(account.name)).toMatchObject({ kind: 'one', account });
      expect(await data.findAccount(account.accountId)).toMatchObject({
        kind: 'one',
        matchedBy: 'id',
        account,
      });
    }
  });

  it('gives only canonical records', () => {
    for (const account of book.accounts.values()) expect(Account.parse(account)).toEqual(account);
    for (const rep of book.reps.values()) expect(Rep.parse(rep)).toEqual(rep);
    for (const opportunity of book.opportunities.values()) {
      if (!Opportunity.safeParse(opportunity).success) expect.fail(`bad: ${JSON.stringify(opportunity)}`);
    }
  });
});
