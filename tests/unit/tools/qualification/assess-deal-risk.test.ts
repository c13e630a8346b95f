import { describe, expect, it } from 'vitest';
import type { DealHistory, Lesson } from '../../../../src/core/learning.ts';
import { BANT, MEDDICC, type Opportunity } from '../../../../src/core/records.ts';
import { assessDealRisk, RiskOutput } from '../../../../src/tools/qualification/assess-deal-risk.ts';
import { logit, sigmoid } from '../../../../src/tools/shared/numbers.ts';
import type { Book } from '../../../support/in-memory-data.ts';
import { aContact, aDeal, anAccount, aSignal, daysAgo } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

async function risk(deal: Partial<Opportunity> | null, book: Book = {}): Promise<RiskOutput> {
  const opportunities = [...(deal ? [aDeal(deal)] : []), ...(book.opportunities ?? [])];
  const context = toolContext({ accounts: [anAccount()], ...book, opportunities });
  return RiskOutput.parse(await assessDealRisk.run({ accountId: 'a1' }, context));
}

const HEALTHY: Partial<Opportunity> = {
  stageChangedAt: daysAgo(5),
  lastActivityAt: daysAgo(2),
  closeDate: daysAgo(-30),
  nextStep: 'Demo on Friday',
};
const TWO = { contacts: [aContact(), aContact({ contactId: 'c2' })] };

const closedDeals = (won: number, lost: number, closedAt = daysAgo(50)) =>
  Array.from({ length: won + lost }, (_, index) =>
    aDeal({
      opportunityId: `h${index}`,
      accountId: 'other',
      stage: index < won ? 'closed_won' : 'closed_lost',
      closedAt,
    }),
  );

