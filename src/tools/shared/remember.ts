/** More texts than a book has labels; beyond it nothing new is kept, so that it cannot grow without end. */
const MOST = 5_000;
/** Labels and names are shorter. */
const LONGEST = 200;

/** Answers each text once and keeps the answer. For what depends on the text alone. */
export function remember<T>(find: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = find(text);
    if (known.size < MOST && text.length <= LONGEST) known.set(text, value);
    return value;
  };
}
