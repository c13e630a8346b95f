import { createBreather } from '../../../core/breathe.ts';
import type { PersonaRules } from '../../../core/playbook-personas.ts';
import type { SalesData } from '../../../core/ports.ts';
import { isClosed, type Opportunity } from '../../../core/records.ts';
import { wilson } from '../../../core/statistics.ts';
import { type Position, readTitle, roleOf } from './read-title.ts';

/** People of one kind, and how the accounts fared where they are known. */
export interface Persona extends Position {
  readonly wonAccounts: number;
  /** Accounts with closed deals and somebody of this kind. */
  readonly accounts: number;
  /** 95 % interval of the share of these accounts that were won. */
  readonly low: number;
  readonly high: number;
  /** Recorded roles, most frequent first. */
  readonly roles: readonly string[];
}

export interface PersonaBook {
  readonly personas: readonly Persona[];
  /** Accounts with closed deals and a contact whose title can be read; and those of them that were won. */
  readonly accounts: number;
  readonly wonAccounts: number;
  readonly untitled: number;
}

interface Count extends Position {
  won: number;
  all: number;
  readonly roles: Map<string, number>;
}

const known = new WeakMap<readonly Opportunity[], Map<PersonaRules, Promise<PersonaBook>>>();

/** Gathered once for each loaded book. */
export async function personaBook(data: SalesData, rules: PersonaRules): Promise<PersonaBook> {
  const all = await data.allOpportunities();
  const byRules = known.get(all) ?? new Map<PersonaRules, Promise<PersonaBook>>();
  known.set(all, byRules);
  const found = byRules.get(rules) ?? gather(data, all, rules);
  byRules.set(rules, found);
  found.catch(() => byRules.delete(rules));
  return await found;
}

async function gather(
  data: SalesData,
  all: readonly Opportunity[],
  rules: PersonaRules,
): Promise<PersonaBook> {
  const outcomes = new Map<string, boolean>();
  for (const { accountId, stage } of all.filter(isClosed)) {
    if (accountId !== undefined)
      outcomes.set(accountId, outcomes.get(accountId) === true || stage === 'closed_won');
  }
  const breathe = createBreather();
  const counts = new Map<string, Count>();
  let [accounts, wonAccounts, untitled] = [0, 0, 0];
  for (const [accountId, won] of outcomes) {
    await breathe();
    const here = new Set<Count>();
    for (const contact of await data.contacts(accountId)) {
      const position = readTitle(contact.title, rules);
      if (position === null) untitled += 1;
      else here.add(countFor(counts, position, roleOf(contact, null, rules)?.role));
    }
    if (here.size === 0) continue;
    accounts += 1;
    if (won) wonAccounts += 1;
    for (const count of here) {
      count.all += 1;
      if (won) count.won += 1;
    }
  }
  const personas = [...counts.values()].map(personaOf).sort(mostWonFirst);
  return { personas, accounts, wonAccounts, untitled };
}

function countFor(counts: Map<string, Count>, position: Position, role: string | undefined): Count {
  const key = `${position.function} ${position.level}`;
  const count = counts.get(key) ?? { ...position, won: 0, all: 0, roles: new Map<string, number>() };
  counts.set(key, count);
  if (role !== undefined) count.roles.set(role, (count.roles.get(role) ?? 0) + 1);
  return count;
}

function personaOf({ function: what, level, won, all, roles }: Count): Persona {
  const ordered = [...roles].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  return {
    function: what,
    level,
    wonAccounts: won,
    accounts: all,
    ...wilson(won, all),
    roles: ordered.map(([role]) => role),
  };
}

function mostWonFirst(a: Persona, b: Persona): number {
  const name = (one: Persona) => `${one.function} ${one.level}`;
  return b.wonAccounts - a.wonAccounts || a.accounts - b.accounts || (name(a) < name(b) ? -1 : 1);
}
