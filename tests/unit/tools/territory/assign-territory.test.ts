import { describe, expect, it } from 'vitest';
import type { AssignmentBatch } from '../../../../src/core/book-writer.ts';
import { Proposal } from '../../../../src/core/proposal.ts';
import { AssignmentOutput, assignTerritory } from '../../../../src/tools/territory/assign-territory.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aDeal, anAccount } from '../../../support/records.ts';
import { commitContext, toolContext } from '../../../support/tool-context.ts';
import { rep, THREE_REPS, weighing } from './world.ts';

async function proposed(input: Record<string, unknown>, book: Book = THREE_REPS) {
  const proposal = await assignTerritory.run(assignTerritory.input.parse(input), toolContext(book));
  const parsed = Proposal.parse(proposal);
  if (parsed.payload.kind !== 'assignment') throw new Error(parsed.payload.kind);
  return { ...parsed, payload: parsed.payload };
}

const factsOf = ({ payload }: Awaited<ReturnType<typeof proposed>>) =>
  Object.fromEntries(payload.facts.map(({ label, value }) => [label, value]));

/** Commits, and says what was handed to the writer. */
async function committed(proposal: Proposal, book: Book) {
  const batches: AssignmentBatch[] = [];
  const bookWriter = {
    assign: async (batch: AssignmentBatch) => {
      batches.push(batch);
      return { file: 'assignments.csv' };
    },
  };
  const output = await assignTerritory.commit(proposal, { ...commitContext(book), bookWriter });
  return { output: AssignmentOutput.parse(output), batches };
}

