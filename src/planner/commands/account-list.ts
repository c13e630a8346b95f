import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import type { Wish } from './plan-command.ts';

/** No name of an account is of more words. */
const MOST_WORDS = 6;

export type AccountList =
  | { readonly kind: 'accounts'; readonly accounts: readonly Account[] }
  | Extract<Wish, { kind: 'choose' | 'not_found' | 'usage' }>;

/**
 * Reads several accounts: names of several words in quotes, or parted by commas, or so that they can be told
 * apart. `before` are the words of the command that stand in front of them.
 */
export async function readAccounts(
  words: readonly string[],
  data: SalesData,
  before: readonly string[],
): Promise<AccountList> {
  const accounts = new Map<string, Account>();
  let at = 0;
  while (at < words.length) {
    const { query, length, match } = await longestName(words.slice(at), data);
    if (match === null) {
      at += 1;
      continue;
    }
    if (match.kind === 'none') return { kind: 'not_found', query, nearest: match.nearest };
    if (match.kind === 'many') {
      const [front, behind] = [words.slice(0, at), words.slice(at + length)];
      const again = ({ accountId }: Account) => [...before, ...front, accountId, ...behind];
      return { kind: 'choose', query, accounts: match.accounts, again };
    }
    accounts.set(match.account.accountId, match.account);
    at += length;
  }
  return accounts.size === 0 ? { kind: 'usage' } : { kind: 'accounts', accounts: [...accounts.values()] };
}

/** The longest beginning of the words that is one account; else what the first word alone finds. */
async function longestName(words: readonly string[], data: SalesData) {
  const upTo = words.findIndex((word) => word.endsWith(','));
  const most = upTo < 0 ? Math.min(words.length, MOST_WORDS) : upTo + 1;
  for (let length = most; length > 1; length -= 1) {
    const query = nameIn(words.slice(0, length));
    const match = await data.findAccount(query);
    const isSure = match.kind === 'one' && match.matchedBy !== 'typo';
    if (isSure || (length === upTo + 1 && match.kind !== 'none')) return { query, length, match };
  }
  const query = nameIn(words.slice(0, 1));
  return { query, length: 1, match: query === '' ? null : await data.findAccount(query) };
}

function nameIn(words: readonly string[]): string {
  return words.join(' ').replace(/,+$/, '').trim().slice(0, 200);
}
