import { LRUCache } from 'lru-cache';
import type { SourcePolicy } from '../../config/registry-adapters.ts';
import { type Clock, SECOND } from '../../core/clock.ts';
import type { Snapshots } from '../../core/observation.ts';
import type { SalesData } from '../../core/ports.ts';
import type { Account, Contact, Opportunity, SignalRecord } from '../../core/records.ts';
import type { Coverage } from '../../core/source-failure.ts';
import type { VendorSource } from '../open-vendor.ts';
import { mergeAccounts, mergeContacts, mergeOpportunities, mergeSignals } from './merge-answers.ts';
import { signalsFromChanges } from './observe.ts';
import { createSourceReader, type SourceAnswer } from './read-source.ts';
import { ownId } from './same-company.ts';
import { createSourceCache } from './source-cache.ts';

/** All that the sources together know of one account. */
export interface Dossier {
  readonly account: Account | null;
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly signals: readonly SignalRecord[];
  readonly coverage: Coverage;
}

export interface DossierOptions {
  readonly book: SalesData;
  readonly policy: SourcePolicy;
  readonly clock: Clock;
  readonly snapshots?: Snapshots | undefined;
  /** What is kept of earlier readings cannot be reached. Must not throw. */
  readonly onTrouble?: ((error: unknown) => void) | undefined;
}

const BOOK_NAME = 'book of business';
const MAX_KEPT = 500;
/** With a failure in it, a dossier is made anew soon. */
const AFTER_FAILURE_MS = 30 * SECOND;
/** Of the deadline, what is left for putting the answers together; a tenth of a short one. */
const REST_MS = 200;

/** Makes the dossier of an account from the book and the vendors, once for all who ask, within the deadline. */
export function createDossiers({ book, policy, clock, snapshots, onTrouble }: DossierOptions) {
  const read = createSourceReader(createSourceCache(clock), policy, clock);
  const kept = new LRUCache<string, { made: Promise<Dossier>; until: number; of: string }>({ max: MAX_KEPT });
  const freshMs = Math.min(...Object.values(policy.freshness));

  const readAndCompared = async (
    source: VendorSource,
    wanted: Account,
    accountId: string,
    signal: AbortSignal,
  ) => {
    const answer = await read(source, wanted, signal);
    const derived = await signalsFromChanges(answer, accountId, snapshots).catch((error: unknown) => {
      onTrouble?.(error);
      return [];
    });
    return { answer, derived };
  };

  const make = async (accountId: string, sources: readonly VendorSource[]): Promise<Dossier> => {
    const signal = AbortSignal.timeout(Math.floor(policy.deadline - Math.min(policy.deadline / 10, REST_MS)));
    const own = await book.account(accountId);
    const wanted = own ?? (await knownToVendor(accountId, sources, signal));
    const told = wanted
      ? await Promise.all(sources.map((source) => readAndCompared(source, wanted, accountId, signal)))
      : [];
    const answers = told.map(({ answer }) => answer);
    const bookAnswer = {
      account: own,
      contacts: await book.contacts(accountId),
      opportunities: await book.opportunities(accountId),
      signals: await book.signals(accountId),
    };
    return {
      account: mergeAccounts(policy, accountId, bookAnswer, answers),
      contacts: mergeContacts(policy, accountId, bookAnswer, answers),
      opportunities: mergeOpportunities(policy, accountId, bookAnswer, answers),
      signals: mergeSignals(
        accountId,
        bookAnswer,
        answers,
        told.flatMap(({ derived }) => derived),
      ),
      coverage: coverageOf(book.status().mode === 'sample', answers),
    };
  };

  return (accountId: string, sources: readonly VendorSource[]): Promise<Dossier> => {
    const now = clock.now().getTime();
    const of = `${book.status().loadedAt.getTime()} ${sources.map(({ name }) => name).join(' ')}`;
    const found = kept.get(accountId);
    if (found && found.of === of && now < found.until) return found.made;
    const entry = { made: make(accountId, sources), until: Number.POSITIVE_INFINITY, of };
    kept.set(accountId, entry);
    entry.made.then(
      ({ coverage }) => {
        const ms = coverage.failed.length > 0 ? AFTER_FAILURE_MS : freshMs;
        entry.until = clock.now().getTime() + ms;
      },
      () => kept.delete(accountId),
    );
    return entry.made;
  };
}

/** An account that only a vendor has, by the id that this vendor gave it. */
async function knownToVendor(
  accountId: string,
  sources: readonly VendorSource[],
  signal: AbortSignal,
): Promise<Account | null> {
  for (const source of sources) {
    const id = ownId(accountId, source.name);
    if (id === undefined || !source.capabilities.includes('accounts')) continue;
    const { items } = await source.accounts({ account: { id }, signal });
    return items[0] ?? null;
  }
  return null;
}

function coverageOf(isSample: boolean, answers: readonly SourceAnswer[]): Coverage {
  const failed = answers.flatMap(({ failures }) => failures.slice(0, 1));
  const isOut = (title: string) => failed.some(({ source, staleSince }) => source === title && !staleSince);
  const asked = answers.map(({ source }) => source.title);
  const mocks = answers.flatMap(({ source }) => (source.mode === 'mock' ? [source.title] : []));
  // What a mock cannot tell is nothing that anybody must know.
  const remarks = answers.flatMap(({ source, warnings }) => (source.mode === 'live' ? warnings : []));
  return {
    asked: [BOOK_NAME, ...asked],
    answered: [BOOK_NAME, ...asked.filter((title) => !isOut(title))],
    failed,
    mock: [...(isSample ? [BOOK_NAME] : []), ...mocks],
    ...(remarks.length > 0 && { remarks: [...new Set(remarks)] }),
  };
}
