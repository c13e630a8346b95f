/** `over` laid over `base`: maps are joined key by key, null takes a key away, all else is replaced. */
export function overlaid(base: unknown, over: unknown): unknown {
  if (!isMap(over) || !isMap(base)) return over;
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    keys.flatMap((key) => {
      if (!Object.hasOwn(over, key)) return [[key, base[key]]];
      if (over[key] === null) return [];
      return [[key, Object.hasOwn(base, key) ? overlaid(base[key], over[key]) : over[key]]];
    }),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
