import type { Icp } from '../../src/core/icp.ts';
import type { AccountMatch, SalesData, Spelling } from '../../src/core/ports.ts';
import type { Account, Contact, Opportunity, Rep, SignalRecord } from '../../src/core/records.ts';

export interface Book {
  readonly accounts?: readonly Account[];
  readonly contacts?: readonly Contact[];
  readonly opportunities?: readonly Opportunity[];
  readonly signals?: readonly SignalRecord[];
  readonly reps?: readonly Rep[];
  readonly icp?: Icp;
}

/** A book of business in memory: finds accounts by id, name, domain and alias, without forgiving typos. */
export function inMemoryData(book: Book = {}) {
  const { accounts = [], contacts = [], opportunities = [], signals = [], reps = [], icp = null } = book;
  const by = (
    matchedBy: 'id' | 'domain' | 'name' | 'alias',
    test: (account: Account) => boolean,
  ): AccountMatch | null => {
    const found = accounts.filter(test);
    if (found.length > 1) return { kind: 'many', accounts: found.slice(0, 10) };
    return found[0] ? { kind: 'one', account: found[0], matchedBy } : null;
  };
  return {
    async findAccount(query: string, spelling?: Spelling): Promise<AccountMatch> {
      const wanted = query.trim().toLowerCase();
      const nearest = spelling === 'exact' ? [] : accounts.map(({ name }) => name).slice(0, 5);
      return (
        by('id', ({ accountId }) => accountId.toLowerCase() === wanted) ??
        by('domain', ({ domain }) => domain?.toLowerCase() === wanted) ??
        by('name', ({ name }) => name.toLowerCase() === wanted) ??
        by('alias', ({ aliases }) => aliases.some((alias) => alias.toLowerCase() === wanted)) ?? {
          kind: 'none',
          nearest,
        }
      );
    },
    async account(accountId: string) {
      return accounts.find((account) => account.accountId === accountId) ?? null;
    },
    async allAccounts() {
      return accounts;
    },
    async contacts(accountId: string) {
      return contacts.filter((contact) => contact.accountId === accountId);
    },
    async opportunities(accountId: string) {
      return opportunities.filter((deal) => deal.accountId === accountId);
    },
    async opportunity(opportunityId: string) {
      return opportunities.find((deal) => deal.opportunityId === opportunityId) ?? null;
    },
    async allOpportunities() {
      return opportunities;
    },
    async signals(accountId: string) {
      return signals.filter((signal) => signal.accountId === accountId);
    },
    async reps() {
      return reps;
    },
    async icp() {
      return icp;
    },
    status() {
      const counts = {
        accounts: accounts.length,
        contacts: contacts.length,
        opportunities: opportunities.length,
        signals: signals.length,
        reps: reps.length,
      };
      return {
        mode: 'local',
        loadedAt: new Date('2026-11-22T06:00:00.000Z'),
        counts,
        problemCount: 0,
        problems: [],
      };
    },
  } satisfies SalesData;
}
