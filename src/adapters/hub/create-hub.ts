import { setTimeout as pause } from 'node:timers/promises';
import { CRMS } from '../../config/registry-adapters.ts';
import type { VendorName } from '../../config/vendors/index.ts';
import type { SalesData } from '../../core/ports.ts';
import type { VendorSource } from '../open-vendor.ts';
import { createDossiers, type DossierOptions } from './dossier.ts';
import { findAnywhere } from './find-anywhere.ts';

export interface HubOptions extends DossierOptions {
  readonly sources: readonly VendorSource[];
}

export interface Hub {
  /** The data port of tools: accounts of the book with what vendors add, and accounts that only vendors know. */
  readonly data: SalesData;
  /**
   * The same for commands, for whose acknowledgement a person waits: an account that the book does not know
   * is looked for in the live CRMs, and whatever takes longer than a moment is left out.
   */
  readonly lookup: SalesData;
  /** Which vendors take part now. */
  active(): readonly VendorSource[];
}

/**
 * Puts the book of business and the vendors together. Mocks take part only while the book is a sample: what
 * they tell is invented, and must never get beside accounts of somebody's own.
 */
export function createHub({ sources, ...options }: HubOptions): Hub {
  const { book } = options;
  const dossier = createDossiers(options);
  const active = () => {
    const isSample = book.status().mode === 'sample';
    return sources.filter(({ mode }) => mode === 'live' || isSample);
  };
  const about = (accountId: string) => {
    const taking = active();
    return taking.length === 0 ? null : dossier(accountId, taking);
  };
  const isCrm = (name: VendorName) => CRMS.some((crm) => crm === name);

  const data: SalesData = {
    findAccount: (query, spelling) => book.findAccount(query, spelling),
    account: async (accountId) => {
      const found = about(accountId);
      return found ? (await found).account : book.account(accountId);
    },
    contacts: async (accountId) => {
      const found = about(accountId);
      return found ? (await found).contacts : book.contacts(accountId);
    },
    opportunities: async (accountId) => {
      const found = about(accountId);
      return found ? (await found).opportunities : book.opportunities(accountId);
    },
    opportunity: async (opportunityId) => {
      const own = await book.opportunity(opportunityId);
      const found = own?.accountId === undefined ? null : about(own.accountId);
      const deals = found ? (await found).opportunities : [];
      return deals.find((deal) => deal.opportunityId === opportunityId) ?? own;
    },
    signals: async (accountId) => {
      const found = about(accountId);
      return found ? (await found).signals : book.signals(accountId);
    },
    // All of the book is the book: no vendor is asked for everything that it has.
    allAccounts: () => book.allAccounts(),
    allOpportunities: () => book.allOpportunities(),
    reps: () => book.reps(),
    icp: () => book.icp(),
    status: () => book.status(),
    coverage: async (accountId) => {
      const found = about(accountId);
      return found ? (await found).coverage : { asked: [], answered: [], failed: [], mock: [] };
    },
  };
  const crms = () =>
    active().filter(
      ({ mode, name, capabilities }) => mode === 'live' && isCrm(name) && capabilities.includes('accounts'),
    );
  const lookup: SalesData = {
    ...data,
    findAccount: (query, spelling) => findAnywhere(book, crms(), query, spelling),
    contacts: (accountId) => within(PATIENCE_MS, data.contacts(accountId), () => book.contacts(accountId)),
    opportunities: (accountId) =>
      within(PATIENCE_MS, data.opportunities(accountId), () => book.opportunities(accountId)),
  };
  return { data, lookup, active };
}

const PATIENCE_MS = 1_000;

/** What comes in time, else something else. */
async function within<T>(ms: number, late: Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const patience = pause(ms, null, { signal: stop.signal }).catch(() => null);
  try {
    const first = await Promise.race([late.then((value) => ({ value })), patience]);
    return first ? first.value : await otherwise();
  } finally {
    stop.abort();
  }
}
