import { describe, expect, it } from 'vitest';
import type { DealHistory, Lesson } from '../../../../src/core/learning.ts';
import type { Opportunity } from '../../../../src/core/records.ts';
import { assessDealRisk, RiskOutput } from '../../../../src/tools/qualification/assess-deal-risk.ts';
import { sigmoid } from '../../../../src/tools/shared/numbers.ts';
import { aDeal, anAccount, daysAgo } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';
import { HEALTHY, risk, TWO } from './deal-risk-support.ts';

describe('assess_deal_risk with a history that stood the test', () => {
  const TOLD = {
    use: 'factors',
    winRate: 0.5,
    closed: 400,
    summary: 'On 120 deals kept out for the test, it did better.',
    cycle: { wonMedian: 30, wonMost: 60, longest: 90 },
    stageTimes: new Map() as Lesson['stageTimes'],
  } as const;
  const JUDGED = {
    base: 0.5,
    basis: 'fitted to 400 closed deals',
    factors: [{ factor: 'champion_disproved', logOdds: -1.4, note: 'Disproved: champion.', fitted: true }],
    halfWidth: 0.3,
    doubt: null as string | null,
  };
  const given = (judged: Partial<typeof JUDGED> | null, use: 'factors' | 'level' = 'factors') => ({
    lesson: async () => ({ ...TOLD, use, judge: () => judged && { ...JUDGED, ...judged } }),
  });
  async function learned(history: DealHistory, deal: Partial<Opportunity> = {}) {
    const criteria = { champion: false };
    const context = toolContext({
      accounts: [anAccount()],
      opportunities: [aDeal({ ...HEALTHY, criteria, ...deal })],
      ...TWO,
      history,
    });
    return RiskOutput.parse(await assessDealRisk.run({ accountId: 'a1' }, context));
  }

  it('calls a deal stalled by how long deals really stayed in the stage, where that was learned', async () => {
    const stageTimes: Lesson['stageTimes'] = new Map([
      ['proposal', { ended: 80, open: 5, median: 9, most: 40 }],
    ]);
    const history = { lesson: async () => ({ ...TOLD, stageTimes, judge: () => null }) };
    const names = async (days: number) => {
      const found = await learned(history, { stageChangedAt: daysAgo(days) });
      return found.factors.flatMap(({ factor, note }) => (factor === 'stalled_in_stage' ? [note] : []));
    };
    // 21 days are usual by the playbook
    expect(await names(40)).toEqual([]);
    expect(await names(41)).toEqual(['In proposal for 41 days; three of four deals left it within 40 days.']);
  });

  it('weighs by what was fitted, in the fitted interval, and says so', async () => {
    // logit(.5) − 1.4 → sigmoid(−1.4) = .198; ± .3: sigmoid(−1.7) = .154, sigmoid(−1.1) = .25
    const found = await learned(given({}));
    expect(found).toMatchObject({ winProbability: 0.198, calibrated: true, level: 'high' });
    expect(found.interval).toEqual({ low: 0.154, high: 0.25 });
    expect(found.calibration).toBe('Calibrated: On 120 deals kept out for the test, it did better.');
    expect(found.headline).toContain('calibrated');
    expect(found.factors).toMatchObject([{ factor: 'champion_disproved', fitted: true }]);
    expect(found.details?.[0]?.lines).toEqual([
      'Starts at 50 %: fitted to 400 closed deals.',
      '−1.40 Disproved: champion. (fitted)',
    ]);
  });

  it('does not count as calibrated as soon as one weight is a default', async () => {
    const found = await learned(given({}), { lastActivityAt: daysAgo(20) });
    expect(found.calibrated).toBe(false);
    expect(found.calibration).toBe(
      'Not calibrated: the base rate was tested, but the weight is a default: no activity.',
    );
    // −1.4 fitted − .5 by default; eleven items open: ten criteria and nothing else
    expect(found.winProbability).toBeCloseTo(sigmoid(-1.9), 3);
    expect(found.interval?.low).toBeCloseTo(sigmoid(-1.9 - 0.3 - 0.8), 3);
  });

  it('says what the history cannot vouch for', async () => {
    const found = await learned(given({ doubt: 'nobody ever closed so late' }));
    expect(found).toMatchObject({
      calibrated: false,
      calibration: 'Not calibrated: nobody ever closed so late.',
    });
  });

  it('keeps the default weights on a fitted level', async () => {
    const found = await learned(given({ factors: [] }, 'level'));
    expect(found.factors).toMatchObject([{ factor: 'champion_disproved', logOdds: -0.8, fitted: false }]);
    expect(found.calibrated).toBe(false);
    expect((await learned(given({ factors: [] }, 'level'), { criteria: {} })).calibrated).toBe(true);
  });

  it('stays with the defaults where the history says nothing, and says why', async () => {
    const found = await learned(given(null));
    expect(found.baseRate?.basis).toBe('default for the proposal stage');
    expect(found.calibration).toContain('Not calibrated: on 120 deals kept out');
  });

  it('tells how long deals of this book take', async () => {
    const found = await learned(given({}), { createdAt: daysAgo(100) });
    expect(found.details?.[1]?.lines[1]).toBe(
      'Open for 100 days. Won deals took 30 days in the median, nine of ten at most 60. No closed deal ever took more than 90 days.',
    );
  });

  it('takes outdated facts for unknown', async () => {
    const found = await risk(
      { ...HEALTHY, criteria: { budget: false }, extra: { budget_at: daysAgo(200) } },
      TWO,
    );
    expect(found.factors).toEqual([]);
    expect(found.unknowns.join(' ')).toContain('budget');
  });
});
