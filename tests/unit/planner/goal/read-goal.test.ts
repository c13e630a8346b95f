import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plan } from '../../../../src/planner/commands/plan.ts';
import { findAccounts } from '../../../../src/planner/goal/find-accounts.ts';
import { type GoalWorld, readGoal } from '../../../../src/planner/goal/read-goal.ts';
import { openOwnWorld } from '../../../support/own-world.ts';

let world: GoalWorld & { close(): Promise<void> };
beforeAll(async () => {
  world = await openOwnWorld();
});
afterAll(() => world.close());

const named = async (goal: string) =>
  (await findAccounts(goal, world.data)).map(({ words, accounts }) => [words, accounts.length]);
const argsOf = async (goal: string) => {
  const reading = await readGoal(goal, world);
  if (reading.kind === 'choose') throw new Error('asks');
  return reading.facts.args;
};

describe('the accounts in a goal', () => {
  it.each<[string, [string, number][]]>([
    ['Is Acme a good fit?', [['Acme', 1]]],
    ['is acme a good fit?', [['acme', 1]]],
    ['write to marrow & finch today', [['marrow & finch', 1]]],
    [
      "What about Harborline's deal, and Kestrel Cold Chain?",
      [
        ['Harborline', 1],
        ['Kestrel Cold Chain', 1],
      ],
    ],
    ['look at quillbrook.example', [['quillbrook.example', 1]]],
    ['Review the Northfold deal', [['Northfold', 3]]],
    ['Qualify Quilbrook Health', [['Quilbrook Health', 1]]],
    ['who has room for a cold call to the port', []],
    ['summarize the foods and the systems', []],
    ['Deal with it', []],
    ['', []],
  ])('%s', async (goal, mentions) => {
    expect(await named(goal)).toEqual(mentions);
  });
});

describe('what else a goal names', () => {
  it('a contact by the whole name, a channel and a tone', async () => {
    expect(await argsOf('Send a friendly LinkedIn note to Jordan Avery at Acme')).toMatchObject({
      contactId: 'con_001',
      channel: 'linkedin',
      tone: 'friendly',
      accountIds: ['acc_acme'],
    });
    expect(await argsOf('write to Jordan at Acme')).not.toHaveProperty('contactId');
  });

  it('no channel where one only prepares for a call', async () => {
    expect(await argsOf('Prepare my call with Acme')).not.toHaveProperty('channel');
    expect(await argsOf('a call script for Acme')).toMatchObject({ channel: 'phone' });
  });

  it('territories, in their order', async () => {
    expect(await argsOf('move Pellucid from NA East to Canada')).toMatchObject({
      fromTerritory: 'NA East',
      toTerritory: 'Canada',
    });
    expect(await argsOf('who covers Canada?')).toMatchObject({ territory: 'Canada' });
  });

  it('a plan by its whole id, in any case', async () => {
    const id = '01JD9ZK5X8Q2M4N6P8R0S2T4V6';
    expect(await argsOf(`Explain the plan ${id.toLowerCase()}.`)).toMatchObject({ planId: id });
    for (const goal of ['Explain the plan 01JD9ZK5', `Explain ${id}AB`])
      expect(await argsOf(goal)).not.toHaveProperty('planId');
  });

  it('documents by title or file name', async () => {
    expect(await argsOf('summarize the onboarding guide')).toMatchObject({
      documents: ['onboarding-guide.md'],
    });
  });
});

describe('plan', () => {
  const read = (words: readonly string[]) => plan.read(words, { ...world, now: new Date(0) });

  it('asks which account is meant, and the answer carries on with the same goal', async () => {
    const wish = await read('Review the Northfold deal'.split(' '));
    if (wish.kind !== 'choose') throw new Error(wish.kind);
    const [account] = wish.accounts;
    if (!account) throw new Error('none');
    const again = await read(wish.again(account));
    expect(again).toMatchObject({
      kind: 'plan',
      template: 'plan',
      args: { goal: 'Review the Northfold deal', facts: { accounts: [{ accountId: account.accountId }] } },
    });
  });

  it('wants a goal of a reasonable length', async () => {
    expect(await read([])).toEqual({ kind: 'usage' });
    expect(await read(['x'])).toEqual({ kind: 'usage' });
    await expect(read(['x'.repeat(501)])).rejects.toThrow('at most 500 characters');
  });
});
