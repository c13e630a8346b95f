import { describe, expect, it } from 'vitest';
import { calibrationText } from '../../../src/cli/calibrate-text.ts';
import { learn } from '../../../src/learning/learn.ts';
import { reportOf } from '../../../src/learning/report.ts';
import { closedDeals, coin, WEIGHTS } from '../../support/closed-deals.ts';

const text = async (deals: ReturnType<typeof closedDeals>) =>
  calibrationText(reportOf(await learn({ deals, weights: WEIGHTS, accountOf: () => null })));

const TOLD = {
  deals: 600,
  draw: (random: () => number) => ({ criteria: { champion: coin(random) } }),
  truth: ({ criteria }: { criteria: { champion?: boolean } }) => (criteria.champion ? 1.5 : -1.5),
};

describe('calibrationText', () => {
  it('shows each way of judging, the one in use, the reliability, the weights and the facts', async () => {
    const said = await text(closedDeals(TOLD));
    expect(said).toMatch(/^On \d+ deals kept out for the test, the own win rate and the fitted factors/);
    expect(said).toMatch(/Learned from deals that closed until \d{4}-\d\d-\d\d, tested on \d+ later ones/);
    expect(said).toMatch(/\* fitted factors {2,}0\.[78]\d\d {2,}0\.1/);
    expect(said).toMatch(/ {4}default chances {2,}0\.\d{3}/);
    expect(said).toMatch(/criterion champion true {2,}0\.40 {2,}[12]\.\d\d/);
    expect(said).toContain('Facts that may foresee: champion.');
    expect(said).toContain('  closed at is only known after the outcome');
  });

  it('says how undated deals were split', async () => {
    expect(await text(closedDeals({ ...TOLD, dated: false }))).toContain('split at random 5 times');
  });

  it('says that nothing can be learned, and stays with the defaults', async () => {
    expect(await text([])).toBe(
      [
        'The book holds 0 closed deals; 100, of them 20 won and 20 lost, are needed to test anything, so the defaults stay in force.',
        'No deal has closed.',
        'How long deals take is not known: they have no dates of creation and closing.',
      ].join('\n'),
    );
  });
});
