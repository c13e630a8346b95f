import type { Account, Rep } from '../../../../src/core/records.ts';
import type { ToolContext } from '../../../../src/core/tool.ts';
import { readTerritoryBook, type TerritoryBook } from '../../../../src/tools/territory/territory-book.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { anAccount, aRep } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

/** A rep of 20 points in the East, unless said otherwise. */
export function rep(repId: string, over: Partial<Rep> & { extra?: Record<string, string> } = {}): Rep {
  return aRep({ repId, name: `Rep ${repId}`, territory: 'East', capacity: 20, ...over });
}

/** An account that weighs so many points, with an owner or nobody. */
export function weighing(
  accountId: string,
  points: number,
  owner: string | null,
  over: Partial<Account> = {},
): Account {
  return anAccount({
    accountId,
    name: `Account ${accountId}`,
    ...(owner === null ? {} : { owner: `Rep ${owner}` }),
    ...over,
    extra: { workload_points: String(points), ...over.extra },
  });
}

/**
 * Ann (East, 20 points) carries 5 + 2 = 7, Bo (East, 20 at half ramp) 5, Cy (West, 20) 10 + 9 = 19; nobody is in
 * the North, where one account of 2 points lies.
 */
export const THREE_REPS: Book = {
  reps: [rep('ann'), rep('bo', { extra: { ramp: '50%' } }), rep('cy', { territory: 'West' })],
  accounts: [
    weighing('e1', 5, 'ann'),
    weighing('e2', 2, 'ann'),
    weighing('e3', 5, 'bo'),
    weighing('w1', 10, 'cy'),
    weighing('w2', 9, 'cy'),
    weighing('n1', 2, null, { territory: 'North' }),
  ],
};

export async function bookOf(given: Book, context: ToolContext = toolContext(given)): Promise<TerritoryBook> {
  return await readTerritoryBook(context);
}
