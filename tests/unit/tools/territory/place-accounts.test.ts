import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAccounts } from '../../../../src/tools/territory/place-accounts.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aDeal, anAccount } from '../../../support/records.ts';
import { bookOf, rep, THREE_REPS, weighing } from './world.ts';

const RULES = { maxUtilization: 0.9, keepCurrentOwner: true, tieBreak: 'balance' } as const;

async function placed(given: Book, ids: readonly string[], rules: Partial<typeof RULES> | object = {}) {
  const book = await bookOf(given);
  const asked = ids.flatMap((id) => book.byId.get(id) ?? []);
  const { placements, unassigned } = placeAccounts(book, asked, { ...RULES, ...rules });
  return {
    placements,
    unassigned: Object.fromEntries(unassigned.map(({ holding, reason }) => [holding.accountId, reason])),
    to: Object.fromEntries(placements.map(({ holding, seat }) => [holding.accountId, seat.repId])),
  };
}

describe('placing accounts', () => {
  it('weighs region, segment, industry and continuity by hand', async () => {
    const reps = [
      rep('dach', { territory: 'DACH', extra: { segments: 'Enterprise', industries: 'Software' } }),
      rep('euro', { territory: 'Europe' }),
      rep('us', { territory: 'North America' }),
    ];
    const account = anAccount({ accountId: 'x', country: 'Germany', industry: 'SaaS', employeeCount: 2_000 });
    const { placements } = await placed({ reps, accounts: [account] }, ['x']);
    // region .4 + segment .25 + industry .2 = .85; Europe covers the region alone: .4; America is excluded.
    expect(placements[0]).toMatchObject({
      seat: { repId: 'dach' },
      score: 0.85,
      reasons: ['covers Germany', 'covers the enterprise segment', 'covers SaaS'],
      alternatives: [{ seat: { repId: 'euro' }, score: 0.4 }],
    });
  });

  it('gives to the lowest use of capacity where the fit is equal, heavy accounts first', async () => {
    // ann 7 ÷ 20, bo 5 ÷ 10, cy full. 6 points: ann 13 ÷ 20 = .65, bo 11 ÷ 10 is too much → ann.
    // 3 points: ann 16 ÷ 20 = .8, bo 8 ÷ 10 = .8: equal, the lower id → ann. 2 points: ann 18 ÷ 20 = .9, bo 7 ÷ 10 → bo.
    const book = {
      ...THREE_REPS,
      accounts: [
        ...(THREE_REPS.accounts ?? []),
        weighing('p2', 2, null),
        weighing('p3', 3, null),
        weighing('p6', 6, null),
      ],
    };
    expect((await placed(book, ['p2', 'p3', 'p6'])).to).toEqual({ p6: 'ann', p3: 'ann', p2: 'bo' });
  });

  it('gives to the fewest points where that is asked for', async () => {
    const book = {
      reps: [rep('big', { capacity: 100 }), rep('small', { capacity: 10 })],
      accounts: [weighing('b', 20, 'big'), weighing('s', 5, 'small'), weighing('n', 2, null)],
    };
    // big 22 ÷ 100 = .22, small 7 ÷ 10 = .7; but 22 points against 7
    expect((await placed(book, ['n'])).to).toEqual({ n: 'big' });
    expect((await placed(book, ['n'], { tieBreak: 'lowest_load' })).to).toEqual({ n: 'small' });
  });

  it('leaves an account with its rep as long as that rep has room', async () => {
    const { to, placements } = await placed(THREE_REPS, ['e1', 'e3', 'w2']);
    // e1 stays with ann (.35), e3 with bo (.5); cy is at .95, so w2 goes, to ann (16 ÷ 20)
    expect(to).toEqual({ e1: 'ann', e3: 'bo', w2: 'ann' });
    expect(placements[0]?.reasons).toEqual(['has it today']);
    expect((await placed(THREE_REPS, ['e3'], { keepCurrentOwner: false })).to).toEqual({ e3: 'bo' });
  });

  it('prefers the rep of the present territory, and the rep who works most of its deals', async () => {
    const west = await placed(
      { ...THREE_REPS, reps: [...(THREE_REPS.reps ?? []), rep('zed', { territory: 'North' })] },
      ['n1'],
    );
    expect(west.placements[0]).toMatchObject({
      seat: { repId: 'zed' },
      score: 0.075,
      reasons: ['is of its present territory'],
    });
    const opportunities = [
      aDeal({ opportunityId: 'o1', accountId: 'n1', owner: 'Rep bo' }),
      aDeal({ opportunityId: 'o2', accountId: 'n1', owner: 'Rep bo' }),
      aDeal({ opportunityId: 'o3', accountId: 'n1', owner: 'Rep ann' }),
    ];
    const worked = await placed({ ...THREE_REPS, opportunities }, ['n1']);
    expect(worked.placements[0]).toMatchObject({ seat: { repId: 'bo' }, score: 0.15 });
  });

  it('puts named accounts first, whatever the load', async () => {
    const reps = [rep('ann'), rep('cy', { capacity: 1, extra: { named_accounts: 'Account key; other' } })];
    const { to, placements } = await placed({ reps, accounts: [weighing('key', 10, null)] }, ['key']);
    expect(to).toEqual({ key: 'cy' });
    expect(placements[0]).toMatchObject({ score: 1, warnings: ['Rep cy would be at 1000 % of capacity'] });
  });

  it('excludes by region and segment only where both sides are known', async () => {
    const reps = [
      rep('us', { territory: 'North America', extra: { segments: 'small' } }),
      rep('text', { territory: 'T', region: 'Central' }),
    ];
    const accounts = [
      anAccount({ accountId: 'de', country: 'Germany' }),
      anAccount({ accountId: 'big', country: 'Canada', employeeCount: 5_000, region: 'Central' }),
      anAccount({ accountId: 'blank' }),
      anAccount({ accountId: 'odd', region: 'Elsewhere' }),
    ];
    const { to } = await placed({ reps, accounts }, ['de', 'big', 'blank', 'odd']);
    expect(to).toMatchObject({ de: 'text', big: 'text' });
    expect(Object.keys(to)).toContain('blank');
    expect(Object.keys(to)).toContain('odd');
  });

  it('leaves out reps without capacity and says why nobody takes an account', async () => {
    const reps = [rep('gone', { capacity: 0 }), rep('us', { territory: 'North America', capacity: 10 })];
    const accounts = [
      anAccount({ accountId: 'de', country: 'Germany', owner: 'Rep us' }),
      weighing('heavy', 12, null, { country: 'Canada' }),
    ];
    const { unassigned, to } = await placed({ reps, accounts }, ['de', 'heavy']);
    expect(to).toEqual({});
    expect(unassigned).toEqual({
      de: 'no rep covers it; it stays with Rep us',
      heavy: 'Rep us, who covers it, has no room below 90 % of capacity',
    });
    const nobody = await placed({ reps: [], accounts }, ['heavy']);
    expect(nobody.unassigned.heavy).toBe('there is no rep who can take accounts');
  });

  it('compares points per full-time rep where a capacity is not known', async () => {
    const { capacity: _, ...unknown } = rep('u', { extra: { ramp: '0.5' } });
    const book = {
      reps: [unknown, rep('k')],
      accounts: [weighing('a', 4, 'u'), weighing('b', 6, 'k'), weighing('n', 1, null)],
    };
    // u (4 + 1) ÷ .5 = 10, k (6 + 1) ÷ 1 = 7
    expect((await placed(book, ['n'])).to).toEqual({ n: 'k' });
  });
});

