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
