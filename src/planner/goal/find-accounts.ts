import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { isCommonWord } from './common-words.ts';

/** Words of the goal that name something, and what they name; several where a person must choose. */
export interface Mention {
  readonly words: string;
  readonly accounts: readonly Account[];
}

const LONGEST_NAME = 6;
const MOST_WORDS = 80;

/**
 * The accounts that a goal names, in its order, the longest name first: `Marrow & Finch` before `Finch`. What is
 * written small must be the whole name or its beginning, and no common word: the company Apple is not in
 * `compare apple and pear`, unless an account begins so. A name with a typing error must be written like a name.
 */
export async function findAccounts(goal: string, data: Pick<SalesData, 'findAccount'>): Promise<Mention[]> {
  const words = goal.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const found: Mention[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const most = Math.min(LONGEST_NAME, words.length - at);
    for (let length = most; length > 0; length -= 1) {
      const accounts = await named(words.slice(at, at + length), at === 0, data);
      if (accounts.length === 0) continue;
      found.push({ words: bare(words.slice(at, at + length).join(' ')), accounts });
      at += length - 1;
      break;
    }
  }
  return found;
}

async function named(
  words: readonly string[],
  isFirst: boolean,
  data: Pick<SalesData, 'findAccount'>,
): Promise<readonly Account[]> {
  const phrase = bare(words.join(' '));
  // A name does not go on behind a comma or a full stop, and neither begins nor ends with a common word.
  if (phrase === '' || words.slice(0, -1).some((word) => /[,;:!?]$|[^.]\.$/.test(word))) return [];
  const ends = [bare(words[0] ?? ''), bare(words.at(-1) ?? '')];
  if (ends.some((word) => word === '' || (isCommonWord(word) && !isCapital(word)))) return [];
  const isLikeName =
    words.every((word) => isCapital(bare(word)) || !/\p{L}/u.test(word)) && !(isFirst && words.length === 1);
  const mayBeMisspelt = isLikeName && phrase.length >= 5 && !isCommonWord(phrase);
  const match = await data.findAccount(phrase, mayBeMisspelt ? 'any' : 'exact');
  if (match.kind === 'none') return [];
  if (match.kind === 'many')
    return match.accounts.filter((account) => begins(account, phrase)).length > 1 ? match.accounts : [];
  const { account, matchedBy } = match;
  if (matchedBy === 'typo') return mayBeMisspelt ? [account] : [];
  if (matchedBy === 'id' || matchedBy === 'domain') return [account];
  return isLikeName || begins(account, phrase) ? [account] : [];
}

/** Whether the words are the whole name or alias, or whole words at its beginning. */
function begins({ name, aliases }: Account, phrase: string): boolean {
  const wanted = fold(phrase);
  if (isCommonWord(phrase) && ![name, ...aliases].some((one) => fold(one) === wanted)) return false;
  return [name, ...aliases].some((one) => `${fold(one)} `.startsWith(`${wanted} `));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Without the signs around it and the possessive behind it. */
function bare(text: string): string {
  return text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').replace(/['’]s$/u, '');
}

const isCapital = (word: string) => /^[\p{Lu}\p{N}]/u.test(word);
