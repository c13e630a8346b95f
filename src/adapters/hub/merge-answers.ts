import type { SourcePolicy } from '../../config/registry-adapters.ts';
import type { Account, Contact, Opportunity, SignalRecord } from '../../core/records.ts';
import { nameKeys } from '../local/name-keys.ts';
import { withWholeNames } from './hidden-names.ts';
import { type MergeRules, mergeRecord } from './merge-record.ts';
import { BOOK, inOrder, type Precedence } from './policy.ts';
import type { SourceAnswer } from './read-source.ts';

/** What the book of business says of an account; its account is null where only a vendor knows it. */
export interface BookAnswer {
  readonly account: Account | null;
  readonly contacts: readonly Contact[];
  readonly opportunities: readonly Opportunity[];
  readonly signals: readonly SignalRecord[];
}

const ACCOUNT: MergeRules<Account> = {
  single: [
    'domain',
    'industry',
    'employeeCount',
    'annualRevenue',
    'region',
    'country',
    'status',
    'owner',
    'territory',
    'parent',
  ],
  together: ['technologies', 'aliases'],
  compared: ['employeeCount', 'annualRevenue', 'status'],
  alike: [['prospect', 'qualified']],
};
const CONTACT: MergeRules<Contact> = {
  single: ['title', 'email', 'phone', 'timezone'],
  compared: ['title', 'email'],
};
const OPPORTUNITY: MergeRules<Opportunity> = {
  single: [
    'amount',
    'owner',
    'product',
    'createdAt',
    'stageChangedAt',
    'lastActivityAt',
    'closeDate',
    'closedAt',
    'lastOpenStage',
    'stageDates',
    'nextStep',
  ],
  compared: ['stage', 'amount', 'closeDate'],
};

/** The account with what vendors add to it; null when nobody knows it. */
export function mergeAccounts(
  policy: SourcePolicy,
  accountId: string,
  book: BookAnswer,
  answers: readonly SourceAnswer[],
): Account | null {
  const known = book.account ?? answers.find(({ account }) => account)?.account;
  const said = [
    ...(book.account ? [{ name: BOOK as string, record: book.account }] : []),
    ...answers.flatMap((answer) => {
      const { source, account, technologies } = answer;
      const seen = technologies.length > 0 && known ? [technologiesOf(known, answer)] : [];
      return [...(account ? [plain(account)] : []), ...seen].map((record) => ({ name: source.name, record }));
    }),
  ];
  const [first, ...rest] = inOrder(policy, 'accounts', said, ({ name }) => name).map(({ record }) => record);
  if (!first) return null;
  const merged = mergeRecord([first, ...rest], ACCOUNT);
  // Whoever wins a fact, the account stays the one that people know by its name.
  return book.account ? { ...merged, accountId, name: book.account.name } : { ...merged, accountId };
}

/** An account that says nothing but who it is and what it uses. */
function technologiesOf({ accountId, name }: Account, { source, technologies, asOf }: SourceAnswer): Account {
  const { title, mode } = source;
  const names = technologies.map((technology) => technology.name);
  return { accountId, name, aliases: [], technologies: names, source: title, mode, asOf };
}

function plain({ observed: _, ...account }: NonNullable<SourceAnswer['account']>): Account {
  return account;
}

export function mergeContacts(
  policy: SourcePolicy,
  accountId: string,
  book: BookAnswer,
  answers: readonly SourceAnswer[],
): Contact[] {
  const groups = grouped(
    withWholeNames(ordered(policy, 'contacts', book.contacts, answers, ({ contacts }) => contacts)),
    {
      keysOf: ({ email, fullName }) => [
        ...(email ? [`@${email.toLowerCase()}`] : []),
        ...(nameKeys(fullName).compact ? [nameKeys(fullName).compact] : []),
      ],
      mayJoin: (a, b) => !a.email || !b.email || a.email.toLowerCase() === b.email.toLowerCase(),
    },
  );
  return groups.map((group) => {
    const merged = mergeRecord(group, CONTACT);
    // Whoever says that somebody must not be contacted is believed.
    const isForbidden = group.some(({ doNotContact }) => doNotContact === true);
    return { ...merged, accountId, ...(isForbidden && { doNotContact: true }) };
  });
}

export function mergeOpportunities(
  policy: SourcePolicy,
  accountId: string,
  book: BookAnswer,
  answers: readonly SourceAnswer[],
): Opportunity[] {
  const groups = grouped(
    ordered(policy, 'opportunities', book.opportunities, answers, ({ opportunities }) => opportunities),
    { keysOf: ({ name }) => [nameKeys(name).compact || name] },
  );
  return groups.map((group) => {
    const known = group.find(({ stage }) => stage !== 'unknown') ?? group[0];
    const [first, ...rest] = [known, ...group.filter((deal) => deal !== known)];
    const { stage, stageRaw, ...merged } = mergeRecord([first, ...rest], OPPORTUNITY);
    const { opportunityId } = group[0];
    return { ...merged, opportunityId, accountId, stage, ...(stageRaw !== undefined && { stageRaw }) };
  });
}

/** All reports; the same one of the same source once. Which of them tell of one event, the tools decide. */
export function mergeSignals(
  accountId: string,
  book: BookAnswer,
  answers: readonly SourceAnswer[],
  derived: readonly SignalRecord[],
): SignalRecord[] {
  const all = [...book.signals, ...answers.flatMap(({ signals }) => signals), ...derived];
  const byKey = new Map(
    all.map((signal) => {
      const { source, type, occurredAt = '', title } = signal;
      return [[source, type, occurredAt.slice(0, 10), title].join('\n'), { ...signal, accountId }] as const;
    }),
  );
  return [...byKey.values()];
}

function ordered<T>(
  policy: SourcePolicy,
  about: Precedence,
  own: readonly T[],
  answers: readonly SourceAnswer[],
  of: (answer: SourceAnswer) => readonly T[],
): T[][] {
  const said = [
    { name: BOOK, records: own },
    ...answers.map((answer) => ({ name: answer.source.name, records: of(answer) })),
  ];
  return inOrder(policy, about, said, ({ name }) => name).map(({ records }) => [...records]);
}

interface Grouping<T> {
  readonly keysOf: (record: T) => readonly string[];
  /** Whether nothing speaks against two records with a common key being the same thing. */
  readonly mayJoin?: (a: T, b: T) => boolean;
}

/**
 * Records of several sources that are the same thing, by any of their keys. Two records of one source are
 * two things, whatever they are called; where a key could mean either, it joins neither.
 */
function grouped<T>(
  sources: readonly (readonly T[])[],
  { keysOf, mayJoin = () => true }: Grouping<T>,
): [T, ...T[]][] {
  const groups: [T, ...T[]][] = [];
  const byKey = new Map<string, [T, ...T[]] | null>();
  for (const records of sources) {
    const before = new Map(byKey);
    const taken = new Set<unknown>();
    for (const record of records) {
      const keys = keysOf(record);
      const found = keys
        .map((key) => before.get(key))
        .find((group) => group && !taken.has(group) && group.every((other) => mayJoin(other, record)));
      const group: [T, ...T[]] = found ?? [record];
      if (found) found.push(record);
      else groups.push(group);
      taken.add(group);
      for (const key of keys) {
        const holder = byKey.get(key);
        byKey.set(key, holder !== undefined && holder !== group ? null : group);
      }
    }
  }
  return groups;
}