describe('assign_territory, the proposal', () => {
  it('gives an account that nobody had to the rep with the most room, before and after by hand', async () => {
    // n1 weighs 2: ann (7 + 2) ÷ 20 = .45, bo (5 + 2) ÷ 10 = .7, cy (19 + 2) ÷ 20 is too much → ann.
    // Gini (−2·.45 + 2·.95) ÷ (3·1.9) = .175
    // .35 .5 .95 → .45 .5 .95: mean .6333, σ = √((.0336 + .0178 + .1003) ÷ 3) = .2248 → .355
    const proposal = await proposed({ accountIds: ['n1'] });
    expect(proposal.payload).toMatchObject({
      about: 'Account n1',
      holders: [
        { repId: null, owner: null, territory: 'North' },
        { repId: 'ann', owner: 'Rep ann', territory: 'East' },
      ],
      moves: [['n1', 0, 1]],
      lines: ['Account n1 (2 points): nobody → Rep ann, East · has the most room · next best Rep bo'],
    });
    expect(proposal.summary).toBe('Give Account n1 to Rep ann (East); variation of the load 0.42 → 0.35.');
    expect(proposal.risk).toBe('low');
    expect(factsOf(proposal)).toMatchObject({
      Accounts: '1 gets an owner for the first time',
      Gains: 'Rep ann +1 (35 % → 45 %)',
      Balance: 'Use of capacity: variation 0.42 → 0.35, Gini 0.22 → 0.17, most to least 2.71 → 2.11',
      'Late-stage deals': 'none changes hands',
    });
  });

  it('shows who loses what, the deals that are touched, and calls that a high risk', async () => {
    const opportunities = [
      aDeal({
        opportunityId: 'o1',
        accountId: 'w2',
        name: 'Rollout',
        stage: 'negotiation',
        stageChangedAt: '2026-11-01',
        amount: { amount: 90_000, currency: 'USD' },
        owner: 'Rep cy',
      }),
    ];
    const proposal = await proposed({ accountIds: ['w2'] }, { ...THREE_REPS, opportunities });
    expect(factsOf(proposal)).toMatchObject({
      Accounts: '1 changes owner (20 % of the book)',
      Gains: 'Rep ann +1 (35 % → 80 %)',
      Loses: 'Rep cy −1 (95 % → 50 %)',
      'Late-stage deals': 'Account w2: Rollout, negotiation, USD 90K, no close date, with Rep cy',
      Pipeline: 'USD 90K open with these accounts',
    });
    expect(proposal.risk).toBe('high');
    expect(proposal.reasoning[0]).toContain('1 open deal in proposal or negotiation would change hands');
    expect(proposal.evidence).toEqual([
      {
        text: 'Account w2: Rollout is in negotiation, USD 90K',
        source: 'opportunities.csv',
        occurredAt: '2026-11-01',
      },
    ]);
    expect(proposal.consequences[1]).toContain('CRM is not touched');
  });

  it('goes where a person wants it, with what speaks against it', async () => {
    const toWest = await proposed({ accountIds: ['e2'], to: 'west' });
    expect(toWest.payload.moves).toEqual([['e2', 0, 1]]);
    expect(factsOf(toWest).Warnings).toBe('Rep cy would be at 105 % of capacity');
    expect(toWest.risk).toBe('high');
    const toBo = await proposed({ accountIds: ['e2'], to: 'Rep bo' });
    expect(toBo.payload.holders[1]).toMatchObject({ repId: 'bo' });
    expect(factsOf(toBo).Ramping).toBe('Rep bo is at 50 % of full capacity');
    await expect(proposed({ accountIds: ['e2'], to: 'Mars' })).rejects.toMatchObject({ code: 'USER_INPUT' });
    await expect(proposed({ accountIds: ['e2'], to: 'North' })).rejects.toThrow('North has no rep');
  });

  it('says which accounts are left as they are, and why', async () => {
    const accounts = [...(THREE_REPS.accounts ?? []), weighing('huge', 60, null)];
    const proposal = await proposed({ accountIds: ['n1', 'huge', 'ghost'] }, { ...THREE_REPS, accounts });
    expect(factsOf(proposal)['Left as it is']).toBe(
      'Account huge: all 3 who cover it have no room below 90 % of capacity',
    );
    expect(proposal.unknowns).toContain('1 account asked for is not in the data.');
  });

  it('makes no proposal of nothing', async () => {
    await expect(proposed({ accountIds: ['e1'] })).rejects.toThrow(
      'There is nothing to approve: Account e1 is well where it is, with Rep ann.',
    );
    await expect(proposed({ accountIds: ['ghost'] })).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    await expect(
      proposed({ accountIds: ['n1'] }, { accounts: [anAccount({ accountId: 'n1' })] }),
    ).rejects.toThrow(
      'There is nobody to assign Northwind Traders to: there is no rep who can take accounts.',
    );
  });

  it('refuses no accounts, too many, rules that are none', () => {
    const refused = (input: object) => !assignTerritory.input.safeParse(input).success;
    expect(refused({ accountIds: [] })).toBe(true);
    expect(refused({ accountIds: Array.from({ length: 1_001 }, String) })).toBe(true);
    expect(refused({ accountIds: ['a'], rules: { maxUtilization: 2 } })).toBe(true);
    expect(refused({ accountIds: ['a'], rules: { max_utilization: 0.9 } })).toBe(true);
  });

  it('assigns 1,000 accounts to 35 reps at once, small enough to be stored', async () => {
    const reps = Array.from({ length: 35 }, (_, index) =>
      rep(`rep-of-the-business-${index}`, { capacity: 100, territory: `Territory ${index % 7}` }),
    );
    const accounts = Array.from({ length: 1_000 }, (_, index) =>
      weighing(`acc_${String(index).padStart(12, '0')}`, 1 + (index % 5), null, {
        name: `Account with quite a long name ${index}`,
      }),
    );
    const proposal = await proposed(
      { accountIds: accounts.map(({ accountId }) => accountId) },
      { reps, accounts },
    );
    // Σ points = 200 × (1 + 2 + 3 + 4 + 5) = 3,000 of .9 × 3,500 = 3,150: all fit.
    expect(proposal.payload.moves).toHaveLength(1_000);
    expect(proposal.payload.about).toBe('1000 accounts');
    expect(proposal.payload.lines.at(-1)).toContain('and 940 lighter accounts');
    expect(JSON.stringify(proposal).length).toBeLessThan(64 * 1_024);
    expect(factsOf(proposal).Balance).toMatch(/→ 0\.0\d,/);
  });

  it('refuses what could not be stored', async () => {
    const accounts = Array.from({ length: 1_000 }, (_, index) =>
      weighing(`${'long-id-'.repeat(10)}${index}`, 1, null),
    );
    const given = { reps: [rep('ann', { capacity: 2_000 })], accounts };
    await expect(proposed({ accountIds: accounts.map(({ accountId }) => accountId) }, given)).rejects.toThrow(
      'too many at once',
    );
  });
});

