import { describe, expect, it } from 'vitest';
import { COMMANDS, commandsCalled, nameOf, PLAN_COMMANDS } from '../../../../src/planner/commands/index.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { anAccount } from '../../../support/records.ts';

const acme = anAccount({ accountId: 'acme', name: 'Acme' });
const world = (match: unknown) => ({
  data: { ...inMemoryData({ accounts: [acme] }), findAccount: async () => match as never },
  knowledge: inMemoryKnowledge(),
  now: new Date('2026-11-22T10:00:00Z'),
});
const read = async (name: string, words: string[], match: unknown) =>
  await PLAN_COMMANDS.get(name)?.read(words, world(match));

describe('a command about an account', () => {
  it('asks for a plan of its own name about the account that is meant', async () => {
    expect(await read('score', ['Acme'], { kind: 'one', account: acme, matchedBy: 'name' })).toEqual({
      kind: 'plan',
      template: 'score',
      args: { accountId: 'acme', account: 'Acme' },
      subject: { accountId: 'acme', name: 'Acme' },
    });
  });

  it('asks which one is meant, and each answer is a command that keeps the options', async () => {
    const wish = await read('draft', ['Ac', '--channel', 'e-mail', '--to', 'Jane', 'Doe'], {
      kind: 'many',
      accounts: [acme],
    });
    if (wish?.kind !== 'choose') throw new Error(`a ${wish?.kind}`);
    expect(wish.query).toBe('Ac');
    expect(wish.again(acme)).toEqual(['acme', '--channel=email', '--to=Jane Doe']);
  });

  it('says which names are near, and what is missing', async () => {
    expect(await read('risk', ['Acmi'], { kind: 'none', nearest: ['Acme'] })).toEqual({
      kind: 'not_found',
      query: 'Acmi',
      nearest: ['Acme'],
    });
    expect(await read('risk', [' '], undefined)).toEqual({ kind: 'usage' });
    await expect(read('risk', ['Acme', '--channel', 'sms'], undefined)).rejects.toThrow(
      'no option --channel',
    );
  });
});

describe('the table of commands', () => {
  it('has each name once, and an example of each that names it', () => {
    const names = COMMANDS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, usage, examples } of COMMANDS) {
      expect(usage === name || usage.startsWith(`${name} `)).toBe(true);
      for (const example of examples) expect(nameOf(example.split(' ')).name).toBe(name);
    }
  });

  it('takes a name in any case and leaves the rest as it is', () => {
    expect(nameOf(['QUALIFY', 'Acme'])).toEqual({ name: 'qualify', args: ['Acme'] });
    expect(nameOf([])).toEqual({ name: '', args: [] });
    expect(commandsCalled('nonsense')).toEqual([]);
  });
});
