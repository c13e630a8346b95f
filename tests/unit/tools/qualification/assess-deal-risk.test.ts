import { describe, expect, it } from 'vitest';
import { BANT, MEDDICC } from '../../../../src/core/records.ts';
import { logit, sigmoid } from '../../../../src/tools/shared/numbers.ts';
import { aContact, aDeal, aSignal, daysAgo } from '../../../support/records.ts';
import { HEALTHY, risk, TWO } from './deal-risk-support.ts';

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
