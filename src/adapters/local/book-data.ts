import { groupBy } from '../../core/group-by.ts';
import type { SalesData } from '../../core/ports.ts';
import { createAccountLookup } from './account-lookup.ts';
import type { Book } from './load-book.ts';

/** Answers the port's questions from one loaded book. */
export async function createBookData(book: Book): Promise<SalesData> {
  const allAccounts = [...book.accounts.values()];
  const lookup = await createAccountLookup(allAccounts);
  const contacts = groupBy(book.contacts.values(), ({ accountId }) => accountId);
  const opportunities = groupBy(book.opportunities.values(), ({ accountId }) => accountId);
  const signals = groupBy(book.signals.values(), ({ accountId }) => accountId);
  const allOpportunities = [...book.opportunities.values()];
  const reps = [...book.reps.values()];
  return {
    findAccount: async (query, spelling) => lookup(query, spelling),
    account: async (accountId) => book.accounts.get(accountId) ?? null,
    allAccounts: async () => allAccounts,
    contacts: async (accountId) => contacts.get(accountId) ?? [],
    opportunities: async (accountId) => opportunities.get(accountId) ?? [],
    opportunity: async (opportunityId) => book.opportunities.get(opportunityId) ?? null,
    allOpportunities: async () => allOpportunities,
    signals: async (accountId) => signals.get(accountId) ?? [],
    reps: async () => reps,
    icp: async () => book.icp,
    status: () => book.status,
  };
}
