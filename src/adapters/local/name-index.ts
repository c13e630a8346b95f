import { type Breathe, mapInTurns } from '../../core/breathe.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Account } from '../../core/records.ts';
import { LONGEST_NAME, type NameKeys, nameKeys } from './name-keys.ts';

/** Fewer letters fit the beginning of too many names. */
const SHORTEST_BEGINNING = 3;

/** A name or an alias of an account. */
export interface Naming {
  readonly account: Account;
  readonly keys: NameKeys;
  readonly isAlias: boolean;
}

/** Names of accounts, found without a look at every one of them. Answers keep the order of the accounts. */
export interface NameIndex {
  readonly namings: readonly Naming[];
  /** Letter for letter but for case, blanks, accents and signs. */
  same(keys: NameKeys): readonly Naming[];
  /** The same without legal form. */
  sameCore(keys: NameKeys): readonly Naming[];
  /** All words are in the name, the last perhaps only begun; or the name begins so. */
  holding(keys: NameKeys): readonly { readonly naming: Naming; readonly isBeginning: boolean }[];
}

/** Beside people who wait: a book may have tens of thousands of names. */
export async function indexNames(accounts: readonly Account[], breathe: Breathe): Promise<NameIndex> {
  const named = await mapInTurns(accounts, breathe, (account): Naming[] => [
    { account, keys: nameKeys(account.name), isAlias: false },
    ...account.aliases.map((alias) => ({ account, keys: nameKeys(alias), isAlias: true })),
  ]);
  const namings = named.flat();
  await breathe();
  const same = groupBy(namings, ({ keys }) => sameKey(keys));
  const cores = groupBy(namings, ({ keys }) => keys.core);
  await breathe();
  const whole = beginnings(namings, ({ keys }) => [keys.compact]);
  await breathe();
  const words = beginnings(namings, ({ keys }) => keys.words);
  const places = new Map(namings.map((naming, place) => [naming, place]));

  return {
    namings,
    same: (keys) => (sameKey(keys) === '' ? [] : (same.get(sameKey(keys)) ?? [])),
    sameCore: ({ core }) => (core === '' ? [] : (cores.get(core) ?? [])),
    holding({ coreWords, core }) {
      const last = coreWords.at(-1);
      if (last === undefined || core.length > LONGEST_NAME) return [];
      const isLong = (text: string) => text.length >= SHORTEST_BEGINNING;
      const beginning = new Set(isLong(core) ? whole.from(core) : []);
      const before = coreWords.slice(0, -1);
      const containing = (isLong(last) ? words.from(last) : words.of(last)).filter(({ keys }) =>
        before.every((word) => keys.words.includes(word)),
      );
      return [...new Set([...beginning, ...containing])]
        .sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0))
        .map((naming) => ({ naming, isBeginning: beginning.has(naming) }));
    },
  };
}

/** A name that is all signs is compared sign for sign. */
function sameKey({ compact, plain }: NameKeys): string {
  return compact === '' ? plain : compact;
}

/** What begins with a text, by binary search. */
function beginnings<T>(items: readonly T[], textsOf: (item: T) => readonly string[]) {
  const byText = new Map<string, T[]>();
  for (const item of items) {
    for (const text of textsOf(item)) {
      const known = byText.get(text);
      if (known) known.push(item);
      else byText.set(text, [item]);
    }
  }
  const texts = [...byText.keys()].sort();
  return {
    of: (text: string): readonly T[] => byText.get(text) ?? [],
    from(beginning: string): T[] {
      const found: T[] = [];
      for (let at = firstFrom(texts, beginning); texts[at]?.startsWith(beginning); at += 1)
        found.push(...(byText.get(texts[at] ?? '') ?? []));
      return found;
    },
  };
}

/** The place of the first text that is not before the wanted one. */
function firstFrom(sorted: readonly string[], wanted: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}
