import { expect, it } from 'vitest';
import type { Coverage, SourceFailure } from '../../../src/core/source-failure.ts';
import { watchedData } from '../../../src/engine/watched-data.ts';
import { inMemoryData } from '../../support/in-memory-data.ts';

const failure: SourceFailure = {
  source: 'HubSpot',
  kind: 'timeout',
  message: 'HubSpot did not answer in time',
};
const covered = (failed: readonly SourceFailure[], remarks?: readonly string[]) => ({
  ...inMemoryData(),
  coverage: async (accountId: string): Promise<Coverage> => ({
    asked: [],
    answered: [],
    failed: accountId === 'a1' ? failed : [],
    mock: [],
    ...(remarks && { remarks }),
  }),
});

it('names the sources that failed about the accounts that the step asked about', async () => {
  const { data, named } = watchedData(
    covered([failure, { ...failure, staleSince: '2026-11-20T08:30:00.000Z' }]),
  );
  expect(await named({ unknowns: ['x'], score: 1 })).toEqual({ unknowns: ['x'], score: 1 });
  await Promise.all([data.signals('a1'), data.account('a1'), data.contacts('a2')]);
  expect(await named({ unknowns: ['x'], score: 1 })).toEqual({
    unknowns: [
      'x',
      'HubSpot did not answer in time.',
      'HubSpot did not answer in time; what it said on 2026-11-20 08:30 UTC stands in.',
    ],
    score: 1,
  });
});

it('says once what a source left out of its answer', async () => {
  const { data, named } = watchedData(covered([], ['Crunchbase does not show layoffs.']));
  await Promise.all([data.signals('a1'), data.signals('a2')]);
  expect(await named({ unknowns: ['x'] })).toEqual({ unknowns: ['x', 'Crunchbase does not show layoffs.'] });
});

it('leaves alone what is no finding, and what lacks nothing', async () => {
  const { data, named } = watchedData(covered([failure]));
  await data.account('a1');
  expect(await named({ kind: 'message' })).toEqual({ kind: 'message' });
  const whole = watchedData(covered([]));
  await whole.data.account('a1');
  expect(await whole.named({ unknowns: [] })).toEqual({ unknowns: [] });
});

it('is nothing but the data where the book is the only source', () => {
  const data = inMemoryData();
  expect(watchedData(data).data).toBe(data);
});
