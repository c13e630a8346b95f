import type { SourcePolicy } from '../../config/registry-adapters.ts';
import { type Clock, DAY } from '../../core/clock.ts';
import type { Account, Contact, Opportunity, SignalRecord } from '../../core/records.ts';
import type { SourceFailure } from '../../core/source-failure.ts';
import type { VendorSource } from '../open-vendor.ts';
import type { AccountRef, Capability, VendorPage } from '../vendor.ts';
import type { Technology, VendorAccount } from '../vendor-records.ts';
import { ownId, refOf, sameCompany } from './same-company.ts';
import type { SourceCache } from './source-cache.ts';

/** All that one vendor tells of one account. */
export interface SourceAnswer {
  readonly source: VendorSource;
  readonly account: VendorAccount | null;
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly signals: readonly SignalRecord[];
  readonly technologies: readonly Technology[];
  /** When the technologies were read. */
  readonly asOf: string;
  readonly failures: readonly SourceFailure[];
  /** What the vendor said about its own answers. */
  readonly warnings: readonly string[];
}

/** What is kept of the answers of one kind. */
interface Told<T> {
  readonly items: T;
  readonly warnings: readonly string[];
}

type Kind = keyof SourcePolicy['freshness'];

/** Signals that are older have no weight any more. */
const SIGNALS_SINCE_DAYS = 730;
/** Of one kind about one account. */
const MAX_PAGES = 5;

/** What went wrong with questions, and what the vendor said about its answers. */
interface Notes {
  readonly failures: SourceFailure[];
  readonly warnings: string[];
}

/**
 * Asks one vendor everything about an account, from the cache where that is fresh. Where the vendor's id is
 * known sooner than the account, all is asked at once, and only what belongs to the right account counts.
 * Never throws.
 */
export function createSourceReader(cache: SourceCache, policy: SourcePolicy, clock: Clock) {
  /** Whose last account asked for so did not come: what may be charged waits for the account. */
  const doubted = new Set<string>();

  return async (source: VendorSource, wanted: Account, signal: AbortSignal): Promise<SourceAnswer> => {
    const can = (capability: Capability) => source.capabilities.includes(capability);

    const notes = (): Notes => ({ failures: [], warnings: [] });
    const [aboutAccount, aboutLists] = [notes(), notes()];
    const ask = async <T>(
      kind: Kind,
      { failures, warnings }: Notes,
      nothing: T,
      load: () => Promise<Told<T>>,
    ): Promise<T> => {
      const key = `${source.name} ${kind} ${wanted.accountId} ${wanted.domain ?? ''}`;
      const { value, fetchedAt, failure } = await cache.ask(key, policy.freshness[kind], source.title, load);
      if (failure) {
        const staleSince = value === undefined ? undefined : fetchedAt?.toISOString();
        const { kind, message } = failure;
        failures.push({ source: source.title, kind, message, ...(staleSince && { staleSince }) });
      }
      if (value === undefined) return nothing;
      warnings.push(...value.warnings);
      return failure ? asStale(value.items) : value.items;
    };

    const asked = refOf(wanted, source.name);
    const identify = async (): Promise<string | null> => {
      if (doubted.has(source.name)) return null;
      if (source.identify) return source.identify({ account: asked, signal });
      return can('company_enrichment') ? null : (asked.id ?? null);
    };
    const readAccount = async (tell: (id: string | null) => void) => {
      const id = await identify();
      tell(id);
      const read = can('company_enrichment') ? source.companyEnrichment : source.accounts;
      const { items, warnings } = await read({ account: id === null ? asked : { ...asked, id }, signal });
      return { items: sameCompany(wanted, asked, items, source.name), warnings };
    };
    const knowsAccounts = can('accounts') || can('company_enrichment');
    const { soon, later } = inTwoSteps<string | null, VendorAccount | null>(null, (tell) =>
      knowsAccounts ? ask('accounts', aboutAccount, null, () => readAccount(tell)) : Promise.resolve(null),
    );
    const ahead = await soon;
    const known = ahead === null ? await later : null;
    const about: AccountRef = {
      ...asked,
      ...(ahead !== null && { id: ahead }),
      ...(known && { id: ownId(known.accountId, source.name), name: known.name }),
    };
    const isAsked = !knowsAccounts || ahead !== null || known !== null;
    const next = { account: about, signal };
    const since = new Date(clock.now().getTime() - SIGNALS_SINCE_DAYS * DAY);
    const list = <T>(kind: Kind, read: (cursor: string | undefined) => Promise<VendorPage<T>>) =>
      can(kind) && isAsked
        ? ask<readonly T[]>(kind, aboutLists, [], () => allPages(source.title, kind, read))
        : [];

    const [account, contacts, opportunities, signals, technologies] = await Promise.all([
      later,
      list('contacts', (cursor) => source.contacts({ ...next, cursor })),
      list('opportunities', (cursor) => source.opportunities({ ...next, cursor })),
      list('signals', (cursor) => source.signals({ ...next, since, cursor })),
      list('technologies', (cursor) => source.technologies({ ...next, cursor })),
    ]);
    const asOf = clock.now().toISOString();
    if (account) doubted.delete(source.name);
    else if (ahead !== null) doubted.add(source.name);
    if (knowsAccounts && account === null) return { source, ...NOTHING, asOf, ...aboutAccount };
    return {
      source,
      ...{ account, contacts, opportunities, signals, technologies },
      asOf,
      failures: [...aboutAccount.failures, ...aboutLists.failures],
      warnings: [...new Set([...aboutAccount.warnings, ...aboutLists.warnings])],
    };
  };
}

const NOTHING = { account: null, contacts: [], opportunities: [], signals: [], technologies: [] };

/** Work that can tell something before its end; what it did not tell by then is `untold`. */
function inTwoSteps<A, B>(untold: A, work: (tell: (soon: A) => void) => Promise<B>) {
  let tell = (_: A) => {};
  const soon = new Promise<A>((resolve) => {
    tell = resolve;
  });
  const later = work(tell).finally(() => tell(untold));
  return { soon, later };
}

/** All pages up to a bound, and a warning where that leaves some out. */
async function allPages<T>(
  title: string,
  kind: Kind,
  read: (cursor: string | undefined) => Promise<VendorPage<T>>,
): Promise<Told<readonly T[]>> {
  const items: T[] = [];
  const warnings: string[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < MAX_PAGES; pages += 1) {
    const page = await read(cursor);
    items.push(...page.items);
    warnings.push(...page.warnings);
    cursor = page.nextCursor;
    if (cursor === undefined) return { items, warnings };
  }
  const words = `${title} has more pages of ${kind} than the ${MAX_PAGES} that were read: only ${items.length} ${kind} are known.`;
  return { items, warnings: [...warnings, words] };
}

/** Marks every record as read before. */
function asStale<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => asStale(item)) as T;
  return typeof value === 'object' && value !== null && 'source' in value ? { ...value, stale: true } : value;
}
