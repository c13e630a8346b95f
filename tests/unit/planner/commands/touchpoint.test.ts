import { describe, expect, it } from 'vitest';
import { PLAN_COMMANDS } from '../../../../src/planner/commands/index.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { aContact, anAccount } from '../../../support/records.ts';

const data = inMemoryData({
  accounts: [anAccount({ accountId: 'acme', name: 'Acme' })],
  contacts: [aContact({ accountId: 'acme', contactId: 'c7', fullName: 'Jane Doe' })],
});
const read = async (...words: string[]) =>
  await PLAN_COMMANDS.get('touchpoint')?.read(words, {
    data,
    knowledge: inMemoryKnowledge(),
    now: new Date('2026-11-22T10:00:00Z'),
  });
const argsOf = async (...words: string[]) => {
  const wish = await read(...words);
  if (wish?.kind !== 'plan') throw new Error(`a ${wish?.kind}`);
  return wish.args;
};

describe('touchpoint', () => {
  it('asks for a time of any day and channel where nothing else is said', async () => {
    expect(await argsOf('Acme')).toEqual({ accountId: 'acme', account: 'Acme' });
  });

  it('takes a day and time of several words, a contact, a channel and a zone', async () => {
    expect(
      await argsOf(
        'Acme',
        '--on',
        'next',
        'friday',
        '14:00',
        '--to',
        'Jane',
        'Doe',
        '--channel',
        'call',
        '--zone=Europe/Oslo',
      ),
    ).toEqual({
      accountId: 'acme',
      account: 'Acme',
      on: 'next friday 14:00',
      contactId: 'c7',
      channel: 'phone',
      zone: 'Europe/Oslo',
    });
  });

  it('refuses at once what is no time, and a contact that nobody knows', async () => {
    await expect(read('Acme', '--on', 'soon')).rejects.toMatchObject({
      code: 'USER_INPUT',
      detail: { hint: expect.stringContaining('friday 14:00') },
    });
    await expect(read('Acme', '--to', 'Nobody')).rejects.toMatchObject({ name: 'CugarError' });
  });
});
