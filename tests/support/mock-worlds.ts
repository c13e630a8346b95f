import { loadBook } from '../../src/adapters/local/load-book.ts';
import { createMockWorld, type MockWorld } from '../../src/adapters/mock/mock-world.ts';
import { projectPath } from '../../src/config/paths.ts';

export const NOW = new Date('2026-11-22T09:00:00.000Z');
export const clock = { now: () => NOW };

/** The world of the sample book, on the day that tests live in. */
export async function sampleWorld(): Promise<MockWorld> {
  return createMockWorld(await loadBook({ dir: projectPath('data', 'sample'), clock, isSample: true }), NOW);
}

/** A world of so many companies that answers need several pages. */
export function crowdedWorld(count: number): MockWorld {
  const origin = { source: 'accounts.csv', mode: 'sample' as const, asOf: NOW.toISOString() };
  const companies = Array.from({ length: count }, (_, index) => {
    const accountId = `acc_${index}`;
    const name = `Company ${index}`;
    const account = {
      ...origin,
      accountId,
      name,
      domain: `company-${index}.example`,
      aliases: [],
      technologies: [],
    };
    return { account, contacts: [], opportunities: [], signals: [] };
  });
  return { now: NOW, companies };
}
