import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openLocalBook } from '../../../src/adapters/local/open-local-book.ts';
import { dealWeights } from '../../../src/core/deal-weights.ts';
import type { ToolContext } from '../../../src/core/tool.ts';
import { createDealHistory } from '../../../src/learning/deal-history.ts';
import { analyzeWinLossPatterns } from '../../../src/tools/governance/analyze-win-loss-patterns.ts';
import { assessDealRisk } from '../../../src/tools/qualification/assess-deal-risk.ts';
import { assessCapacityCoverage } from '../../../src/tools/territory/assess-capacity-coverage.ts';
import { PLAYBOOK, toolContext } from '../../support/tool-context.ts';
import { bookFolder, NOW } from '../../unit/adapters/local/book-folder.ts';

const ACCOUNTS = ['account_id,name,owner', 'a,Acme,Maya', 'b,Birch,Maya'];
const REPS = ['rep_id,name,territory,capacity', 'm,Maya,East,40', 'n,Noor,East,40'];

/** So many won and lost deals of a product, and one that is open. */
function dealsOf(product: string, won: number, lost: number): string {
  const rows = Array.from(
    { length: won + lost },
    (_, n) => `${product}${n},a,${product},${n < won ? 'closed_won' : 'closed_lost'},2026-05-01,2026-06-01`,
  );
  return rows.join('\n');
}
const table = (...rows: string[]) =>
  [
    'opportunity_id,account,product,stage,created_at,closed_at',
    'open,a,Floor,discovery,2026-11-01,',
    ...rows,
  ].join('\n');

/** A folder on the disk, and the tools over it. */
async function world() {
  const dir = await bookFolder({
    'accounts.csv': ACCOUNTS.join('\n'),
    'reps.csv': REPS.join('\n'),
    'opportunities.csv': table(dealsOf('Floor', 20, 5), dealsOf('Plan', 5, 20)),
  });
  let ticks = 0;
  const clock = { now: () => new Date(NOW.getTime() + ++ticks) };
  const book = await openLocalBook({ dir, clock, isSample: false });
  onTestFinished(() => book.close());
  const history = createDealHistory(book, dealWeights(PLAYBOOK));
  const context: ToolContext = { ...toolContext(), data: book, history, now: NOW };
  return {
    history,
    winLoss: (input: { since?: string } = {}) => analyzeWinLossPatterns.run(input, context),
    coverage: () => assessCapacityCoverage.run({}, context),
    risk: () => assessDealRisk.run({ opportunityId: 'open' }, context),
    /** Writes files and has the book read again. */
    async change(files: Readonly<Record<string, string>>) {
      for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
      expect(await book.reload()).toBe(true);
    },
  };
}

describe('answers that rest on the whole book', () => {
  it('are the same when asked again, and new after new deals', async () => {
    const { winLoss, change } = await world();
    const first = await winLoss();
    expect(first).toMatchObject({ won: 25, closed: 50, winRate: 0.5 });
    expect(first.patterns).toMatchObject([
      { segment: 'product', label: 'Floor', won: 20, differs: 'above' },
      { segment: 'product', label: 'Plan', won: 5, differs: 'below' },
    ]);
    expect(await winLoss()).toEqual(first);
    await change({ 'opportunities.csv': table(dealsOf('Floor', 10, 15), dealsOf('Plan', 12, 13)) });
    expect(await winLoss()).toMatchObject({ won: 22, closed: 50, winRate: 0.44, patterns: [] });
  });

  it('go by the accounts as they are now', async () => {
    const { winLoss, change } = await world();
    expect((await winLoss()).notCompared).toContainEqual({ segment: 'industry', reason: 'not recorded' });
    const rows = ['account_id,name,industry', 'a,Acme,Logistics', 'b,Birch,Retail'];
    await change({ 'accounts.csv': rows.join('\n') });
    expect((await winLoss()).notCompared).not.toContainEqual({ segment: 'industry', reason: 'not recorded' });
  });

  it('do not mix the days that were asked for', async () => {
    const { winLoss } = await world();
    expect(await winLoss()).toMatchObject({ closed: 50 });
    expect(await winLoss({ since: '2026-06-02' })).toMatchObject({ closed: 0, winRate: null });
    expect(await winLoss({ since: '2026-06-01' })).toMatchObject({ closed: 50 });
  });

  it('see another owner and another capacity', async () => {
    const { coverage, change } = await world();
    const first = await coverage();
    expect(first).toMatchObject({ withoutOwner: 0, overall: { reps: 2, accounts: 2, capacity: 80 } });
    expect(await coverage()).toEqual(first);
    await change({ 'accounts.csv': ['account_id,name,owner', 'a,Acme,Maya', 'b,Birch,'].join('\n') });
    expect(await coverage()).toMatchObject({ withoutOwner: 1 });
    await change({ 'reps.csv': [...REPS, 'o,Omar,West,15'].join('\n') });
    expect(await coverage()).toMatchObject({ withoutOwner: 1, overall: { reps: 3, capacity: 95 } });
  });

  it('learn from the deals as they are now', async () => {
    const { history, risk, change } = await world();
    expect(await history.lesson()).toMatchObject({ closed: 50, winRate: 0.5 });
    expect((await risk()).baseRate?.basis).toContain('25 of 50');
    await change({ 'opportunities.csv': table(dealsOf('Floor', 20, 20), dealsOf('Plan', 0, 10)) });
    expect(await history.lesson()).toMatchObject({ closed: 50, winRate: 0.4 });
    expect((await risk()).baseRate?.basis).toContain('20 of 50');
  });
});
