import { LRUCache } from 'lru-cache';
import { type Clock, DAY, SECOND } from '../../core/clock.ts';
import { asCugarError } from '../../core/errors.ts';
import { VendorError } from '../http/vendor-error.ts';

/** What a source says, or the last that it said, and why it says nothing now. */
export interface Cached<T> {
  /** Undefined when it never said anything, or too long ago. */
  readonly value: T | undefined;
  readonly fetchedAt: Date | null;
  readonly failure: VendorError | null;
}

export interface SourceCache {
  /** The kept answer while it is fresh; otherwise asks, once for all who want to know the same. */
  ask<T>(key: string, freshMs: number, source: string, load: () => Promise<T>): Promise<Cached<T>>;
}

interface Entry {
  value?: unknown;
  fetchedAt?: Date;
  failure?: VendorError;
  failedAt?: Date;
  pending?: Promise<void>;
}

/** So long a source that failed is not asked the same again: a plan asks several times in a row. */
const FAILURE_MS = 30 * SECOND;
/** Older answers do not stand in for a failed one. */
const LONGEST_STALE_MS = 7 * DAY;
const MAX_ENTRIES = 5_000;

/** Remembers answers of sources, in this process and bounded; failures for a moment only. */
export function createSourceCache(clock: Clock): SourceCache {
  const entries = new LRUCache<string, Entry>({ max: MAX_ENTRIES });
  const age = (at: Date) => clock.now().getTime() - at.getTime();

  const load = async <T>(entry: Entry, source: string, ask: () => Promise<T>) => {
    try {
      entry.value = await ask();
      entry.fetchedAt = clock.now();
      delete entry.failure;
    } catch (thrown) {
      const isKnown = thrown instanceof VendorError;
      const cause = asCugarError(thrown).code;
      entry.failure = isKnown ? thrown : new VendorError(source, 'contract', { cause });
      entry.failedAt = clock.now();
    } finally {
      delete entry.pending;
    }
  };

  return {
    async ask<T>(key: string, freshMs: number, source: string, ask: () => Promise<T>): Promise<Cached<T>> {
      const entry = entries.get(key) ?? {};
      entries.set(key, entry);
      const isFresh = !entry.failure && entry.fetchedAt !== undefined && age(entry.fetchedAt) < freshMs;
      const isFailing = entry.failure && entry.failedAt !== undefined && age(entry.failedAt) < FAILURE_MS;
      if (!isFresh && !isFailing) {
        entry.pending ??= load(entry, source, ask);
        await entry.pending;
      }
      const { failure = null, fetchedAt = null } = entry;
      const isKept = fetchedAt !== null && (failure === null || age(fetchedAt) < LONGEST_STALE_MS);
      return { value: isKept ? (entry.value as T) : undefined, fetchedAt, failure };
    },
  };
}
