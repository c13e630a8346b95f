import { describe, expect, it } from 'vitest';
import { hindsight } from '../../../src/core/hindsight.ts';
import type { Opportunity, Stage } from '../../../src/core/records.ts';
import { aDeal } from '../../support/records.ts';

/** Deals of one outcome, of which so many have the fact. */
function deals(stage: Stage, total: number, known: number, owner: string | ((n: number) => string) = 'Kim') {
  return Array.from({ length: total }, (_, n): Opportunity => {
    const fact = n < known ? { owner: typeof owner === 'string' ? owner : owner(n) } : {};
    return aDeal({ opportunityId: `${stage}${n}`, stage, ...fact });
  });
}
const judge = (...all: Opportunity[][]) => hindsight(all.flat(), ({ owner }) => owner);

describe('hindsight', () => {
  it('refuses what only one outcome has', () => {
    expect(judge(deals('closed_won', 40, 40), deals('closed_lost', 40, 0))).toBe(
      'known for 100 % of the won and 0 % of the lost deals: written down after the outcome',
    );
    // 30 of 40 and 22 of 40: 75 % − 55 % is not more than 20
    expect(judge(deals('closed_won', 40, 30), deals('closed_lost', 40, 22))).toBeNull();
    expect(judge(deals('closed_won', 40, 31), deals('closed_lost', 40, 22))).toContain('78 %');
  });

  it('refuses what open deals do not have yet', () => {
    const closed = [deals('closed_won', 40, 40), deals('closed_lost', 40, 40)];
    expect(judge(...closed, deals('proposal', 40, 19))).toContain('written down at the end');
    expect(judge(...closed, deals('proposal', 40, 20))).toBeNull();
    // nineteen open deals prove nothing
    expect(judge(...closed, deals('proposal', 19, 0))).toBeNull();
  });

  it('refuses a value that is the outcome in other words', () => {
    const told = judge(deals('closed_won', 40, 40, 'signed'), deals('closed_lost', 40, 40, 'dropped'));
    expect(told).toContain('tells the outcome by itself');
    const mixed = (n: number) => (n % 4 === 0 ? 'signed' : 'dropped');
    expect(judge(deals('closed_won', 40, 40, 'signed'), deals('closed_lost', 40, 40, mixed))).toBeNull();
  });

  it('takes a book in which nearly everything is won for no proof', () => {
    expect(judge(deals('closed_won', 400, 400), deals('closed_lost', 2, 2))).toBeNull();
  });

  it('says nothing of an empty book', () => {
    expect(judge([])).toBeNull();
  });
});
