/** Computes what follows from a table once for each table, however often it is asked. */
export function perTable<K extends object, V>(compute: (table: K) => V): (table: K) => V {
  const known = new WeakMap<K, V>();
  return (table) => {
    const before = known.get(table);
    if (before !== undefined) return before;
    const value = compute(table);
    known.set(table, value);
    return value;
  };
}
