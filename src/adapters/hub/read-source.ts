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

/** Asks one vendor everything about an account, from the cache where that is fresh. Never throws. */
export function createSourceReader(cache: SourceCache, policy: SourcePolicy, clock: Clock) {
  return async (source: VendorSource, wanted: Account, signal: AbortSignal): Promise<SourceAnswer> => {
    const failures: SourceFailure[] = [];
    const warnings = new Set<string>();
    const can = (capability: Capability) => source.capabilities.includes(capability);

    const ask = async <T>(kind: Kind, nothing: T, load: () => Promise<Told<T>>): Promise<T> => {
      const key = `${source.name} ${kind} ${wanted.accountId} ${wanted.domain ?? ''}`;
      const { value, fetchedAt, failure } = await cache.ask(key, policy.freshness[kind], source.title, load);
      if (failure) {
        const staleSince = value === undefined ? undefined : fetchedAt?.toISOString();
        const { kind, message } = failure;
        failures.push({ source: source.title, kind, message, ...(staleSince && { staleSince }) });
      }
      if (value === undefined) return nothing;
      for (const warning of value.warnings) warnings.add(warning);
      return failure ? asStale(value.items) : value.items;
    };

    const asked = refOf(wanted, source.name);
    const question = { account: asked, signal };
    const knowsAccounts = can('accounts') || can('company_enrichment');
    const account = !knowsAccounts
      ? null
      : await ask('accounts', null, async () => {
          const read = can('company_enrichment') ? source.companyEnrichment : source.accounts;
          const { items, warnings } = await read(question);
          return { items: sameCompany(wanted, asked, items, source.name), warnings };
        });
    const isUnknown = knowsAccounts && account === null;
    const about: AccountRef = {
      ...asked,
      ...(account && { id: ownId(account.accountId, source.name), name: account.name }),
    };
    const next = { account: about, signal };
    const since = new Date(clock.now().getTime() - SIGNALS_SINCE_DAYS * DAY);
    const list = <T>(kind: Kind, read: (cursor: string | undefined) => Promise<VendorPage<T>>) =>
      can(kind) && !isUnknown ? ask<readonly T[]>(kind, [], () => allPages(source.title, kind, read)) : [];

    const [contacts, opportunities, signals, technologies] = await Promise.all([
      list('contacts', (cursor) => source.contacts({ ...next, cursor })),
      list('opportunities', (cursor) => source.opportunities({ ...next, cursor })),
      list('signals', (cursor) => source.signals({ ...next, since, cursor })),
      list('technologies', (cursor) => source.technologies({ ...next, cursor })),
    ]);
    const asOf = clock.now().toISOString();
    const told = { account, contacts, opportunities, signals, technologies };
    return { source, ...told, asOf, failures, warnings: [...warnings] };
  };
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
