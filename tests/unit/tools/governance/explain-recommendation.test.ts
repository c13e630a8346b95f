import { describe, expect, it } from 'vitest';
import type { Opportunity, SignalRecord } from '../../../../src/core/records.ts';
import { BANT, MEDDICC } from '../../../../src/core/records.ts';
import {
  ExplanationOutput,
  explainRecommendation,
} from '../../../../src/tools/governance/explain-recommendation.ts';
import {
  detectBuyingSignals,
  SignalsOutput,
} from '../../../../src/tools/intelligence/detect-buying-signals.ts';
import { FitOutput, scoreAccountFit } from '../../../../src/tools/intelligence/score-account-fit.ts';
import { assessDealRisk, RiskOutput } from '../../../../src/tools/qualification/assess-deal-risk.ts';
import {
  QualificationOutput,
  qualifyOpportunity,
} from '../../../../src/tools/qualification/qualify-opportunity.ts';
import { aContact, aDeal, anAccount, anIcp, aSignal, daysAgo } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

const ICP = anIcp({ industries: ['Software'], regions: ['Europe'], exclude: { industries: ['Gambling'] } });
const OPEN: Partial<Opportunity> = {
  stageChangedAt: daysAgo(3),
  lastActivityAt: daysAgo(1),
  closeDate: daysAgo(-20),
  nextStep: 'Call',
};
const ALL_YES = Object.fromEntries([...BANT, ...MEDDICC].map((one) => [one, true]));

interface Case {
  readonly industry?: string;
  readonly deals?: readonly Opportunity[];
  readonly signals?: readonly SignalRecord[];
}

async function findings({ industry = 'Software', deals = [], signals = [] }: Case) {
  const context = toolContext({
    accounts: [anAccount({ industry, region: 'Europe' })],
    contacts: [aContact(), aContact({ contactId: 'c2' })],
    opportunities: deals,
    signals,
    icp: ICP,
  });
  const input = { accountId: 'a1' };
  return {
    context,
    fit: FitOutput.parse(await scoreAccountFit.run(input, context)),
    signals: SignalsOutput.parse(
      await detectBuyingSignals.run(detectBuyingSignals.input.parse(input), context),
    ),
    qualification: QualificationOutput.parse(
      await qualifyOpportunity.run(qualifyOpportunity.input.parse(input), context),
    ),
    risk: RiskOutput.parse(await assessDealRisk.run(input, context)),
  };
}

async function explain(given: Case): Promise<ExplanationOutput> {
  const { context, ...records } = await findings(given);
  return ExplanationOutput.parse(await explainRecommendation.run({ accountId: 'a1', ...records }, context));
}

describe('explain_recommendation', () => {
  it.each<[string, Case, string]>([
    ['strong fit, fresh event', { signals: [aSignal()] }, 'pursue_now'],
    ['strong fit, nothing new', {}, 'nurture'],
    ['weak fit, fresh event', { industry: 'Retail', signals: [aSignal()] }, 'hold'],
    ['excluded', { industry: 'Casino', signals: [aSignal()] }, 'disqualify'],
    ['won', { deals: [aDeal({ stage: 'closed_won' })] }, 'no_action'],
    ['lost', { deals: [aDeal({ stage: 'closed_lost' })] }, 'nurture'],
    ['open, too little known', { deals: [aDeal(OPEN)] }, 'clarify_first'],
    ['open, no need', { deals: [aDeal({ ...OPEN, criteria: { need: false } })] }, 'hold'],
    ['open, qualified', { deals: [aDeal({ ...OPEN, criteria: ALL_YES })] }, 'pursue_now'],
    [
      'open, qualified, but at high risk',
      { deals: [aDeal({ ...OPEN, criteria: ALL_YES, closeDate: daysAgo(40), lastActivityAt: daysAgo(40) })] },
      'clarify_first',
    ],
  ])('%s', async (_what, given, recommendation) => {
    expect((await explain(given)).recommendation).toBe(recommendation);
  });

  it('shows each contribution as recorded', async () => {
    const { contributions, priority } = await explain({ signals: [aSignal()] });
    expect(priority).toEqual({ fit: 'strong', timing: 'now' });
    expect(contributions).toContainEqual({
      from: 'fit',
      factor: 'industry',
      effect: 'for',
      note: '1.00 × 0.67 = 0.67',
    });
    expect(contributions).toContainEqual({
      from: 'signals',
      factor: 'funding_event',
      effect: 'for',
      note: 'Northwind Traders raises a Series C, weight 0.80',
    });
  });

  it('names the nearest threshold and what would carry it across', async () => {
    // score .36 (funding 120 days old at .9); warm at .4: 1 − (1 − .4) / (1 − .36) = .0625
    const near = await explain({ signals: [aSignal({ occurredAt: daysAgo(120), confidence: 0.9 })] });
    expect(near.wouldChange).toContain('One more event of weight 0.06 would make the timing warm.');
    // proposal .5, champion −.8 → .310; without it .5
    const deal = aDeal({ ...OPEN, criteria: { champion: false } });
    expect((await explain({ deals: [deal] })).wouldChange.join(' ')).toContain(
      'would be about 50 % instead of 31 %',
    );
    // industry known to be wrong (2/3 of the weight): fit 1/3, .07 short of C
    expect((await explain({ industry: 'Retail' })).wouldChange.join(' ')).toContain(
      'Fit is 0.07 short of tier C',
    );
  });

  it('asks the next question when something has to be cleared up', async () => {
    expect((await explain({ deals: [aDeal(OPEN)] })).nextStep).toMatch(/^Ask: .*\?$/);
  });

  it('names what is missing, and recommends nothing from nothing', async () => {
    const { context, fit } = await findings({});
    const partial = await explainRecommendation.run({ accountId: 'a1', fit }, context);
    expect(partial.unknowns[0]).toBe(
      'Not part of this recommendation: buying signals, qualification and deal risk.',
    );
    expect(partial.confidence).toBe(0.25);
    const nothing = await explainRecommendation.run({ accountId: 'a1' }, context);
    expect(nothing).toMatchObject({ recommendation: 'no_action', confidence: null, contributions: [] });
  });

  it('refuses findings about another account', async () => {
    const { context, fit } = await findings({});
    const mixed = explainRecommendation.run({ accountId: 'a1', fit: { ...fit, accountId: 'a2' } }, context);
    await expect(mixed).rejects.toMatchObject({ code: 'AGENT_CONTRACT' });
  });
});