describe('assign_territory, after the approval', () => {
  it('hands exactly what was approved to the book, under the key of the approval', async () => {
    // w2 leaves cy at 10 ÷ 20 for ann at 16 ÷ 20; then n1: ann 18 ÷ 20, bo 7 ÷ 10, cy 12 ÷ 20 → cy
    const { output, batches } = await committed(await proposed({ accountIds: ['n1', 'w2'] }), THREE_REPS);
    expect(batches).toEqual([
      {
        key: '01KAP0000000000000000000AA:step:1',
        planId: '01KAP0000000000000000000AA',
        by: 'U1',
        since: '2026-11-22',
        assignments: [
          {
            accountId: 'n1',
            accountName: 'Account n1',
            repId: 'cy',
            owner: 'Rep cy',
            territory: 'West',
            previousOwner: null,
            previousTerritory: 'North',
          },
          {
            accountId: 'w2',
            accountName: 'Account w2',
            repId: 'ann',
            owner: 'Rep ann',
            territory: 'East',
            previousOwner: 'Rep cy',
            previousTerritory: null,
          },
        ],
      },
    ]);
    expect(output).toMatchObject({ written: 2, file: 'assignments.csv', skippedCount: 0 });
    expect(output.headline).toBe('2 accounts now have their new owner in the book of business.');
  });

  it('leaves alone what has changed hands, vanished or lost its rep meanwhile', async () => {
    const proposal = await proposed({ accountIds: ['n1', 'w2'] });
    const moved = THREE_REPS.accounts?.map((account) =>
      account.accountId === 'w2' ? { ...account, owner: 'Rep bo' } : account,
    );
    const changed = await committed(proposal, { ...THREE_REPS, accounts: moved ?? [] });
    expect(changed.output.skipped).toEqual([
      { accountId: 'w2', name: 'Account w2', reason: 'has gone to Rep bo since the proposal was made' },
    ]);
    expect(changed.output.headline).toBe(
      'Account n1 now belongs to Rep cy in the book of business; 1 left alone.',
    );
    const without = {
      ...THREE_REPS,
      accounts: [weighing('w2', 9, 'cy')],
      reps: THREE_REPS.reps?.slice(1) ?? [],
    };
    await expect(committed(proposal, without)).rejects.toThrow(
      'Nothing was written: n1 is no longer in the book of business.',
    );
  });

  it('takes what stands there already for done, so that a repetition is harmless', async () => {
    const proposal = await proposed({ accountIds: ['n1'] });
    const after = [
      ...(THREE_REPS.accounts ?? []).slice(0, 5),
      weighing('n1', 2, 'ann', { territory: 'East' }),
    ];
    const { output } = await committed(proposal, { ...THREE_REPS, accounts: after });
    expect(output).toMatchObject({ written: 1, skipped: [] });
  });

  it('fails where the book cannot be written to', async () => {
    const proposal = await proposed({ accountIds: ['n1'] });
    const { bookWriter: _, ...context } = commitContext(THREE_REPS);
    await expect(assignTerritory.commit(proposal, context)).rejects.toMatchObject({ code: 'SYSTEM_CONFIG' });
  });
});
