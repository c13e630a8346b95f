import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  SimulationOutput,
  simulateTerritoryChange,
} from '../../../../src/tools/territory/simulate-territory-change.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aDeal, daysAgo } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';
import { rep, THREE_REPS, weighing } from './world.ts';

const WEST_TO_EAST = { fromTerritory: 'West', toTerritory: 'East', accountIds: ['w2'] };

async function simulated(input: Record<string, unknown>, book: Book = THREE_REPS): Promise<SimulationOutput> {
  const parsed = simulateTerritoryChange.input.parse({ ...WEST_TO_EAST, ...input });
  return SimulationOutput.parse(await simulateTerritoryChange.run(parsed, toolContext(book)));
}

describe('simulate_territory_change', () => {
  it('moves load, and weighs the balance before and after by hand', async () => {
    const found = await simulated({});
    // w2 weighs 9: West 19 → 10 of 20; East 12 → 21 of 30.
    expect(found.from).toMatchObject({
      territory: 'West',
      before: { accounts: 2, points: 19, utilization: 0.95 },
      after: { accounts: 1, points: 10, utilization: 0.5 },
    });
    expect(found.to).toMatchObject({
      territory: 'East',
      before: { accounts: 3, points: 12, utilization: 0.4 },
      after: { accounts: 4, points: 21, utilization: 0.7 },
    });
    // Ann would be at (7 + 9) ÷ 20 = .8, Bo at (5 + 9) ÷ 10 = 1.4: it goes to Ann.
    expect(found.moved).toEqual([{ accountId: 'w2', name: 'Account w2', from: 'Rep cy', to: 'Rep ann' }]);
    // .35 .5 .95 → .8 .5 .5: mean .6, σ = √((.04 + .01 + .01) ÷ 3) = .141 → .236
    expect(found.balance.after.workload.variation).toBe(0.236);
    expect(found.headline).toBe(
      'Moving 1 account: West 95 % → 50 %, East 40 % → 70 %; the load of all reps becomes more even (variation 0.42 → 0.24).',
    );
    expect(found.advice).toBe('improves');
    expect(found.requiresApproval).toBe(true);
  });

  it('tells what it unsettles: owners, late deals, relationships, pipeline', async () => {
    const opportunities = [
      aDeal({
        opportunityId: 'o1',
        accountId: 'w2',
        name: 'Rollout',
        owner: 'Rep cy',
        stage: 'negotiation',
        amount: { amount: 250_000, currency: 'USD' },
        createdAt: daysAgo(400),
        closeDate: '2026-12-10',
      }),
      aDeal({ opportunityId: 'o2', accountId: 'w2', stage: 'discovery' }),
    ];
    const found = await simulated({}, { ...THREE_REPS, opportunities });
    // five of the six accounts have an owner: 1 ÷ 5
    expect(found.disruption).toEqual({
      ownersChanged: 1,
      newlyOwned: 0,
      share: 0.2,
      lateDeals: 1,
      longestRelationshipDays: 400,
    });
    expect(found.reasons.slice(0, 4)).toEqual([
      '1 open deal in proposal or negotiation would change hands: better after the close.',
      '1 account would change owner, 20 % of those that have one; more than 15 % in one cycle unsettles customers.',
      'The longest relationship that ends has lasted 13 months.',
      'Open pipeline of USD 250K leaves West.',
    ]);
    expect(found.recommendations[0]).toContain('Hold the accounts with late-stage deals out');
    const late = found.details?.find(({ title }) => title.startsWith('Open late-stage deals'));
    expect(late?.lines).toEqual([
      'Account w2: Rollout, negotiation, USD 250K, close date 2026-12-10, with Rep cy',
    ]);
    expect(found.unknowns).toContainEqual(expect.stringContaining('open deals without an amount'));
  });

  it('counts every account once, and names those elsewhere and nowhere', async () => {
    const found = await simulated({ accountIds: ['w2', 'w2', 'e1', 'ghost', 'w2'] });
    expect(found).toMatchObject({
      movedCount: 1,
      duplicates: 2,
      elsewhere: [{ accountId: 'e1', name: 'Account e1' }],
      notFound: ['ghost'],
    });
    expect(found.reasons).toContain('Not moved, because not in West: Account e1.');
    expect(found.reasons).toContain('1 of them is no account of the book (5 asked for).');
  });

  it('moves nothing, and says so, where none of them is in the territory', async () => {
    const found = await simulated({ accountIds: ['e1'] });
    expect(found).toMatchObject({ movedCount: 0, advice: 'nothing_moves', balance: { after: { reps: 3 } } });
    expect(found.balance.after).toEqual(found.balance.before);
    expect(found.headline).toBe('Nothing would move: none of these accounts is in West.');
  });

  it.each([['West'], ['west'], [' WEST ']])('refuses a move within one territory (%j)', async (to) => {
    await expect(simulated({ toTerritory: to })).rejects.toMatchObject({
      code: 'USER_INPUT',
      message: 'West is both where the accounts are and where they would go.',
    });
  });

  it('warns where the move would overload the other side', async () => {
    const found = await simulated({ fromTerritory: 'East', toTerritory: 'West', accountIds: ['e1'] });
    // West (19 + 5) ÷ 20 = 1.2
    expect(found.to.after.utilization).toBe(1.2);
    expect(found.recommendations).toContain(
      'West would be above 90 % of capacity: move fewer accounts, or add capacity first.',
    );
    expect(found.advice).toBe('worsens');
  });

  it('warns where nobody is on the other side', async () => {
    const found = await simulated({ toTerritory: 'North' });
    expect(found.moved[0]).toMatchObject({ from: 'Rep cy', to: null });
    expect(found.recommendations).toContain('North has no rep: the accounts would have nobody.');
  });

  it.each([
    ['2026-12-15', true, '1 January 2027'],
    ['2027-01-01', false, null],
    ['2027-02-01', true, '1 April 2027'],
  ])('on %s: in the middle of a quarter %s', async (effectiveDate, midQuarter, next) => {
    const found = await simulated({ effectiveDate });
    expect(found.midQuarter).toBe(midQuarter);
    const told = found.recommendations.filter((sentence) => sentence.includes('quarter'));
    expect(told).toEqual(next === null ? [] : [expect.stringContaining(`begins on ${next}`)]);
  });

  it('says that an effective date lies in the past', async () => {
    const { recommendations } = await simulated({ effectiveDate: '2020-02-03' });
    expect(recommendations).toContain('The effective date lies in the past.');
  });

  it('refuses no accounts, too many, days that do not exist, and unknown keys', () => {
    const refused = (over: object) =>
      !simulateTerritoryChange.input.safeParse({ ...WEST_TO_EAST, ...over }).success;
    expect(refused({})).toBe(false);
    expect(refused({ accountIds: [] })).toBe(true);
    expect(refused({ accountIds: Array.from({ length: 1_001 }, String) })).toBe(true);
    expect(refused({ effectiveDate: '2026-02-30' })).toBe(true);
    expect(refused({ account_ids: ['w2'] })).toBe(true);
  });

  it('has an id of its own facts, not of the plan', async () => {
    const [first, again, other] = await Promise.all([
      simulated({ accountIds: ['w1', 'w2'] }),
      simulated({ accountIds: ['w2', 'w1', 'w1'] }),
      simulated({ accountIds: ['w1'] }),
    ]);
    expect(again.simulationId).toBe(first.simulationId);
    expect(other.simulationId).not.toBe(first.simulationId);
    expect(first.simulationId).toMatch(/^sim_[0-9a-f]{12}$/);
  });
});

