import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../src/core/records.ts';
import { draftArguments } from '../../../src/planner/draft-arguments.ts';
import { findContact } from '../../../src/planner/find-contact.ts';

const contact = (contactId: string, fullName: string, more: Partial<Contact> = {}): Contact => ({
  source: 'contacts.csv',
  mode: 'sample',
  asOf: '2026-11-22T00:00:00.000Z',
  contactId,
  accountId: 'acme',
  fullName,
  ...more,
});

const JANE = contact('c1', 'Jane Doe', { email: 'jane@acme.example' });
const JANET = contact('c2', 'Janet Dorn');
const JOSE = contact('c3', 'José Núñez', { doNotContact: true });
const ALL = [JANE, JANET, JOSE];
const find = (typed: string) => findContact(ALL, typed, 'Acme').contactId;

describe('a contact', () => {
  it.each([
    ['c2', 'c2'],
    ['C2', 'c2'],
    ['JANE@acme.example', 'c1'],
    ['mailto:jane@acme.example', 'c1'],
    ['jane doe', 'c1'],
    ['  Jane   Doe ', 'c1'],
    ['Doe', 'c1'],
    ['Janet', 'c2'],
    ['dorn jan', 'c2'],
  ])('is found by %s', (typed, expected) => {
    expect(find(typed)).toBe(expected);
  });

  it('is asked for by name where several fit', () => {
    expect(() => find('jan do')).toThrow(
      expect.objectContaining({
        code: 'USER_INPUT',
        message: 'Several contacts fit “jan do”: Jane Doe (jane@acme.example), Janet Dorn (c2).',
      }),
    );
  });

  it('that does not exist is answered with those that do', () => {
    expect(() => find('Bob')).toThrow(
      expect.objectContaining({
        code: 'RESOURCE_NOT_FOUND',
        detail: { hint: 'There are: Jane Doe (jane@acme.example), Janet Dorn (c2), José Núñez (c3).' },
      }),
    );
    expect(() => findContact([], 'Bob', 'Acme')).toThrow(
      expect.objectContaining({ detail: { hint: 'No contact of this account is known.' } }),
    );
    expect(() => find('  ')).toThrow(/has no contact/);
  });

  it('who asked not to be contacted is not written to', () => {
    expect(() => find('jose nunez')).toThrow(
      expect.objectContaining({ code: 'POLICY_CHECK', message: 'José Núñez asked not to be contacted.' }),
    );
  });

  it('names five at most', () => {
    const many = Array.from({ length: 9 }, (_, index) => contact(`c${index}`, `Kim Park ${index}`));
    expect(() => findContact(many, 'kim', 'Acme')).toThrow(/Kim Park 4 \(c4\), 4 more\./);
  });
});

describe('the arguments of a draft', () => {
  const data = { contacts: async () => ALL };
  const acme = { accountId: 'acme', name: 'Acme' };

  it('hold what was said and nothing else', async () => {
    expect(await draftArguments(data, acme, {})).toEqual({});
    expect(await draftArguments(data, acme, { to: 'doe', channel: 'sms', tone: 'formal' })).toEqual({
      contactId: 'c1',
      channel: 'sms',
      tone: 'formal',
    });
  });

  it('cut a message that is answered', async () => {
    const repliedTo = { text: '🦄'.repeat(900), sentAt: '2026-11-20T10:00:00.000Z' };
    const { replyText = '', replySentAt } = await draftArguments(data, acme, {}, repliedTo);
    expect(Array.from(replyText)).toHaveLength(500);
    expect(replySentAt).toBe(repliedTo.sentAt);
  });
});
