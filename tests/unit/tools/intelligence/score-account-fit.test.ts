import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Account } from '../../../../src/core/records.ts';
import { FitOutput, scoreAccountFit } from '../../../../src/tools/intelligence/score-account-fit.ts';
import { anAccount, anIcp } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

const ICP = anIcp({
  industries: ['Software', 'Healthcare'],
  regions: ['North America', 'Europe'],
  employees: { min: 200, max: 10_000 },
  annual_revenue: { min: 20_000_000, max: 5_000_000_000, currency: 'USD' },
  technologies: ['Salesforce', 'Snowflake', 'Kubernetes'],
  exclude: { industries: ['Gambling'], countries: ['North Korea'], accounts: ['Blocked Ltd'] },
  weights: { industry: 0.3, annual_revenue: 0.2, employees: 0.2, region: 0.15, technologies: 0.15 },
});

async function scored(over: Partial<Account>, icp = ICP): Promise<FitOutput> {
  const context = toolContext({ accounts: [anAccount(over)], icp });
  return FitOutput.parse(await scoreAccountFit.run({ accountId: 'a1' }, context));
}

const PERFECT: Partial<Account> = {
  industry: 'SaaS',
  employeeCount: 1_000,
  annualRevenue: { amount: 100_000_000, currency: 'USD' },
  region: 'Europe',
  technologies: ['Salesforce CRM', 'Snowflake', 'Kubernetes'],
};

describe('score_account_fit', () => {
  it('weighs graded edges by hand', async () => {
    // industry 1 × .30, revenue inside 1 × .20, employees 150 of 200: (150 − 100) / 100 = .5 × .20,
    // region 1 × .15, technologies 1 of 3 = .333 × .15; .30 + .20 + .10 + .15 + .04995 = .79995 → .800
    const found = await scored({ ...PERFECT, employeeCount: 150, technologies: ['Salesforce'] });
    expect(found.score).toBe(0.8);
    expect(found.confidence).toBe(1);
    expect(found.tier).toBe('A');
    expect(found.breakdown.find(({ criterion }) => criterion === 'employees')?.score).toBe(0.5);
  });

  it('leaves unknown criteria out of both sides of the fraction', async () => {
    // known: industry 1 × .30 and employees 12,500: (15,000 − 12,500) / 5,000 = .5 × .20 → .40 / .50 = .8
    const found = await scored({ industry: 'software', employeeCount: 12_500 });
    expect(found).toMatchObject({ score: 0.8, confidence: 0.5, tier: 'A' });
    expect(found.unknowns).toHaveLength(4); // revenue, region, technologies, and whether the country is an excluded one
  });

  it('shows a score but no tier below half of the weight', async () => {
    const found = await scored({ industry: 'software' });
    expect(found).toMatchObject({ score: 1, confidence: 0.3, tier: 'needs_data' });
  });

  it('knows nothing about an empty account, and does not guess', async () => {
    const found = await scored({});
    expect(found).toMatchObject({ score: null, confidence: 0, tier: 'needs_data' });
  });

  it.each([
    ['gambling company', { industry: 'Online Casino' }],
    ['sanctioned country', { country: 'KP' }],
    ['account by name', { name: 'Blocked Ltd' }],
  ])('excludes a %s with a reason and score 0', async (_what, over) => {
    const found = await scored({ ...PERFECT, ...over });
    expect(found).toMatchObject({ score: 0, tier: 'excluded' });
    expect(found.disqualifiers).toHaveLength(1);
    expect(found.headline).toContain('excluded');
  });

  it('says when an exclusion cannot be ruled out', async () => {
    const found = await scored({ ...PERFECT, industry: 'zzyzx' });
    expect(found.tier).not.toBe('excluded');
    expect(found.unknowns.join(' ')).toContain('excluded industry');
  });

  it('does not convert currencies', async () => {
    const found = await scored({ ...PERFECT, annualRevenue: { amount: 1, currency: 'EUR' } });
    const part = found.breakdown.find(({ criterion }) => criterion === 'annual_revenue');
    expect(part?.score).toBeNull();
    expect(part?.note).toBe('revenue is in EUR, the profile is in USD');
    expect(found.score).toBe(1);
  });

  it('counts a criterion without weight as the mean of the others, and weight 0 not at all', async () => {
    const icp = anIcp({
      industries: ['Software'],
      regions: ['Europe'],
      countries: ['Germany'],
      weights: { industry: 0.6, region: 0.2, country: 0 },
    });
    const named = await scored({ ...PERFECT, country: 'France' }, icp);
    expect(named.breakdown.map(({ criterion, weight }) => [criterion, weight])).toEqual([
      ['industry', 0.75],
      ['region', 0.25],
    ]);
    const mean = anIcp({ industries: ['Software'], regions: ['Europe'], weights: { industry: 0.6 } });
    expect((await scored(PERFECT, mean)).breakdown.map(({ weight }) => weight)).toEqual([0.5, 0.5]);
  });

  it('says so when the profile names no criteria', async () => {
    const found = await scored(PERFECT, anIcp());
    expect(found).toMatchObject({ score: null, tier: 'needs_data' });
    expect(found.unknowns[0]).toContain('names no criteria');
  });

  it('fails for an account that does not exist', async () => {
    const run = scoreAccountFit.run({ accountId: 'nobody' }, toolContext({ icp: ICP }));
    await expect(run).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });
});