const world = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 12 }),
    owners: fc.array(fc.constantFrom('a', 'b', 'c', null), { minLength: 12, maxLength: 12 }),
    moved: fc.array(fc.nat(11), { minLength: 1, maxLength: 15 }),
  })
  .map(({ weights, owners, moved }) => ({
    book: {
      reps: [rep('a'), rep('b', { territory: 'West' }), rep('c', { territory: 'West', capacity: 40 })],
      accounts: weights.map((points, index) =>
        weighing(`x${index}`, points, owners[index] ?? null, {
          territory: index % 2 === 0 ? 'East' : 'West',
        }),
      ),
    },
    accountIds: moved.map((index) => `x${index}`),
  }));

describe('simulate_territory_change, whatever the book', () => {
  it('loses and invents nothing, and comes out the same twice', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ book, accountIds }) => {
        const input = { fromTerritory: 'East', toTerritory: 'West', accountIds };
        const found = await simulated(input, book);
        expect(await simulated({ ...input, accountIds: [...accountIds].reverse() }, book)).toEqual(found);
        for (const key of ['accounts', 'points'] as const) {
          expect(found.from.before[key] + found.to.before[key]).toBe(
            found.from.after[key] + found.to.after[key],
          );
          expect(found.from.after[key]).toBeGreaterThanOrEqual(0);
        }
        expect(found.from.before.accounts - found.from.after.accounts).toBe(found.movedCount);
        const distinct = new Set(accountIds).size;
        expect(found.movedCount + found.elsewhere.length + found.notFound.length).toBe(distinct);
        expect(found.disruption.ownersChanged + found.disruption.newlyOwned).toBeLessThanOrEqual(
          found.movedCount,
        );
      }),
      { numRuns: 100 },
    );
  });
});
