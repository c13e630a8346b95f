import type { Knowledge } from '../../src/core/knowledge.ts';
import type { SalesData } from '../../src/core/ports.ts';

/** A book of business without anything in it. */
export const emptyData: SalesData = {
  findAccount: async () => ({ kind: 'none', nearest: [] }),
  account: async () => null,
  allAccounts: async () => [],
  contacts: async () => [],
  opportunities: async () => [],
  opportunity: async () => null,
  allOpportunities: async () => [],
  signals: async () => [],
  reps: async () => [],
  icp: async () => null,
  status: () => ({
    mode: 'sample',
    loadedAt: new Date(0),
    counts: { accounts: 0, contacts: 0, opportunities: 0, signals: 0, reps: 0 },
    problemCount: 0,
    problems: [],
  }),
};

/** No documents. */
export const emptyKnowledge: Knowledge = {
  search: async () => ({ hits: [], asked: [], passages: 0 }),
  find: async () => ({ kind: 'none', nearest: [] }),
  documents: () => [],
  words: () => [],
  status: () => ({
    mode: 'sample',
    loadedAt: new Date(0),
    documents: 0,
    passages: 0,
    problemCount: 0,
    problems: [],
  }),
};
