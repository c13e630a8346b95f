import type { Account } from '../../core/records.ts';

/** How the other files name accounts: by id, domain, name or alias, exactly but for case and blanks. */
export interface AccountReferences {
  resolve(reference: string): { readonly accountId: string } | { readonly problem: string };
}

const keyOf = (text: string) => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

export function createAccountReferences(accounts: Iterable<Account>): AccountReferences {
  const ids = new Map<string, Set<string>>();
  const domains = new Map<string, Set<string>>();
  const names = new Map<string, Set<string>>();
  const aliases = new Map<string, Set<string>>();
  const put = (index: Map<string, Set<string>>, text: string | undefined, accountId: string) => {
    if (text === undefined) return;
    const key = keyOf(text);
    const holders = index.get(key);
    if (holders) holders.add(accountId);
    else index.set(key, new Set([accountId]));
  };
  const exactIds = new Set<string>();
  for (const { accountId, domain, name, aliases: others } of accounts) {
    exactIds.add(accountId);
    put(ids, accountId, accountId);
    put(domains, domain, accountId);
    put(names, name, accountId);
    for (const alias of others) put(aliases, alias, accountId);
  }
  return {
    resolve(reference) {
      if (exactIds.has(reference)) return { accountId: reference };
      const key = keyOf(reference);
      const written = `"${reference.slice(0, 80)}"`;
      for (const index of [ids, domains, names, aliases]) {
        const holders = index.get(key);
        if (!holders) continue;
        const [accountId] = holders;
        if (holders.size === 1 && accountId !== undefined) return { accountId };
        return { problem: `the account ${written} is ${holders.size} accounts; name it by its id` };
      }
      return { problem: `the account ${written} is not in the book` };
    },
  };
}
