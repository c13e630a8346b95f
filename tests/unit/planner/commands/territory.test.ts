import { describe, expect, it } from 'vitest';
import { PLAN_COMMANDS } from '../../../../src/planner/commands/index.ts';
import type { Wish } from '../../../../src/planner/commands/plan-command.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { anAccount, aRep, NOW } from '../../../support/records.ts';

const ACCOUNTS = ['Acme', 'Kestrel Cold Chain', 'Northfold Foods', 'Northfold Marine', 'Northfold'].map(
  (name) =>
    anAccount({ accountId: `id-${name.toLowerCase().replaceAll(' ', '-')}`, name, territory: 'Old South' }),
);
const twins = ['x1', 'x2'].map((accountId) => anAccount({ accountId, name: 'Twin' }));
const data = inMemoryData({
  accounts: [...ACCOUNTS, ...twins],
  reps: [
    aRep({ repId: 'r1', territory: 'NA East' }),
    aRep({ repId: 'r2', name: 'Bo Day', territory: 'NA West' }),
    aRep({ repId: 'r3', name: 'Cy Fox', territory: 'DACH' }),
  ],
});

async function read(name: string, ...words: string[]): Promise<Wish> {
  const command = PLAN_COMMANDS.get(name);
  if (!command) throw new Error(name);
  return await command.read(words, { data, knowledge: inMemoryKnowledge(), now: NOW });
}
const argsOf = (wish: Wish) => (wish.kind === 'plan' ? wish.args : wish);

describe('territory simulate', () => {
  it('reads territories and several accounts, quoted or not, each once', async () => {
    const wanted = {
      fromTerritory: 'NA East',
      toTerritory: 'DACH',
      accountIds: ['id-acme', 'id-kestrel-cold-chain', 'id-northfold'],
      accounts: '3 accounts',
    };
    const quoted = await read(
      'territory simulate',
      'NA East',
      'dach',
      'Acme',
      'Kestrel Cold Chain',
      'Northfold',
    );
    expect(quoted).toEqual({ kind: 'plan', template: 'territory_simulate', args: wanted });
    const bare = 'na east DACH acme Kestrel Cold Chain northfold Acme'.split(' ');
    expect(argsOf(await read('territory simulate', ...bare))).toEqual(wanted);
    const commas = 'na east DACH acme, Kestrel Cold Chain, northfold'.split(' ');
    expect(argsOf(await read('territory simulate', ...commas))).toEqual(wanted);
  });

  it('takes the longest name that is an account', async () => {
    const wish = await read('territory simulate', 'NA East', 'DACH', 'Northfold', 'Foods');
    expect(argsOf(wish)).toMatchObject({ accountIds: ['id-northfold-foods'], accounts: 'Northfold Foods' });
  });

  it('asks which account is meant and keeps everything else', async () => {
    const wish = await read(
      'territory simulate',
      'NA East',
      'DACH',
      'Acme',
      'Twin',
      'Northfold',
      '--on',
      '2027-01-01',
    );
    if (wish.kind !== 'choose') throw new Error(wish.kind);
    expect(wish.query).toBe('Twin');
    const [, second] = wish.accounts;
    const again = second ? wish.again(second) : [];
    expect(again).toEqual(['NA East', 'DACH', 'Acme', 'x2', 'Northfold', '--on=2027-01-01']);
    expect(argsOf(await read('territory simulate', ...again))).toMatchObject({
      accountIds: ['id-acme', 'x2', 'id-northfold'],
      effectiveDate: '2027-01-01',
    });
  });

  it('says which account is none, which territory is several, and what is missing', async () => {
    expect(await read('territory simulate', 'NA East', 'DACH', 'Nobody')).toMatchObject({
      kind: 'not_found',
      query: 'Nobody',
    });
    await expect(read('territory simulate', 'NA', 'DACH', 'Acme')).rejects.toThrow(
      '"NA" may be NA East or NA West.',
    );
    await expect(read('territory simulate', 'Mars', 'DACH', 'Acme')).rejects.toMatchObject({
      message: 'There is no territory "Mars" in the book of business.',
      detail: { hint: 'There are DACH, NA East, NA West and Old South.' },
    });
    expect(await read('territory simulate', 'NA East', 'DACH')).toEqual({ kind: 'usage' });
    await expect(read('territory simulate', 'NA East', 'DACH', 'Acme', '--on', 'tomorrow')).rejects.toThrow(
      '“tomorrow” is no day.',
    );
  });
});

describe('territory assign', () => {
  const argsWith = { accountIds: ['id-acme', 'id-northfold'], accounts: '2 accounts' };

  it('reads accounts and where they should go', async () => {
    expect(argsOf(await read('territory assign', 'Acme,', 'Northfold'))).toEqual(argsWith);
    expect(argsOf(await read('territory assign', 'Acme', 'Northfold', '--to', 'na', 'west'))).toEqual({
      ...argsWith,
      to: 'NA West',
    });
    expect(
      argsOf(await read('territory assign', 'Acme', '--to', 'Ann Poe', '--owners', 'keep')),
    ).toMatchObject({
      to: 'Ann Poe',
    });
    expect(argsOf(await read('territory assign', 'Acme', '--owners', 'change'))).toMatchObject({
      accounts: 'Acme',
      rules: { keepCurrentOwner: false },
    });
  });

  it('takes every account without an owner for "unassigned"', async () => {
    expect(argsOf(await read('territory assign', 'Unassigned'))).toMatchObject({ accounts: '7 accounts' });
    const owned = inMemoryData({ accounts: [anAccount({ owner: 'Ann' })] });
    const command = PLAN_COMMANDS.get('territory assign');
    await expect(
      command?.read(['unassigned'], { data: owned, knowledge: inMemoryKnowledge(), now: NOW }),
    ).rejects.toThrow('Every account of the book has an owner.');
  });

  it('keeps the options when it asks which account is meant, and refuses targets that are none', async () => {
    const wish = await read('territory assign', 'Twin', '--to=DACH');
    if (wish.kind !== 'choose') throw new Error(wish.kind);
    expect(wish.accounts[0] && wish.again(wish.accounts[0])).toEqual(['x1', '--to=DACH']);
    await expect(read('territory assign', 'Acme', '--to', 'NA')).rejects.toThrow('may be NA East or NA West');
    await expect(read('territory assign', 'Acme', '--to', 'Mars')).rejects.toThrow('no territory "Mars"');
    expect(await read('territory assign')).toEqual({ kind: 'usage' });
  });
});

describe('territory coverage', () => {
  it('asks about all of them, or about one by a part of its name', async () => {
    expect(await read('territory coverage')).toEqual({
      kind: 'plan',
      template: 'territory_coverage',
      args: { where: 'all territories' },
    });
    expect(argsOf(await read('territory coverage', 'old', 'south'))).toEqual({
      where: 'Old South',
      territory: 'Old South',
    });
    await expect(read('territory coverage', 'na')).rejects.toThrow('may be NA East or NA West');
  });
});
