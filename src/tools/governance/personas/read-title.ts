import type { PersonaRules } from '../../../core/playbook-personas.ts';
import type { Contact } from '../../../core/records.ts';
import { hasPhrase } from '../../shared/text.ts';

export interface Position {
  /** Keys of the playbook, or `other`. */
  readonly function: string;
  readonly level: string;
}

/** What a title says of function and level; null of none. */
export function readTitle(title: string | undefined, rules: PersonaRules): Position | null {
  if (title === undefined || title.trim() === '') return null;
  const find = (table: PersonaRules['functions']) =>
    Object.keys(table).find((key) => table[key]?.words.some((word) => hasPhrase(title, word))) ?? 'other';
  return { function: find(rules.functions), level: find(rules.levels) };
}

/** `Finance, top management`. */
export function positionName({ function: key, level }: Position, rules: PersonaRules): string {
  const what = rules.functions[key]?.name ?? 'Other function';
  return `${what}, ${rules.levels[level]?.name ?? 'other level'}`;
}

export interface Role {
  readonly role: string;
  /** `recorded`: the book says so. `assumed`: the title makes it likely. */
  readonly basis: 'recorded' | 'assumed';
}

const ROLES = ['economic buyer', 'champion', 'technical evaluator', 'user', 'blocker'] as const;
const ROLE_COLUMN = /^(buying[ _-]?)?role$/i;

/** The part that somebody plays in the purchase, as recorded, else as the title makes likely; null: unknown. */
export function roleOf(contact: Contact, position: Position | null, rules: PersonaRules): Role | null {
  const text = Object.entries(contact.extra ?? {}).find(([column]) => ROLE_COLUMN.test(column))?.[1];
  const recorded = text === undefined ? undefined : ROLES.find((role) => hasPhrase(text, role));
  if (recorded !== undefined) return { role: recorded, basis: 'recorded' };
  if (position === null) return null;
  const likely = rules.assumed_roles.find(
    ({ levels, functions }) => levels.includes(position.level) && functions.includes(position.function),
  );
  return likely ? { role: likely.role, basis: 'assumed' } : null;
}