const account = fc.record(
  {
    industry: fc.constantFrom('software', 'retail', 'technology', 'zzyzx'),
    employeeCount: fc.integer({ min: 0, max: 40_000 }),
    annualRevenue: fc.record({
      amount: fc.double({ min: 0, max: 1e11, noNaN: true }),
      currency: fc.constantFrom('USD', 'EUR'),
    }),
    region: fc.constantFrom('Europe', 'APAC', 'EMEA', 'West'),
    country: fc.constantFrom('Germany', 'Japan', 'Nowhere'),
    technologies: fc.subarray(['Salesforce', 'Snowflake', 'Kubernetes', 'COBOL']),
  },
  { requiredKeys: [] },
);

describe('score_account_fit, whatever the account', () => {
  it('stays within bounds, is the same twice, and knows no more after forgetting a fact', async () => {
    await fc.assert(
      fc.asyncProperty(account, fc.nat(5), async (over, index) => {
        const first = await scored(over);
        expect(await scored(over)).toEqual(first);
        expect(first.score === null || (first.score >= 0 && first.score <= 1)).toBe(true);
        const known = first.breakdown
          .filter(({ score }) => score !== null)
          .reduce((sum, one) => sum + one.weight, 0);
        expect(first.confidence).toBeCloseTo(known, 6);
        const forgotten = Object.keys(over)[index % Math.max(1, Object.keys(over).length)];
        const less = await scored(
          Object.fromEntries(Object.entries(over).filter(([key]) => key !== forgotten)),
        );
        expect(less.confidence ?? 0).toBeLessThanOrEqual(
          (first.confidence ?? 0) + (forgotten === 'region' || forgotten === 'country' ? 0.151 : 0),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('never falls when one wanted technology more is in use', async () => {
    await fc.assert(
      fc.asyncProperty(
        account,
        fc.constantFrom('Salesforce', 'Snowflake', 'Kubernetes'),
        async (over, extra) => {
          const before = over.technologies ?? [];
          if (before.length === 0) return;
          const more = await scored({ ...over, technologies: [...before, extra] });
          expect(more.score ?? 0).toBeGreaterThanOrEqual(
            (await scored({ ...over, technologies: before })).score ?? 0,
          );
        },
      ),
      { numRuns: 100 },
    );
  });

  it('never names a tier while more than half is unknown', async () => {
    await fc.assert(
      fc.asyncProperty(account, async (over) => {
        const { confidence, tier } = await scored(over);
        expect((confidence ?? 0) < 0.5).toBe(tier === 'needs_data');
      }),
      { numRuns: 100 },
    );
  });
});
