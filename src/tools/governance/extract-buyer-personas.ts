import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import type { PersonaRules } from '../../core/playbook-personas.ts';
import type { Contact } from '../../core/records.ts';
import { defineTool } from '../../core/tool.ts';
import { requireAccount } from '../shared/lookups.ts';
import { percent } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { type Persona, type PersonaBook, personaBook } from './personas/gather.ts';
import { positionName, type Role, readTitle, roleOf } from './personas/read-title.ts';

const MAX_PERSONAS = 12;
const MAX_PEOPLE = 20;
/** A persona known in at least this share of the won accounts is missed where nobody of its kind is known. */
const MISSED_FROM = 0.5;
const NEEDED_ROLES = ['economic buyer', 'champion'] as const;

const Person = z.strictObject({
  contactId: z.string(),
  name: z.string(),
  title: z.string().nullable(),
  /** In words; null where the title is not known. */
  position: z.string().nullable(),
  role: z.string().nullable(),
  basis: z.enum(['recorded', 'assumed']).nullable(),
});

export const PersonasOutput = Finding.extend({
  accountId: z.string().nullable(),
  /** Kinds of people known at the accounts that were won, most frequent first. */
  personas: z
    .array(
      z.strictObject({
        name: z.string(),
        function: z.string(),
        level: z.string(),
        wonAccounts: z.number().int(),
        accounts: z.number().int(),
        low: z.number(),
        high: z.number(),
        roles: z.array(z.string()),
      }),
    )
    .max(MAX_PERSONAS),
  /** Those of the account that was asked about. */
  people: z.array(Person).max(MAX_PEOPLE),
  missing: z.array(z.string()),
});

export type PersonasOutput = z.infer<typeof PersonasOutput>;