describe('assess_deal_risk', () => {
  it('starts from the stage and moves by evidence, by hand', async () => {
    // proposal .5 → logit 0; champion disproved −.8, budget confirmed +.3 → sigmoid(−.5) = .378
    const found = await risk({ ...HEALTHY, criteria: { champion: false, budget: true } }, TWO);
    expect(found).toMatchObject({ winProbability: 0.378, level: 'medium', calibrated: false });
    expect(found.baseRate).toEqual({ value: 0.5, basis: 'default for the proposal stage' });
    // nine criteria unknown: half width .8 + 9 × .08 = 1.52
    expect(found.interval?.low).toBeCloseTo(sigmoid(-0.5 - 1.52), 3);
    expect(found.interval?.high).toBeCloseTo(sigmoid(-0.5 + 1.52), 3);
    expect(found.recommendations[0]).toContain('somebody inside');
  });

  it.each([
    ['discovery', 0.1],
    ['qualification', 0.25],
    ['proposal', 0.5],
    ['negotiation', 0.75],
  ] as const)('takes %s for %d without history', async (stage, value) => {
    expect((await risk({ ...HEALTHY, stage }, TWO)).baseRate?.value).toBe(value);
  });

  it('takes the level from thirty closed deals of its own, and the distance between stages from the defaults', async () => {
    // 20 of 40 won: .5 at qualification; proposal: logit(.5) + logit(.5) − logit(.25) = 1.0986 → .75
    const found = await risk(HEALTHY, { ...TWO, opportunities: closedDeals(20, 20) });
    expect(found.baseRate?.value).toBe(0.75);
    expect(found.baseRate?.basis).toBe(
      'own history: 20 of 40 closed deals won (50 %), shifted for the proposal stage',
    );
    const few = await risk(HEALTHY, { ...TWO, opportunities: closedDeals(20, 9) });
    expect(few.baseRate?.basis).toContain('default');
  });

  it.each([
    ['close_date_past', { closeDate: daysAgo(10) }, -0.7],
    ['close_date_past', { closeDate: daysAgo(31) }, -1],
    ['stalled_in_stage', { stageChangedAt: daysAgo(15) }, -0.5],
    ['stalled_in_stage', { stageChangedAt: daysAgo(29) }, -0.9],
    ['no_activity', { lastActivityAt: daysAgo(14) }, -0.5],
    ['no_activity', { lastActivityAt: daysAgo(31) }, -0.8],
    ['budget_disproved', { criteria: { budget: false } }, -0.7],
    ['competition_disproved', { criteria: { competition: false } }, -0.4],
  ])('sees %s in %j', async (factor, over, logOdds) => {
    const found = await risk({ ...HEALTHY, ...over }, TWO);
    expect(found.factors).toContainEqual(expect.objectContaining({ factor, logOdds, direction: 'lowers' }));
    expect(found.winProbability).toBeCloseTo(sigmoid(logOdds), 3);
  });

  it('finds nothing against a healthy deal, but does not call it low risk on little knowledge', async () => {
    const found = await risk(HEALTHY, TWO);
    expect(found.factors).toEqual([]);
    expect(found).toMatchObject({ winProbability: 0.5, level: 'medium', confidence: 0.313 });
    const known = { need: true, identify_pain: true, timing: true, champion: true } as const;
    expect((await risk({ ...HEALTHY, criteria: known }, TWO)).level).toBe('low');
  });

  it('measures a stall against the own median when there are ten peers', async () => {
    const peers = Array.from({ length: 10 }, (_, index) =>
      aDeal({ opportunityId: `p${index}`, accountId: 'other', stageChangedAt: daysAgo(60) }),
    );
    const found = await risk({ ...HEALTHY, stageChangedAt: daysAgo(40) }, { ...TWO, opportunities: peers });
    expect(found.factors.map(({ factor }) => factor)).not.toContain('stalled_in_stage');
  });

  it('takes one thread for a risk, but not where the book holds no contacts', async () => {
    expect((await risk(HEALTHY, { contacts: [aContact()] })).factors).toMatchObject([
      { factor: 'single_threaded' },
    ]);
    const blind = await risk(HEALTHY);
    expect(blind.factors).toEqual([]);
    expect(blind.unknowns.join(' ')).toContain('holds no contacts');
  });

  it('takes an empty next step for a risk only where the book keeps next steps', async () => {
    const { nextStep: _none, ...open } = HEALTHY;
    const keeps = {
      ...TWO,
      opportunities: [aDeal({ opportunityId: 'p', accountId: 'other', nextStep: 'Call' })],
    };
    expect((await risk(open, keeps)).factors).toMatchObject([{ factor: 'no_next_step' }]);
    expect((await risk(open, TWO)).factors).toEqual([]);
  });

  it('counts negative signals, but no stall twice', async () => {
    const signals = [aSignal({ type: 'layoffs', title: 'Cuts a tenth of its people' })];
    const found = await risk(HEALTHY, { ...TWO, signals });
    expect(found.factors).toMatchObject([{ factor: 'negative_signals', logOdds: -0.5 }]);
    const stalled = [aSignal({ type: 'deal_stalled', title: 'No movement' })];
    const once = await risk({ ...HEALTHY, stageChangedAt: daysAgo(20) }, { ...TWO, signals: stalled });
    expect(once.factors.map(({ factor }) => factor)).toEqual(['stalled_in_stage']);
  });

  it('calls an old export old instead of every deal stalled', async () => {
    const old = {
      createdAt: '2017-03-01',
      lastActivityAt: '2017-12-22',
      stageChangedAt: '2017-03-01',
      closeDate: '2017-12-31',
    };
    const found = await risk(old, TWO);
    expect(found.factors).toEqual([]);
    expect(found.unknowns.join(' ')).toContain(
      'The newest date in the book is 2017-12-31, so it looks like an old export',
    );
    expect(JSON.stringify(found)).not.toMatch(/\d{4} days/);
  });

  it.each([
    ['closed_won', 1, 'won'],
    ['closed_lost', 0, 'lost'],
  ] as const)('gives %s the probability %d and no risk', async (stage, winProbability, status) => {
    expect(await risk({ stage })).toMatchObject({
      winProbability,
      status,
      level: null,
      interval: null,
      factors: [],
    });
  });

  it('has nothing to say where there is no deal', async () => {
    const found = await risk(null);
    expect(found).toMatchObject({
      opportunityId: null,
      status: 'none',
      level: null,
      winProbability: null,
      baseRate: null,
    });
  });

  it('gives no estimate without stage and history', async () => {
    const found = await risk({ ...HEALTHY, stage: 'unknown' }, TWO);
    expect(found).toMatchObject({ winProbability: null, level: null, baseRate: null });
    expect(found.unknowns[0]).toContain('The stage');
  });

  it('is not carried away by good answers', async () => {
    // confirmed everything: +2.2, counted as +1: sigmoid(1) = .731
    const criteria = Object.fromEntries([...BANT, ...MEDDICC].map((one) => [one, true]));
    const found = await risk({ ...HEALTHY, criteria }, TWO);
    expect(found.winProbability).toBe(0.731);
    expect(found.reasons.at(-1)).toContain('no more than +1.0');
  });

  it('keeps at most six factors, and the sum of all', async () => {
    const criteria = {
      champion: false,
      budget: false,
      need: true,
      metrics: true,
      decision_process: true,
    } as const;
    const found = await risk(
      { ...HEALTHY, closeDate: daysAgo(3), lastActivityAt: daysAgo(20), criteria },
      TWO,
    );
    expect(found.factors).toHaveLength(7);
    const sum = found.factors.reduce((total, { logOdds }) => total + logOdds, 0);
    expect(found.winProbability).toBeCloseTo(sigmoid(logit(0.5) + sum), 3);
  });
});

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
