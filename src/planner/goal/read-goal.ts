import type { Knowledge } from '../../core/knowledge.ts';
import type { GoalFacts } from '../../core/planning.ts';
import type { SalesData } from '../../core/ports.ts';
import type { Account } from '../../core/records.ts';
import { namesOfTerritories } from '../commands/territory-names.ts';
import { findAccounts } from './find-accounts.ts';
import { namedIn } from './holds-name.ts';
import { howToWrite } from './how-to-write.ts';

/** What a goal names; or words that name several accounts, of which a person must choose. */
export type GoalReading =
  | { readonly kind: 'read'; readonly facts: GoalFacts }
  | { readonly kind: 'choose'; readonly words: string; readonly accounts: readonly Account[] };

export interface GoalWorld {
  readonly data: SalesData;
  readonly knowledge: Knowledge;
}

const MOST_ACCOUNTS = 5;
const MOST_NAMES = 20;

/** Finds what the goal is about. `chosen` are ids of accounts that a person chose where several fit. */
export async function readGoal(
  goal: string,
  { data, knowledge }: GoalWorld,
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
  const about = accounts.slice(0, MOST_ACCOUNTS);
  const found = [
    await contactIn(goal, about, data),
    await territoriesIn(goal, about, data),
    await documentsIn(goal, knowledge),
    planIn(goal),
  ];
  return {
    kind: 'read',
    facts: {
      accounts: about.map(({ accountId, name }) => ({ accountId, name })),
      mentioned: [...mentions.map(({ words }) => words), ...found.flatMap(({ names }) => names)].slice(
        0,
        MOST_NAMES,
      ),
      args: {
        question: goal,
        ...(about.length > 0 && { accountIds: about.map(({ accountId }) => accountId) }),
        ...howToWrite(goal),
        ...Object.assign({}, ...found.map(({ args }) => args)),
      },
    },
  };
}

/** Names that stand in the goal, and what they mean for the arguments of a plan. */
interface Found {
  readonly names: readonly string[];
  readonly args: Readonly<Record<string, unknown>>;
}

const NOTHING: Found = { names: [], args: {} };

/** The one contact of the one account whose whole name stands in the goal. */
async function contactIn(
  goal: string,
  [account, ...others]: readonly Account[],
  data: SalesData,
): Promise<Found> {
  if (!account || others.length > 0) return NOTHING;
  const contacts = await data.contacts(account.accountId);
  const [contact, ...more] = namedIn(goal, contacts, ({ fullName }) => fullName);
  if (!contact || more.length > 0) return NOTHING;
  return { names: [contact.fullName], args: { contactId: contact.contactId } };
}

/** One territory is what is asked about, or where an account goes; two are from where to where. */
async function territoriesIn(goal: string, [account]: readonly Account[], data: SalesData): Promise<Found> {
  const names = namedIn(goal, await namesOfTerritories(data), (name) => name);
  const [first, second] = names;
  if (first === undefined) return NOTHING;
  if (second !== undefined) return { names, args: { fromTerritory: first, toTerritory: second } };
  const own = account?.territory;
  return {
    names,
    args:
      own === undefined || own === first
        ? { territory: first }
        : { territory: first, fromTerritory: own, toTerritory: first },
  };
}

async function documentsIn(goal: string, knowledge: Knowledge): Promise<Found> {
  const all = knowledge.documents();
  const named = [
    ...namedIn(goal, all, ({ title }) => title),
    ...namedIn(goal, all, ({ docId }) => docId.replace(/\.[a-z]+$/i, '')),
  ];
  const documents = [...new Set(named)];
  if (documents.length === 0) return NOTHING;
  return {
    names: documents.map(({ title }) => title),
    args: {
      documents: documents.map(({ docId }) => docId),
      titles: documents.map(({ title }) => title).join(', '),
    },
  };
}

/** A plan is only ever named by its whole id. */
function planIn(goal: string): Found {
  const [id] = goal.match(/\b[0-7][0-9A-HJKMNP-TV-Z]{25}\b/i) ?? [];
  return id === undefined ? NOTHING : { names: [id], args: { planId: id.toUpperCase() } };
}
