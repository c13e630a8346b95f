import { describe, expect, it } from 'vitest';
import type { Contact } from '../../../../src/core/records.ts';
import {
  extractBuyerPersonas,
  PersonasOutput,
} from '../../../../src/tools/governance/extract-buyer-personas.ts';
import { readTitle, roleOf } from '../../../../src/tools/governance/personas/read-title.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aContact, aDeal, anAccount } from '../../../support/records.ts';
import { PLAYBOOK, toolContext } from '../../../support/tool-context.ts';

const RULES = PLAYBOOK.personas;

describe('readTitle', () => {
  it.each([
    ['Chief Financial Officer', 'finance', 'c_level'],
    ['CFO', 'finance', 'c_level'],
    ['VP Operations', 'operations', 'vp'],
    ['Vice President, Sales', 'sales', 'vp'],
    ['Head of Supply Chain', 'supply_chain', 'director'],
    ['Head of Continuous Improvement', 'quality', 'director'],
    ['IT Director', 'it', 'director'],
    ['Plant IT Lead', 'it', 'manager'],
    ['Procurement Manager', 'procurement', 'manager'],
    ['Production Planner', 'operations', 'other'],
    ['Director of Analytics', 'data', 'director'],
    ['Managing Director', 'management', 'c_level'],
    ['Hospitality Expert', 'other', 'other'],
  ])('reads %s', (title, what, level) => {
    expect(readTitle(title, RULES)).toEqual({ function: what, level });
  });

  it.each([undefined, '', '  '])('reads nothing of %j', (title) => {
    expect(readTitle(title, RULES)).toBeNull();
  });
});

describe('roleOf', () => {
  const role = (title: string, recorded?: string) =>
    roleOf(aContact({ ...(recorded && { extra: { role: recorded } }) }), readTitle(title, RULES), RULES);

  it('takes what is recorded before what a title makes likely, and assumes no champion', () => {
    expect(role('Chief Financial Officer')).toEqual({ role: 'economic buyer', basis: 'assumed' });
    expect(role('Chief Financial Officer', 'Champion')).toEqual({ role: 'champion', basis: 'recorded' });
    expect(role('IT Director')).toEqual({ role: 'technical evaluator', basis: 'assumed' });
    expect(role('Head of Marketing')).toBeNull();
    expect(role('Head of Marketing', 'unclear')).toBeNull();
  });
});

const person = (accountId: string, title?: string, over: Partial<Contact> = {}) =>
  aContact({ contactId: `${accountId} ${title}`, accountId, ...(title && { title }), ...over });

/** Four accounts won, of which three have a CFO; two lost, of which one has. */
const BOOK: Book = {
  accounts: ['w1', 'w2', 'w3', 'w4', 'l1', 'l2', 'a1'].map((accountId) =>
    anAccount({ accountId, name: accountId }),
  ),
  opportunities: [
    ...['w1', 'w2', 'w3', 'w4'].map((accountId) =>
      aDeal({ opportunityId: accountId, accountId, stage: 'closed_won' }),
    ),
    aDeal({ opportunityId: 'w1-lost', accountId: 'w1', stage: 'closed_lost' }),
    ...['l1', 'l2'].map((accountId) => aDeal({ opportunityId: accountId, accountId, stage: 'closed_lost' })),
  ],
  contacts: [
    person('w1', 'Chief Financial Officer', { extra: { role: 'economic buyer' } }),
    person('w2', 'CFO'),
    person('w3', 'Finance Chief'),
    person('w4', 'Plant Manager'),
    person('w1', 'Plant Manager'),
    person('l1', 'Chief Financial Officer'),
    person('l2'),
    person('a1', 'IT Director'),
  ],
};

async function personas(input: Record<string, unknown>, book = BOOK): Promise<PersonasOutput> {
  const parsed = extractBuyerPersonas.input.parse(input);
  return PersonasOutput.parse(await extractBuyerPersonas.run(parsed, toolContext(book)));
}

describe('extract_buyer_personas', () => {
  it('counts accounts, not people, and calls nothing a persona below three won accounts', async () => {
    const found = await personas({});
    expect(found.personas).toMatchObject([
      { function: 'finance', level: 'c_level', wonAccounts: 3, accounts: 4, roles: ['economic buyer'] },
    ]);
    // 3 of 4: Wilson .3006 to .9544
    expect(found.personas[0]?.low).toBeCloseTo(0.301, 3);
    expect(found.headline).toBe(
      '1 persona among 4 won accounts; most often Finance, top management, at 3 of them.',
    );
    expect(found.reasons).toEqual([
      'Finance, top management: at 3 of 4 won accounts; of 4 decided accounts with one, 75 % were won (30 % to 95 %); recorded as economic buyer.',
    ]);
    expect(found.unknowns.join(' ')).toContain('1 contact of decided accounts without a title');
  });

  it('says who is known at an account, as what, and who is missing', async () => {
    const found = await personas({ accountId: 'a1' });
    expect(found.people).toMatchObject([
      { title: 'IT Director', position: 'IT, director', role: 'technical evaluator', basis: 'assumed' },
    ]);
    expect(found.missing).toEqual([
      'Nobody is known as economic buyer.',
      'Nobody is known as champion.',
      'Finance, top management: known at 3 of 4 won accounts, not here.',
    ]);
    expect(found.headline).toBe('1 person known at a1. Nobody is known as economic buyer.');
    expect(found.details?.[0]?.lines).toEqual([
      'Dana Reyes, IT Director: technical evaluator, assumed from the title',
    ]);
  });

  it('has no persona where the book has no contacts, and says so', async () => {
    const empty = { ...BOOK, opportunities: [...(BOOK.opportunities ?? [])], contacts: [] };
    const found = await personas({}, empty);
    expect(found.personas).toEqual([]);
    expect(found.headline).toBe('No won account has a contact with a title, so there is no persona to see.');
    expect((await personas({ accountId: 'a1' }, empty)).headline).toBe('Nobody is known at a1.');
  });

  it('keeps text of the data on one line', async () => {
    const contacts = [person('a1', 'Chief\n*Buyer* <!channel>', { fullName: 'Eve\u202e\nX' })];
    const { people } = await personas({ accountId: 'a1' }, { ...BOOK, contacts });
    expect(people).toMatchObject([{ name: 'Eve X', title: 'Chief *Buyer* <!channel>' }]);
  });
});
