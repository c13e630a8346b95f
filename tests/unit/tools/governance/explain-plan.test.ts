import { describe, expect, it } from 'vitest';
import type { WorkspaceRecords } from '../../../../src/core/audit-trail.ts';
import type { PlanRecord } from '../../../../src/core/plan.ts';
import { explainStep } from '../../../../src/tools/governance/explain/explain-step.ts';
import {
  ExplanationOutput,
  explainRecommendation,
} from '../../../../src/tools/governance/explain-recommendation.ts';
import { FitOutput, scoreAccountFit } from '../../../../src/tools/intelligence/score-account-fit.ts';
import { assessDealRisk, RiskOutput } from '../../../../src/tools/qualification/assess-deal-risk.ts';
import { aPlanRecord, aStep, aStepRecord, PLAN_ID } from '../../../support/plan-records.ts';
import { aDeal, anAccount, anIcp, daysAgo } from '../../../support/records.ts';
import { PLAYBOOK, toolContext } from '../../../support/tool-context.ts';

const ICP = anIcp({ industries: ['Software'], regions: ['Europe'] });
const DEAL = aDeal({
  criteria: { champion: false },
  stageChangedAt: daysAgo(3),
  lastActivityAt: daysAgo(1),
  closeDate: daysAgo(-20),
  nextStep: 'Call',
});
const world = toolContext({
  accounts: [anAccount({ industry: 'Software', region: 'Europe' })],
  opportunities: [DEAL],
  icp: ICP,
});

async function fitOf(accountId = 'a1'): Promise<FitOutput> {
  return { ...FitOutput.parse(await scoreAccountFit.run({ accountId: 'a1' }, world)), accountId };
}
const riskOf = async () => RiskOutput.parse(await assessDealRisk.run({ accountId: 'a1' }, world));

/** A plan as it is stored: its steps by tool, each with the answer that it gave. */
function stored(steps: Readonly<Record<string, { tool: string; output?: unknown }>>): PlanRecord {
  return aPlanRecord({
    plan: { steps: Object.entries(steps).map(([id, { tool }]) => aStep({ id, tool })) },
    steps: Object.fromEntries(
      Object.entries(steps).map(([id, { output }]) => [
        id,
        output === undefined ? { status: 'failed', attempts: 1, spent: 0 } : aStepRecord({ output }),
      ]),
    ),
  });
}

async function explain(record: PlanRecord | null, accountId?: string): Promise<ExplanationOutput> {
  const plan = async (planId: string) => (planId === PLAN_ID ? record : null);
  const records = { plan } as unknown as WorkspaceRecords;
  const context = { ...toolContext({ records }), playbook: PLAYBOOK };
  const input = explainRecommendation.input.parse({ planId: PLAN_ID, ...(accountId && { accountId }) });
  return ExplanationOutput.parse(await explainRecommendation.run(input, context));
}

const linesOf = ({ details = [] }: ExplanationOutput, title: string) =>
  details.find((detail) => detail.title === title)?.lines ?? [];

