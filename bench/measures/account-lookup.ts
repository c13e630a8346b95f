import { createAccountLookup } from '../../src/adapters/local/account-lookup.ts';
import type { AccountMatch } from '../../src/core/ports.ts';
import type { Account } from '../../src/core/records.ts';
import { findAccounts } from '../../src/planner/goal/find-accounts.ts';
import { inventedName } from '../support/invented-names.ts';
import { quantile, shown } from '../support/numbers.ts';
import type { Section } from '../support/report.ts';

const GOAL =
  'before the board meets in Zurich on Thursday find out how likely Alpine Falcon Motors 11 is to buy, whether Jordan Avery or Leif Abara still decides there, what Northwind and Contoso offer them at present, and write a short message that does not mention the funding round which Plant Weekly told of last month';

const offers = (match: AccountMatch) => match.kind === 'none' && match.nearest;
function invented(index: number): Account {
  return {
    source: 'accounts.csv',
    mode: 'local',
    asOf: '2026-11-22T10:00:00.000Z',
    accountId: `acc_${index}`,
    name: inventedName(index),
    aliases: [],
    technologies: [],
    domain: `company-${index}.example`,
  };
}

/** What finding accounts costs in a large book: it is done while a person waits for an acknowledgement. */
export async function accountLookup({
  accounts,
  rounds,
}: {
  accounts: number;
  rounds: number;
}): Promise<Section> {
  const book = Array.from({ length: accounts }, (_, index) => invented(index));
  const startedAt = performance.now();
  const find = await createAccountLookup(book);
  const builtMs = performance.now() - startedAt;
  const name = book.at(-1)?.name ?? '';
  const data = { findAccount: async (...asked: Parameters<typeof find>) => find(...asked) };
  const cases: readonly (readonly [string, () => unknown])[] = [
    ['the whole name', () => find(name)],
    ['a name with a typing error', () => find(name.replace(/(.)(.)/, '$2$1'))],
    ['a name that no account has, with five to offer', () => offers(find('Zzyzx Unheard Corporation'))],
    [`the accounts of a goal of ${GOAL.split(' ').length} words`, () => findAccounts(GOAL, data)],
  ];
  const lines = [];
  for (const [what, ask] of cases) {
    const times: number[] = [];
    for (let round = 0; round <= rounds; round += 1) {
      const began = performance.now();
      await ask();
      if (round > 0) times.push(performance.now() - began);
    }
    const value = `${shown(quantile(times, 0.5), 'ms')} in the median, ${shown(quantile(times, 0.95), 'ms')} at the 95th percentile`;
    lines.push({ what, value });
  }
  return {
    title: 'Finding an account',
    how: `${accounts.toLocaleString('en')} invented accounts of four words, ${rounds} times each after one that warms up.`,
    lines: [...lines, { what: 'reading the names, once for each loaded book', value: shown(builtMs, 'ms') }],
  };
}
