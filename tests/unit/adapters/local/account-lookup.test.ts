import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAccountLookup } from '../../../../src/adapters/local/account-lookup.ts';
import type { Account } from '../../../../src/core/records.ts';

function account(accountId: string, name: string, facts: Partial<Account> = {}): Account {
  const origin = { source: 'accounts.csv', mode: 'local', asOf: '2026-11-22T10:00:00.000Z' } as const;
  return { ...origin, accountId, name, aliases: [], technologies: [], ...facts };
}

const BOOK = [
  account('acc_acme', 'Acme Robotics', { domain: 'acme-robotics.example', aliases: ['Acme', 'AR Group'] }),
  account('acc_1', 'Northfold Logistics', { domain: 'northfold.example' }),
  account('acc_2', 'Northfold Foods GmbH'),
  account('acc_3', 'Northfold Marine'),
  account('acc_4', 'Kan-code', { domain: 'shared.example' }),
  account('acc_5', 'Lumière Cosmétiques', { domain: 'shared.example' }),
  account('acc_6', 'Gekko & Co'),
  account('acc_7', 'The New York Inquirer'),
  account('acc_8', '🚀'),
  account('acc_9', 'Globex Corporation'),
  account('Kan-code-2', 'Betatech'),
];
const find = await createAccountLookup(BOOK);

describe('finds one account', () => {
  it.each([
    ['acc_acme', 'id', 'acc_acme'],
    [' ACC_ACME ', 'id', 'acc_acme'],
    ['kan-code-2', 'id', 'Kan-code-2'],
    ['acme-robotics.example', 'domain', 'acc_acme'],
    ['https://www.acme-robotics.example/jobs', 'domain', 'acc_acme'],
    ['<https://eu.acme-robotics.example|acme>', 'domain', 'acc_acme'],
    ['jordan@northfold.example', 'domain', 'acc_1'],
    ['Acme Robotics', 'name', 'acc_acme'],
    ['“acme robotics”', 'name', 'acc_acme'],
    ['northfold   marine', 'name', 'acc_3'],
    ['kancode', 'name', 'acc_4'],
    ['kan code', 'name', 'acc_4'],
    ['lumiere cosmetiques', 'name', 'acc_5'],
    ['🚀', 'name', 'acc_8'],
    ['acme', 'alias', 'acc_acme'],
    ['Acme Inc.', 'name', 'acc_acme'],
    ['Northfold Foods', 'name', 'acc_2'],
    ['Gekko', 'name', 'acc_6'],
    ['Globex Ltd', 'name', 'acc_9'],
    ['Kan-cod', 'name', 'acc_4'],
    ['New York', 'name', 'acc_7'],
    ['inquirer', 'name', 'acc_7'],
    ['Acme Robtics', 'typo', 'acc_acme'],
    ['Acem', 'typo', 'acc_acme'],
    ['Glboex', 'typo', 'acc_9'],
    ['betatach', 'typo', 'Kan-code-2'],
    ['acme-robtics.example', 'typo', 'acc_acme'],
  ])('%s by %s', (query, matchedBy, accountId) => {
    expect(find(query)).toMatchObject({ kind: 'one', matchedBy, account: { accountId } });
  });
});

describe('several that fit equally well', () => {
  it.each([
    ['Northfold', ['acc_3', 'acc_1', 'acc_2']],
    ['Norhtfold', ['acc_1', 'acc_2', 'acc_3']],
    ['shared.example', ['acc_4', 'acc_5']],
  ])('%s', (query, ids) => {
    const match = find(query);
    expect(match.kind === 'many' && match.accounts.map(({ accountId }) => accountId).sort()).toEqual(
      [...ids].sort(),
    );
  });

  it('are at most ten, names that begin so first', async () => {
    const harbors = await createAccountLookup([
      account('old', 'Old Harbor'),
      ...Array.from({ length: 15 }, (_, index) => account(`h${index}`, `Harbor Site ${index + 10}`)),
    ]);
    const many = harbors('harbor');
    expect(many.kind === 'many' && many.accounts).toHaveLength(10);
    expect(many.kind === 'many' && many.accounts.some(({ accountId }) => accountId === 'old')).toBe(false);
  });

  it('includes two accounts of the same name', async () => {
    const match = (await createAccountLookup([account('a', 'Twin'), account('b', 'twin')]))('Twin');
    expect(match.kind).toBe('many');
  });
});

describe('none', () => {
  it('names at most five, the nearest first', () => {
    const match = find('Betamax Tech');
    expect(match.kind === 'none' && match.nearest[0]).toBe('Betatech');
    expect(match.kind === 'none' && match.nearest).toHaveLength(5);
  });

  it.each(['', '   ', '"', '\u0000\u0007', '👻', '<>', '.', 'xy'])('"%s" finds none', (query) => {
    expect(find(query).kind).toBe('none');
  });

  it('of a short word that is only a part', () => {
    expect(find('ac').kind).toBe('none');
  });

  it('in an empty book', async () => {
    expect((await createAccountLookup([]))('Acme')).toEqual({ kind: 'none', nearest: [] });
  });
});

describe('exact', () => {
  it('takes no word for a misspelt name, and offers none', () => {
    expect(find('Acme Robtics', 'exact')).toEqual({ kind: 'none', nearest: [] });
    expect(find('Acme Robotics', 'exact')).toMatchObject({ kind: 'one', matchedBy: 'name' });
    expect(find('acme', 'exact')).toMatchObject({ kind: 'one', matchedBy: 'alias' });
  });
});

describe('whatever the query', () => {
  it('never throws', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom('\ud800', '\udfff', '\u0000', '\u202e', 'ﷺ', 'a', '.', '@', '/', '<', '|'),
      }),
    );
    fc.assert(
      fc.property(text, (query) => {
        expect(['one', 'many', 'none']).toContain(find(query).kind);
      }),
    );
  });

  it('finds none for 3,000 characters', () => {
    for (const query of ['x'.repeat(3_000), 'a.'.repeat(1_500), `${'a '.repeat(1_500)}`, 'ﷺ'.repeat(3_000)]) {
      expect(find(query).kind).toBe('none');
    }
  });

  it('an exact id wins over everything else', async () => {
    const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 20 }), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(ids, fc.nat(), async (accountIds, seed) => {
        const wanted = accountIds[seed % accountIds.length] ?? '';
        const accounts = accountIds.map((id, index) =>
          account(id, accountIds[(index + 1) % accountIds.length] ?? '', { aliases: [wanted] }),
        );
        expect((await createAccountLookup(accounts))(wanted)).toMatchObject({
          kind: 'one',
          matchedBy: 'id',
          account: { accountId: wanted },
        });
      }),
    );
  });

  it('one typing error in a long name of its own still finds it', () => {
    const names = [
      'Acme Robotics',
      'Lumière Cosmétiques',
      'The New York Inquirer',
      'Globex Corporation',
      'Betatech',
    ];
    const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
    const edit = fc.constantFrom('drop', 'add', 'change', 'swap');
    fc.assert(
      fc.property(fc.constantFrom(...names), edit, fc.nat(), letter, (name, how, seed, other) => {
        const at = seed % (name.length - 1);
        const [head, char, next, tail] = [name.slice(0, at), name[at], name[at + 1], name.slice(at + 2)];
        const typed = {
          drop: `${head}${next}${tail}`,
          add: `${head}${char}${other}${next}${tail}`,
          change: `${head}${other}${next}${tail}`,
          swap: `${head}${next}${char}${tail}`,
        }[how];
        expect(find(typed)).toMatchObject({ kind: 'one', account: { name } });
      }),
      { numRuns: 400 },
    );
  });
});
