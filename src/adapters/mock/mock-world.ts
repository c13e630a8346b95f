import { createHash } from 'node:crypto';
import { groupBy } from '../../core/group-by.ts';
import type { Account, Contact, Opportunity, SignalRecord } from '../../core/records.ts';
import type { Book } from '../local/load-book.ts';

/** A company of the sample book, with all that the sample tells of it. */
export interface MockCompany {
  readonly account: Account;
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly signals: readonly SignalRecord[];
}

/** What vendors' mocks know of the world: the sample companies, so that all of them tell one story. */
export interface MockWorld {
  readonly now: Date;
  readonly companies: readonly MockCompany[];
}

export function createMockWorld(
  book: Pick<Book, 'accounts' | 'contacts' | 'opportunities' | 'signals'>,
  now: Date,
): MockWorld {
  const contacts = groupBy(book.contacts.values(), ({ accountId }) => accountId);
  const opportunities = groupBy(book.opportunities.values(), ({ accountId }) => accountId);
  const signals = groupBy(book.signals.values(), ({ accountId }) => accountId);
  const companies = [...book.accounts.values()].map((account) => ({
    account,
    contacts: contacts.get(account.accountId) ?? [],
    opportunities: opportunities.get(account.accountId) ?? [],
    signals: signals.get(account.accountId) ?? [],
  }));
  return { now, companies };
}

/** A number as vendors give their records, always the same for the same thing. */
export function mockId(...parts: readonly string[]): string {
  const digest = createHash('sha256').update(parts.join('\u0000')).digest();
  return String(1_000_000_000 + (digest.readUInt32BE(0) % 8_999_999_999));
}
