import { describe, expect, it } from 'vitest';
import { check } from '../../../../src/planner/commands/check.ts';
import { inMemoryData } from '../../../support/in-memory-data.ts';
import { inMemoryKnowledge } from '../../../support/in-memory-knowledge.ts';
import { aContact, anAccount } from '../../../support/records.ts';

const acme = anAccount({ accountId: 'acme', name: 'Acme' });
const dana = aContact({
  contactId: 'c1',
  accountId: 'acme',
  fullName: 'Dana Reyes',
  title: 'CFO',
  email: 'dana@acme.example',
});
const world = (isKnown = true) => ({
  data: {
    ...inMemoryData({ accounts: [acme], contacts: [dana] }),
    findAccount: async () =>
      isKnown
        ? ({ kind: 'one', account: acme, matchedBy: 'domain' } as const)
        : ({ kind: 'none', nearest: [] } as const),
  },
  knowledge: inMemoryKnowledge(),
  now: new Date('2026-11-22T10:00:00Z'),
});

describe('/cugar check', () => {
  it('takes everything that is no option for the message', async () => {
    const words = ['--channel', 'text', 'Hi', 'Dana,', '--subject', 'A new plant', 'shall', 'we', 'talk?'];
    expect(await check.read(words, world())).toEqual({
      kind: 'plan',
      template: 'check',
      args: { message: 'Hi Dana, shall we talk?', channel: 'sms', subject: 'A new plant' },
    });
  });

  it('knows who it goes to by the address, and which company that is', async () => {
    expect(await check.read(['--to', 'dana@acme.example', 'Hello'], world())).toMatchObject({
      args: {
        recipient: { contactId: 'c1', name: 'Dana Reyes', title: 'CFO', email: 'dana@acme.example' },
        accountName: 'Acme',
      },
    });
  });

  it('takes a name for a name, and an unknown address for an address', async () => {
    expect(await check.read(['--to', 'Dana', 'Hello'], world())).toMatchObject({
      args: { recipient: { name: 'Dana' } },
    });
    expect(await check.read(['--to', 'x@y.example', 'Hello'], world(false))).toMatchObject({
      args: { recipient: { email: 'x@y.example' } },
    });
    await expect(check.read(['--to', 'x@acme.example', 'Hello'], world())).rejects.toThrow('no contact');
  });

  it('needs a text', async () => {
    expect(await check.read(['--channel', 'sms'], world())).toEqual({ kind: 'usage' });
  });
});
