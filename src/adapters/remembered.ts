import { LRUCache } from 'lru-cache';

/** Loads once for all who ask at the same time, and again when `ms` have passed. A failure is not kept. */
export function remembered<T>(
  ms: number,
  now: () => Date,
  load: (signal?: AbortSignal) => Promise<T>,
): (signal?: AbortSignal) => Promise<T> {
  let kept: { readonly value: Promise<T>; readonly until: number } | null = null;
  return (signal) => {
    if (kept && now().getTime() < kept.until) return kept.value;
    const value = load(signal);
    const entry = { value, until: now().getTime() + ms };
    kept = entry;
    value.catch(() => {
      if (kept === entry) kept = null;
    });
    return value;
  };
}

const MOST_REMEMBERED = 500;

/** As `remembered`, of many things by their key. Of more than can be kept, those not asked for longest are forgotten. */
export function rememberedBy<T>(
  ms: number,
  now: () => Date,
  load: (key: string, signal?: AbortSignal) => Promise<T>,
): (key: string, signal?: AbortSignal) => Promise<T> {
  const byKey = new LRUCache<string, (signal?: AbortSignal) => Promise<T>>({ max: MOST_REMEMBERED });
  return (key, signal) => {
    const found = byKey.get(key) ?? remembered(ms, now, (first) => load(key, first));
    byKey.set(key, found);
    return found(signal);
  };
}
