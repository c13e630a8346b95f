import type { GoalFacts } from '../../core/planning.ts';
import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { findAccounts } from './find-accounts.ts';
import { howToWrite } from './how-to-write.ts';

/** What a goal names; or words that name several accounts, of which a person must choose. */
export type GoalReading =
  | { readonly kind: 'read'; readonly facts: GoalFacts }
  | { readonly kind: 'choose'; readonly words: string; readonly accounts: readonly Account[] };

const MOST_ACCOUNTS = 5;
const PLAN_ID = /\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/i;

/** Finds what the goal is about. `chosen` are ids of accounts that a person chose where several fit. */
export async function readGoal(
  goal: string,
  data: Pick<SalesData, 'findAccount' | 'contacts' | 'reps'>,
  chosen: readonly string[] = [],
): Promise<GoalReading> {
  const mentions = await findAccounts(goal, data);
  const accounts: Account[] = [];
  for (const { words, accounts: fitting } of mentions) {
    const [only, ...others] = fitting;
    const account = others.length === 0 ? only : fitting.find(({ accountId }) => chosen.includes(accountId));
    if (!account) return { kind: 'choose', words, accounts: fitting };
    if (!accounts.includes(account)) accounts.push(account);
  }
  const [planId] = PLAN_ID.exec(goal) ?? [];
  const [account] = accounts;
  const contact = account && accounts.length === 1 ? await contactIn(goal, account, data) : undefined;
  const reps = await repsIn(goal, data);
  return {
    kind: 'read',
    facts: {
      accounts: accounts.slice(0, MOST_ACCOUNTS).map(({ accountId, name }) => ({ accountId, name })),
      mentioned: [
        ...mentions.map(({ words }) => words),
        ...(contact ? [contact.fullName] : []),
        ...reps.names,
      ].slice(0, 20),
      args: {
        ...howToWrite(goal),
        ...(contact && { contactId: contact.contactId }),
        ...(planId !== undefined && { planId: planId.toUpperCase() }),
        ...reps.args,
      },
    },
  };
}

/** The one contact of the account whose whole name stands in the goal. */
async function contactIn(goal: string, { accountId }: Account, data: Pick<SalesData, 'contacts'>) {
  const named = (await data.contacts(accountId)).filter(({ fullName }) => holds(goal, fullName));
  return named.length === 1 ? named[0] : undefined;
}

/** Salespeople whose whole names stand in the goal, in its order. */
async function repsIn(goal: string, data: Pick<SalesData, 'reps'>) {
  const named = (await data.reps())
    .filter(({ name }) => holds(goal, name))
    .sort((a, b) => goal.indexOf(a.name) - goal.indexOf(b.name));
  return { names: named.map(({ name }) => name), args: {} };
}

function holds(text: string, name: string): boolean {
  const fold = (one: string) =>
    ` ${one
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()} `;
  return fold(name).trim() !== '' && fold(text).includes(fold(name));
}
