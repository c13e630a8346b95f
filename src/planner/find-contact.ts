import { CugarError } from '../core/errors.ts';
import type { Contact } from '../core/records.ts';

const MOST_NAMED = 5;

/**
 * The contact that a person means by an id, e-mail address or name. Throws `USER_INPUT` when several fit,
 * `RESOURCE_NOT_FOUND` when none does, both with the names to choose from, and `POLICY_CHECK` when the one
 * that fits asked not to be contacted.
 */
export function findContact(contacts: readonly Contact[], typed: string, accountName: string): Contact {
  const wanted = fold(typed);
  const steps: ((contact: Contact) => boolean)[] = [
    ({ contactId }) => contactId === typed || fold(contactId) === wanted,
    ({ email }) => email !== undefined && fold(email) === fold(typed.replace(/^mailto:/i, '')),
    ({ fullName }) => fold(fullName) === wanted,
    ({ fullName }) => hasWords(fullName, wanted),
  ];
  for (const fits of steps) {
    const [contact, ...more] = contacts.filter(fits);
    if (contact && more.length === 0) return allowed(contact);
    if (contact) throw several(typed, [contact, ...more]);
  }
  const names = contacts.map(nameOf);
  throw new CugarError('RESOURCE_NOT_FOUND', `${accountName} has no contact “${typed}”.`, {
    hint: names.length > 0 ? `There are: ${listed(names)}.` : 'No contact of this account is known.',
  });
}

function allowed(contact: Contact): Contact {
  if (!contact.doNotContact) return contact;
  throw new CugarError('POLICY_CHECK', `${contact.fullName} asked not to be contacted.`, {
    hint: 'Nothing was queued. Choose somebody who may be contacted.',
  });
}

function several(typed: string, contacts: readonly Contact[]): CugarError {
  return new CugarError('USER_INPUT', `Several contacts fit “${typed}”: ${listed(contacts.map(nameOf))}.`, {
    hint: 'Say the id or the e-mail address.',
  });
}

function nameOf({ fullName, contactId, email }: Contact): string {
  return `${fullName} (${email ?? contactId})`;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** Whether each word begins a word of the name: `Jan Do` is in `Jane Doe`. */
function hasWords(name: string, wanted: string): boolean {
  const parts = fold(name).split(' ');
  return wanted !== '' && wanted.split(' ').every((word) => parts.some((part) => part.startsWith(word)));
}

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\s.,]+/gu, ' ')
    .trim();
}
