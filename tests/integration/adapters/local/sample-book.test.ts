import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { createBookData } from '../../../../src/adapters/local/book-data.ts';
import { type Book, loadBook } from '../../../../src/adapters/local/load-book.ts';
import type { SalesData } from '../../../../src/core/ports.ts';
import {
  Account,
  Contact,
  isClosed,
  Opportunity,
  Rep,
  SignalRecord,
  STAGES,
} from '../../../../src/core/records.ts';
import { CLOCK, NOW } from '../../../unit/adapters/local/book-folder.ts';

const DIR = fileURLToPath(new URL('../../../../data/sample', import.meta.url));
const TODAY = NOW.toISOString().slice(0, 10);

describe('the sample book', () => {
  let book: Book;
  let data: SalesData;
  beforeAll(async () => {
    book = await loadBook({ dir: DIR, clock: CLOCK, isSample: false });
    data = await createBookData(book);
  });

  it('loads without a problem and is labelled as a sample', () => {
    expect(book.status).toMatchObject({ mode: 'sample', problemCount: 0, problems: [] });
    expect(book.status.counts.accounts).toBeGreaterThanOrEqual(40);
    expect(book.status.counts.opportunities).toBeGreaterThanOrEqual(65);
    expect(book.icp?.industries).toContain('Manufacturing');
  });

  it('gives only canonical records', () => {
    const check = <T>(schema: { parse(value: unknown): T }, values: Iterable<T>) => {
      for (const value of values) expect(schema.parse(value)).toEqual(value);
    };
    check(Account, book.accounts.values());
    check(Contact, book.contacts.values());
    check(Opportunity, book.opportunities.values());
    check(SignalRecord, book.signals.values());
    check(Rep, book.reps.values());
  });

  it('names only domains and addresses that nobody can own', () => {
    for (const { domain } of book.accounts.values()) if (domain) expect(domain).toMatch(/\.example$/);
    for (const { email } of book.contacts.values()) if (email) expect(email).toMatch(/\.example$/);
    for (const { url } of book.signals.values()) if (url) expect(new URL(url).hostname).toMatch(/\.example$/);
  });

  it('tells the story of Acme', async () => {
    expect(await data.findAccount('Acme')).toMatchObject({ kind: 'one', account: { accountId: 'acc_acme' } });
    const open = (await data.opportunities('acc_acme')).filter((opportunity) => !isClosed(opportunity));
    expect(open).toMatchObject([
      { opportunityId: 'opp_acme_floor', stage: 'proposal', closeDate: '2026-12-26' },
    ]);
    const facts = Object.values(open[0]?.criteria ?? {});
    expect(facts).toContain(true);
    expect(facts).toContain(false);
    expect(facts.length).toBeLessThan(11);
    const contacts = await data.contacts('acc_acme');
    expect(contacts.find(({ extra }) => extra?.role === 'champion')?.email).toBeDefined();
    expect(contacts.some(({ doNotContact }) => doNotContact)).toBe(true);
    expect(contacts.some(({ email }) => email === undefined)).toBe(true);
    const types = (await data.signals('acc_acme')).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['funding_event', 'leadership_change', 'close_date_pushed']),
    );
  });

  it('has every stage, and past close dates among the open ones', async () => {
    const all = await data.allOpportunities();
    const stages = new Set(all.map(({ stage }) => stage));
    expect([...STAGES, 'unknown'].filter((stage) => !stages.has(stage as (typeof STAGES)[number]))).toEqual(
      [],
    );
    expect(all.filter(isClosed).length).toBeGreaterThanOrEqual(20);
    expect(all.some((one) => !isClosed(one) && one.closeDate !== undefined && one.closeDate < TODAY)).toBe(
      true,
    );
    for (const { closedAt } of all.filter(isClosed))
      expect(closedAt !== undefined && closedAt <= TODAY).toBe(true);
  });

  it.each([
    ['Quillbrook', []],
    ['Bramblegate', ['closed_won']],
    ['Serrano', ['closed_lost']],
    ['Hollowpine', []],
  ])('%s has only opportunities that are %j', async (query, stages) => {
    const match = await data.findAccount(query);
    if (match.kind !== 'one') return expect.fail(`${query}: ${match.kind}`);
    const found = await data.opportunities(match.account.accountId);
    expect([...new Set(found.map(({ stage }) => stage))]).toEqual(stages);
  });

  it('has a name that three accounts share', async () => {
    const match = await data.findAccount('Northfold');
    expect(match.kind === 'many' && match.accounts).toHaveLength(3);
  });

  it('keeps hostile text letter for letter, for the escaping to prove itself on', async () => {
    const match = await data.findAccount('zephyr');
    expect(match).toMatchObject({ kind: 'one', account: { accountId: 'acc_hostile' } });
    expect((await data.account('acc_hostile'))?.name).toBe('Zephyr & Sons <!channel> "The *Bold* Ones", 🚀');
    expect((await data.opportunities('acc_hostile'))[0]?.nextStep).toContain('\n');
  });

  it('knows all 32 signal types', () => {
    expect(new Set([...book.signals.values()].map(({ type }) => type)).size).toBe(32);
  });

  const documents = readdirSync(`${DIR}/knowledge`).filter((file) => file.endsWith('.md'));
  it.each(documents)('knowledge/%s has its front matter', (file) => {
    const text = readFileSync(`${DIR}/knowledge/${file}`, 'utf8');
    const front = /^---\n([\s\S]+?)\n---\n# /.exec(text)?.[1] ?? '';
    for (const key of ['title', 'owner', 'tags', 'review_by'])
      expect(front).toMatch(new RegExp(`^${key}: .`, 'm'));
    expect(front).toMatch(/^audience: (internal|customer_safe)$/m);
  });
});
