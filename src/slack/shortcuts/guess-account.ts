import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';

const DOMAIN = /(?:@|\b(?:https?:\/\/)?(?:www\.)?)((?:[a-z0-9-]{1,63}\.)+[a-z]{2,24})\b/giu;
const NAME_WORD = /^[\p{Lu}\p{N}][\p{L}\p{N}&.'’+-]*$/u;
const MAX_TEXT = 2_000;
const MAX_TRIES = 40;
const LONGEST_NAME = 4;

/**
 * The one account that a text names: by a domain, also of an e-mail address, or by its whole name. Null when
 * it names none, or several: then a person has to say.
 */
export async function guessAccount(
  data: Pick<SalesData, 'findAccount'>,
  text: string,
): Promise<Account | null> {
  const shown = text.slice(0, MAX_TEXT);
  const domains = [...shown.matchAll(DOMAIN)].map(([, domain = '']) => domain);
  const byDomain = await matches(data, domains, ['domain']);
  if (byDomain.size > 0) return single(byDomain);
  return single(await matches(data, namesIn(shown), ['name', 'alias']));
}

async function matches(
  data: Pick<SalesData, 'findAccount'>,
  queries: readonly string[],
  ways: readonly string[],
): Promise<Map<string, Account>> {
  const found = new Map<string, Account>();
  for (const query of [...new Set(queries)].slice(0, MAX_TRIES)) {
    const match = await data.findAccount(query, 'exact');
    if (match.kind === 'many' && match.accounts.some((account) => isNamed(account, query))) {
      for (const account of match.accounts) found.set(account.accountId, account);
    }
    if (match.kind !== 'one' || !ways.includes(match.matchedBy)) continue;
    const { account } = match;
    if (ways.includes('domain') || isNamed(account, query)) found.set(account.accountId, account);
  }
  return found;
}

/** A beginning of a name or a common word names nothing. */
function isNamed({ name, aliases }: Account, query: string): boolean {
  return [name, ...aliases].some((known) => fold(known) === fold(query));
}

/** Runs of up to four words that begin with a capital, the longest first. */
function namesIn(text: string): string[] {
  const words = text.split(/[\s,;:!?()"“”<>|*_]+/u).map((word) => word.replace(/(?:['’]s|\.)$/u, ''));
  const runs: string[] = [];
  for (let length = LONGEST_NAME; length > 0; length -= 1) {
    for (let at = 0; at + length <= words.length; at += 1) {
      const run = words.slice(at, at + length);
      if (run.every((word) => NAME_WORD.test(word) || word === '&') && run[0] !== '&')
        runs.push(run.join(' '));
    }
  }
  return runs;
}

function single(found: ReadonlyMap<string, Account>): Account | null {
  const [account] = found.values();
  return found.size === 1 && account ? account : null;
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