describe('the explanation of a stored plan', () => {
  it('is rebuilt from its records alone', async () => {
    const record = stored({
      fit: { tool: 'score_account_fit', output: await fitOf() },
      risk: { tool: 'assess_deal_risk', output: await riskOf() },
      signals: { tool: 'detect_buying_signals' },
    });
    const found = await explain(record);
    expect(found.accountId).toBe('a1');
    expect(found.unknowns[0]).toBe('Not part of this recommendation: buying signals and qualification.');
    // Both criteria match: 1 × 2/3 and 1 × 1/3.
    expect(linesOf(found, 'What counted, as recorded').slice(0, 2)).toEqual([
      'fit: industry (for) 1.00 × 0.67 = 0.67',
      'fit: region (for) 1.00 × 0.33 = 0.33',
    ]);
    const from = linesOf(found, 'Rebuilt from these records');
    expect(from[0]).toBe(`Plan ${PLAN_ID}: template, registry r1, profile sales.`);
    expect(from[1]).toMatch(
      /^fit \(score_account_fit, input [0-9a-f]{8}\): succeeded; local data from .*accounts\.csv.*, as of 2026-11-22/,
    );
    expect(from[3]).toMatch(/^signals \(detect_buying_signals, input [0-9a-f]{8}\): failed\.$/);
  });

  it('tells defaults from what was fitted to own outcomes', async () => {
    const risk = await riskOf();
    const onDefaults = await explain(stored({ risk: { tool: 'assess_deal_risk', output: risk } }));
    expect(linesOf(onDefaults, 'How far the numbers can be trusted')).toEqual([
      'The chance to win starts at 50 %: ' + `${risk.baseRate?.basis}.`,
      'All weights of the deal risk are defaults.',
      expect.stringMatching(/^Not calibrated: /),
    ]);
    const factors = risk.factors.map((one, index) => ({ ...one, fitted: index === 0 }));
    const fitted = await explain(
      stored({
        risk: {
          tool: 'assess_deal_risk',
          output: { ...risk, factors, calibrated: true, calibration: 'Calibrated: held against 60 deals.' },
        },
      }),
    );
    const trust = linesOf(fitted, 'How far the numbers can be trusted').join(' ');
    expect(trust).toContain(`Fitted to own outcomes: ${factors[0]?.factor.replaceAll('_', ' ')};`);
    expect(trust).toContain('Calibrated: held against 60 deals.');
    expect(linesOf(fitted, 'What counted, as recorded')[0]).toContain('fitted to own outcomes');
  });

  it('is not found where there is no record, or nothing to rest on', async () => {
    await expect(explain(null)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    const other = stored({ answer: { tool: 'retrieve_product_knowledge', output: { headline: 'x' } } });
    await expect(explain(other)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
    const malformed = stored({ fit: { tool: 'score_account_fit', output: { accountId: 'a1', tier: 'Z' } } });
    await expect(explain(malformed)).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('asks which account is meant where a plan is about several', async () => {
    const record = stored({
      one: { tool: 'score_account_fit', output: await fitOf() },
      two: { tool: 'score_account_fit', output: await fitOf('a2') },
    });
    await expect(explain(record)).rejects.toMatchObject({
      code: 'USER_INPUT',
      detail: { hint: 'Name one: a1 and a2.' },
    });
    expect((await explain(record, 'a2')).accountId).toBe('a2');
  });

  it('takes either a plan or findings', async () => {
    const both = { planId: PLAN_ID, fit: await fitOf() };
    expect(explainRecommendation.input.safeParse(both).success).toBe(false);
    expect(explainRecommendation.input.safeParse({}).success).toBe(false);
  });
});

describe('one step explained', () => {
  it('shows contributions, trust and what would change it', async () => {
    const { counted, trust, wouldChange } = explainStep('assess_deal_risk', await riskOf(), PLAYBOOK);
    // The champion is disproved: −0.8 in log-odds from 50 %, so 31 % with it.
    expect(counted).toContainEqual(
      expect.stringMatching(/^champion.*\(against\): .*Log-odds -0\.80, a default weight\.$/),
    );
    expect(trust).toContain('All weights of the deal risk are defaults.');
    expect(wouldChange).toEqual([expect.stringContaining('would be about 50 % instead of 31 %')]);
  });

  it('names thresholds of fit only where the playbook is known', async () => {
    const fit = { ...(await fitOf()), tier: 'C', score: 0.5 };
    expect(explainStep('score_account_fit', fit, PLAYBOOK).wouldChange).toHaveLength(1);
    expect(explainStep('score_account_fit', fit).wouldChange).toEqual([]);
  });

  it('says nothing about what it cannot read', () => {
    const nothing = { counted: [], trust: [], wouldChange: [] };
    for (const [tool, output] of [
      ['ask', {}],
      ['score_account_fit', null],
      ['toString', 1],
    ] as const)
      expect(explainStep(tool, output, PLAYBOOK)).toEqual(nothing);
  });
});
