/**
 * As `perTable`, for what follows from several tables together: kept with the first, for the latest others. A book
 * that is loaded again brings new tables, so nothing old is ever told.
 */
export function perTables<T extends readonly [object, ...object[]], V>(
  compute: (...tables: T) => V,
): (...tables: T) => V {
  const latest = new WeakMap<object, { readonly tables: T; readonly value: V }>();
  return (...tables) => {
    const before = latest.get(tables[0]);
    if (before?.tables.every((table, index) => table === tables[index])) return before.value;
    const value = compute(...tables);
    latest.set(tables[0], { tables, value });
    return value;
  };
}
