import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createBookData } from '../../../src/adapters/local/book-data.ts';
import { loadBook } from '../../../src/adapters/local/load-book.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { assessCapacityCoverage } from '../../../src/tools/territory/assess-capacity-coverage.ts';
import { assignTerritory } from '../../../src/tools/territory/assign-territory.ts';
import { simulateTerritoryChange } from '../../../src/tools/territory/simulate-territory-change.ts';
import { anIcp, NOW } from '../../support/records.ts';
import { toolContext } from '../../support/tool-context.ts';

const EXPORT = fileURLToPath(new URL('../../../../shared/data/crm-sales-opportunities', import.meta.url));

async function contextOf(dir: string) {
  const book = await loadBook({ dir, clock: { now: () => NOW }, isSample: false });
  return { ...toolContext({ icp: book.icp ?? anIcp() }), data: await createBookData(book) };
}

describe('territories of the sample book', () => {
  it('have one that is overloaded, one with room, and a move that makes it fairer', async () => {
    const context = await contextOf(projectPath('data', 'sample'));
    const coverage = await assessCapacityCoverage.run({}, context);
    const gaps = Object.fromEntries(coverage.territories.map(({ territory, gap }) => [territory, gap?.type]));
    expect(gaps).toMatchObject({ 'NA East': 'overloaded', Canada: 'underutilized' });
    expect(coverage).toMatchObject({ withoutOwner: 1, withUnknownOwner: 1, dataMode: 'sample' });
    const moved = await simulateTerritoryChange.run(
      { fromTerritory: 'NA East', toTerritory: 'Canada', accountIds: ['acc_pellucid', 'acc_pinnacle'] },
      context,
    );
    expect(moved).toMatchObject({ movedCount: 2, advice: 'improves', disruption: { lateDeals: 0 } });
  });
});

describe.runIf(existsSync(EXPORT))('territories of a real export', () => {
  it('name what is not recorded, and spread 85 accounts over 35 reps', async () => {
    const context = await contextOf(EXPORT);
    const coverage = await assessCapacityCoverage.run({}, context);
    expect(coverage.headline).toBe(
      'No account has an owner (85 in all), so the load of 35 reps cannot be told.',
    );
    expect(coverage.territories.map(({ territory, gap }) => [territory, gap])).toEqual([
      ['Central', null],
      ['East', null],
      ['West', null],
    ]);
    expect(coverage.unknowns.slice(0, 2)).toEqual([
      'How much 35 reps can carry: reps.csv gives no capacity, so nobody counts as full.',
      'The territory of 35 reps: reps.csv names none, the region stands in.',
    ]);
    const accountIds = (await context.data.allAccounts()).map(({ accountId }) => accountId);
    const { payload } = await assignTerritory.run(assignTerritory.input.parse({ accountIds }), context);
    if (payload.kind !== 'assignment') throw new Error(payload.kind);
    expect(payload.moves).toHaveLength(85);
    const got = new Map<number, number>();
    for (const [, , to] of payload.moves) got.set(to, (got.get(to) ?? 0) + 1);
    expect([Math.min(...got.values()), Math.max(...got.values())]).toEqual([2, 3]);
  });
});