const points = fc.integer({ min: 1, max: 8 });
const world = fc.record({
  capacities: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 6 }),
  held: fc.array(fc.tuple(points, fc.nat(5)), { maxLength: 12 }),
  open: fc.array(points, { minLength: 1, maxLength: 15 }),
  keepCurrentOwner: fc.boolean(),
  tieBreak: fc.constantFrom('balance', 'lowest_load'),
});

describe('placing accounts, whatever the book', () => {
  it('gives each account one answer, the same in any order, and never more than fits', async () => {
    await fc.assert(
      fc.asyncProperty(world, async ({ capacities, held, open, keepCurrentOwner, tieBreak }) => {
        const book = {
          reps: capacities.map((capacity, index) => rep(`r${index}`, { capacity })),
          accounts: [
            ...held.map(([weight, owner], index) =>
              weighing(`h${index}`, weight, `r${owner % capacities.length}`),
            ),
            ...open.map((weight, index) => weighing(`n${index}`, weight, null)),
          ],
        };
        const ids = book.accounts.filter((_, index) => index % 2 === 0 || index >= held.length);
        const asked = ids.map(({ accountId }) => accountId);
        const rules = { keepCurrentOwner, tieBreak };
        const first = await placed(book, asked, rules);
        const again = await placed(book, [...asked].reverse(), rules);
        expect(again.to).toEqual(first.to);
        expect(again.unassigned).toEqual(first.unassigned);
        expect([...Object.keys(first.to), ...Object.keys(first.unassigned)].sort()).toEqual(
          [...new Set(asked)].sort(),
        );
        capacities.forEach((capacity, index) => {
          const repId = `r${index}`;
          const got = first.placements.filter(({ seat }) => seat.repId === repId);
          if (got.length === 0) return;
          const stays = held.flatMap(([weight, owner], at) =>
            `r${owner % capacities.length}` === repId && !asked.includes(`h${at}`) ? [weight] : [],
          );
          const total = [...stays, ...got.map(({ holding }) => holding.points)].reduce((a, b) => a + b, 0);
          expect(total).toBeLessThanOrEqual(0.9 * capacity + 1e-6);
        });
      }),
      { numRuns: 100 },
    );
  });
});
