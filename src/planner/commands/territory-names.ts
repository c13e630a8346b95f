import type { SalesData } from '../../core/ports.ts';
import { findNamed, requireTerritory } from '../../tools/territory/find-territory.ts';
import { territoryNames } from '../../tools/territory/territory-book.ts';

/** No name of a territory is of more words. */
const MOST_WORDS = 5;

export async function namesOfTerritories(data: SalesData): Promise<readonly string[]> {
  return territoryNames(await data.reps(), await data.allAccounts());
}

/** The territory or rep that accounts should go to; throws `USER_INPUT` with the names to choose from. */
export async function requireTarget(query: string, data: SalesData): Promise<string> {
  const territories = await namesOfTerritories(data);
  const reps = (await data.reps()).map(({ name }) => name);
  const names = findNamed(query, territories).length > 0 ? territories : reps;
  const [only, ...others] = findNamed(query, names);
  if (only !== undefined && others.length === 0) return only;
  return requireTerritory(query, others.length > 0 ? names : territories);
}

/**
 * The territory at the beginning of the words, in quotes or not: the longest that is one. Throws `USER_INPUT` with
 * the names to choose from where the first word is none or several.
 */
export function takeTerritory(
  words: readonly string[],
  names: readonly string[],
): { territory: string; rest: readonly string[] } {
  for (let length = Math.min(words.length, MOST_WORDS); length > 1; length -= 1) {
    const [only, ...others] = findNamed(words.slice(0, length).join(' '), names);
    if (only !== undefined && others.length === 0) return { territory: only, rest: words.slice(length) };
  }
  return { territory: requireTerritory(words[0] ?? '', names), rest: words.slice(1) };
}