export const extractBuyerPersonas = defineTool({
  name: 'extract_buyer_personas',
  domain: 'governance',
  purpose: 'Which kinds of people buy from us, and who of them is known at this account?',
  guardrails: [
    'A role that is not recorded is called assumed.',
    'Never assumes a champion or a blocker.',
    'Few accounts make no persona.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({ accountId: z.string().min(1).max(200).optional() }),
  output: PersonasOutput,
  async run({ accountId }, context) {
    const { data, signal, playbook } = context;
    signal.throwIfAborted();
    const rules = playbook.personas;
    const account = accountId === undefined ? null : await requireAccount(accountId, context);
    const book = await personaBook(data, rules);
    const contacts = account ? await data.contacts(account.accountId) : [];
    const people = contacts.map((contact) => personOf(contact, rules));
    const personas = book.personas.filter(({ wonAccounts }) => wonAccounts >= rules.min_won_accounts);
    const missing = account ? missingAt(contacts, people, personas, book, rules) : [];
    const lines = personas.map((persona) => personaLine(persona, book, rules));
    const name = account ? oneLine(account.name, 80) : null;
    return {
      accountId: account?.accountId ?? null,
      personas: personas.slice(0, MAX_PERSONAS).map(({ ...persona }) => ({
        ...persona,
        name: positionName(persona, rules),
        roles: [...persona.roles],
      })),
      people: people.slice(0, MAX_PEOPLE),
      missing,
      headline: name === null ? bookHeadline(personas, book, rules) : accountHeadline(name, people, missing),
      reasons: lines.slice(0, 3),
      unknowns: unknownsOf(book, people, rules, personas.length),
      confidence: null,
      ...provenance(contacts, data),
      details: [
        {
          title: name === null ? 'People' : `People at ${name}`.slice(0, 80),
          lines: people.slice(0, MAX_PEOPLE).map(personLine),
        },
        { title: 'Missing here', lines: missing },
        { title: 'Known at the accounts that were won', lines: lines.slice(0, MAX_PERSONAS) },
      ].filter((detail) => detail.lines.length > 0),
    };
  },
});

function personOf(contact: Contact, rules: PersonaRules): z.infer<typeof Person> {
  const position = readTitle(contact.title, rules);
  const role: Role | null = roleOf(contact, position, rules);
  return {
    contactId: contact.contactId,
    name: oneLine(contact.fullName, 60),
    title: contact.title === undefined ? null : oneLine(contact.title, 80),
    position: position && positionName(position, rules),
    role: role?.role ?? null,
    basis: role?.basis ?? null,
  };
}

/** Roles that a deal needs, and people that most won accounts had. */
function missingAt(
  contacts: readonly Contact[],
  people: readonly z.infer<typeof Person>[],
  personas: readonly Persona[],
  book: PersonaBook,
  rules: PersonaRules,
): string[] {
  const roles = NEEDED_ROLES.filter((role) => !people.some((person) => person.role === role));
  const here = new Set(contacts.flatMap(({ title }) => keyOf(readTitle(title, rules))));
  const usual = personas.filter(
    (persona) => persona.wonAccounts >= book.wonAccounts * MISSED_FROM && !here.has(keyOf(persona)[0] ?? ''),
  );
  return [
    ...roles.map((role) => `Nobody is known as ${role}.`),
    ...usual.map(
      (persona) =>
        `${positionName(persona, rules)}: known at ${persona.wonAccounts} of ${book.wonAccounts} won accounts, not here.`,
    ),
  ];
}

function keyOf(position: { function: string; level: string } | null): string[] {
  return position ? [`${position.function} ${position.level}`] : [];
}

function personaLine(persona: Persona, { wonAccounts }: PersonaBook, rules: PersonaRules): string {
  const { roles, low, high } = persona;
  const played = roles.length > 0 ? `; recorded as ${listed(roles.slice(0, 3))}` : '';
  return `${positionName(persona, rules)}: at ${persona.wonAccounts} of ${count(wonAccounts, 'won account')}; of ${persona.accounts} decided accounts with one, ${percent(persona.wonAccounts / persona.accounts)} were won (${percent(low)} to ${percent(high)})${played}.`;
}

function personLine({ name, title, role, basis }: z.infer<typeof Person>): string {
  const part =
    role === null ? 'role unknown' : `${role}${basis === 'assumed' ? ', assumed from the title' : ''}`;
  return `${name}, ${title ?? 'title unknown'}: ${part}`;
}

function bookHeadline(personas: readonly Persona[], book: PersonaBook, rules: PersonaRules): string {
  if (book.wonAccounts === 0)
    return 'No won account has a contact with a title, so there is no persona to see.';
  const [first] = personas;
  if (!first)
    return `Of ${count(book.wonAccounts, 'won account')} no ${rules.min_won_accounts} have the same kind of people.`;
  return `${count(personas.length, 'persona')} among ${count(book.wonAccounts, 'won account')}; most often ${positionName(first, rules)}, at ${first.wonAccounts} of them.`;
}

function accountHeadline(
  name: string,
  people: readonly z.infer<typeof Person>[],
  missing: readonly string[],
): string {
  if (people.length === 0) return `Nobody is known at ${name}.`;
  const [first] = missing;
  return `${count(people.length, 'person', 'people')} known at ${name}. ${first ?? 'Nobody who is usually needed is missing.'}`;
}

function unknownsOf(
  book: PersonaBook,
  people: readonly z.infer<typeof Person>[],
  { min_won_accounts }: PersonaRules,
  found: number,
): string[] {
  const untitled = people.filter(({ title }) => title === null).length;
  return [
    ...(found === 0
      ? [`Who usually buys: no kind of person is known at ${min_won_accounts} won accounts.`]
      : ['Who of them took part in the deals: contacts are known by account, without dates and deals.']),
    ...(untitled > 0 ? [`The title of ${count(untitled, 'person', 'people')} of the account.`] : []),
    ...(book.untitled > 0 ? [`${count(book.untitled, 'contact')} of decided accounts without a title.`] : []),
  ];
}
