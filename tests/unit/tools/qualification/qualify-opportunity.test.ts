import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BANT, type Criterion, MEDDICC, type Opportunity, STAGES } from '../../../../src/core/records.ts';
import {
  QualificationOutput,
  qualifyOpportunity,
} from '../../../../src/tools/qualification/qualify-opportunity.ts';
import { aDeal, anAccount, daysAgo } from '../../../support/records.ts';
import { toolContext } from '../../../support/tool-context.ts';

async function qualify(
  opportunities: readonly Opportunity[],
  input: Record<string, unknown> = { accountId: 'a1' },
): Promise<QualificationOutput> {
  const parsed = qualifyOpportunity.input.parse(input);
  return QualificationOutput.parse(
    await qualifyOpportunity.run(parsed, toolContext({ accounts: [anAccount()], opportunities })),
  );
}

const all = (criteria: readonly Criterion[], value: boolean) =>
  Object.fromEntries(criteria.map((one) => [one, value]));

describe('qualify_opportunity', () => {
  it('qualifies on one complete framework without the other diluting it', async () => {
    const found = await qualify([aDeal({ criteria: all(BANT, true) })]);
    expect(found.verdict).toBe('qualified');
    expect(found.frameworks).toMatchObject([
      { name: 'bant', score: 1, completeness: 1 },
      { name: 'meddicc', score: null, completeness: 0 },
    ]);
    expect((await qualify([aDeal({ criteria: all(MEDDICC, true) })])).verdict).toBe('qualified');
  });

  it('computes score and completeness by hand', async () => {
    // MEDDICC: 2 confirmed, 1 disproved of 7: score 2/3, completeness 3/7
    const criteria = { metrics: true, identify_pain: true, champion: false };
    const found = await qualify([aDeal({ criteria })], { accountId: 'a1', framework: 'meddicc' });
    expect(found.frameworks).toMatchObject([
      {
        score: 0.667,
        completeness: 0.429,
        confirmed: ['identify_pain', 'metrics'],
        disproved: ['champion'],
        unknown: ['economic_buyer', 'decision_criteria', 'decision_process', 'competition'],
      },
    ]);
    expect(found.confidence).toBe(0.429);
  });

  it('does not qualify without a need, whatever else is known', async () => {
    const found = await qualify([aDeal({ criteria: { ...all([...BANT, ...MEDDICC], true), need: false } })]);
    expect(found).toMatchObject({ verdict: 'not_qualified' });
    expect(found.disqualifiers).toHaveLength(1);
  });

  it('does not qualify from the proposal on without access to the money', async () => {
    const criteria = { ...all([...BANT, ...MEDDICC], true), economic_buyer: false };
    expect((await qualify([aDeal({ stage: 'negotiation', criteria })])).verdict).toBe('not_qualified');
    expect((await qualify([aDeal({ stage: 'qualification', criteria })])).verdict).toBe('qualified');
  });

  it('fails a framework that could not reach 75 % even if all the rest were confirmed', async () => {
    // MEDDICC: 2 of 7 disproved leave 5/7 = .714; 1 of 7 leaves .857
    const two = { ...all(BANT, true), metrics: false, champion: false };
    expect((await qualify([aDeal({ criteria: two })])).verdict).toBe('not_qualified');
    const one = { ...all(BANT, true), metrics: false };
    expect((await qualify([aDeal({ criteria: one })])).verdict).toBe('qualified');
  });

  it('calls an unknown buyer past proposal insufficient, not disqualified', async () => {
    const { economic_buyer: _e, authority: _a, ...criteria } = all([...BANT, ...MEDDICC], true);
    const found = await qualify([aDeal({ criteria })]);
    expect(found).toMatchObject({ verdict: 'insufficient_evidence', disqualifiers: [] });
    expect(found.questions[0]?.criterion).toBe('economic_buyer');
  });

  it('asks for what the stage needs first, at most five, never twins', async () => {
    const found = await qualify([aDeal({ stage: 'discovery' })]);
    expect(found.questions.map(({ criterion }) => criterion)).toEqual([
      'need',
      'timing',
      'champion',
      'metrics',
      'economic_buyer',
    ]);
    expect(found.unknowns[0]).toContain('decision process');
  });

  it('distrusts confirmations after ninety days of silence', async () => {
    const deal = aDeal({ criteria: all([...BANT, ...MEDDICC], true), lastActivityAt: daysAgo(91) });
    expect((await qualify([deal])).verdict).toBe('insufficient_evidence');
    expect((await qualify([{ ...deal, lastActivityAt: daysAgo(90) }])).verdict).toBe('qualified');
  });

  it('tells what each fact rests on, and takes one that is too old for unknown again', async () => {
    const extra = {
      budget_at: daysAgo(91),
      need_at: daysAgo(90),
      need_evidence: 'Said in the call\nof Tuesday',
    };
    const found = await qualify([aDeal({ criteria: all(BANT, true), extra })], {
      accountId: 'a1',
      framework: 'bant',
    });
    const source = 'opportunities.csv';
    expect(found.evidence.slice(0, 2)).toEqual([
      {
        criterion: 'need',
        state: 'confirmed',
        source,
        date: daysAgo(90),
        text: 'Said in the call of Tuesday',
      },
      { criterion: 'authority', state: 'confirmed', source, date: null, text: null },
    ]);
    expect(found.evidence.find(({ criterion }) => criterion === 'budget')?.state).toBe('outdated');
    // three of four are left, and a budget is expected by the proposal
    expect(found.frameworks).toMatchObject([{ completeness: 0.75, unknown: ['budget'] }]);
    expect(found.verdict).toBe('insufficient_evidence');
    expect(found.unknowns).toContain('Known once, too long ago to count: budget.');
  });

  it('has a question for every unknown, below the five to ask first', async () => {
    const found = await qualify([aDeal({ criteria: { need: true } })]);
    const [frameworks, evidence, questions] = found.details ?? [];
    expect(frameworks?.lines).toEqual([
      'BANT: 1 of 4 confirmed, 100 % of the known, 0 disproved, 3 unknown',
      'MEDDICC: 0 of 7 confirmed, 0 disproved, 7 unknown',
    ]);
    expect(evidence?.lines).toEqual(['need: confirmed (opportunities.csv, not dated)']);
    expect(questions?.lines).toHaveLength(10);
    expect(found.questions).toHaveLength(5);
    expect(questions?.lines[0]).toContain(found.questions[0]?.question);
  });

  it('judges an unknown stage as strictly as a proposal, and says so', async () => {
    const { economic_buyer: _e, authority: _a, ...criteria } = all([...BANT, ...MEDDICC], true);
    const found = await qualify([aDeal({ stage: 'unknown', criteria })]);
    expect(found.verdict).toBe('insufficient_evidence');
    expect(found.unknowns.join(' ')).toContain('as strictly as a proposal');
  });

  it.each([
    ['closed_won', 'won'],
    ['closed_lost', 'lost'],
  ] as const)('reports %s as closed', async (stage, status) => {
    const found = await qualify([aDeal({ stage, criteria: all(BANT, true) })]);
    expect(found).toMatchObject({ verdict: 'closed', status, questions: [] });
  });

  it('says that there is no deal', async () => {
    const found = await qualify([]);
    expect(found).toMatchObject({
      verdict: 'insufficient_evidence',
      status: 'none',
      opportunityId: null,
      otherOpen: 0,
    });
    expect(found.headline).toBe('There is no deal to qualify.');
    expect(found.questions).toHaveLength(5);
  });

  it('chooses the most advanced open deal, then the larger, then the lower id', async () => {
    const usd = (amount: number) => ({ amount, currency: 'USD' });
    const deals = [
      aDeal({ opportunityId: 'o1', stage: 'closed_won' }),
      aDeal({ opportunityId: 'o2', stage: 'discovery', amount: usd(900) }),
      aDeal({ opportunityId: 'o3', stage: 'proposal', amount: usd(5) }),
      aDeal({ opportunityId: 'o4', stage: 'proposal', amount: usd(7) }),
      aDeal({ opportunityId: 'o5', stage: 'unknown' }),
    ];
    expect(await qualify(deals)).toMatchObject({ opportunityId: 'o4', otherOpen: 3 });
    const mixed = deals.map((deal) =>
      deal.opportunityId === 'o4' ? { ...deal, amount: { amount: 7, currency: 'JPY' } } : deal,
    );
    expect(await qualify(mixed)).toMatchObject({ opportunityId: 'o3' });
  });

  it('takes a deal by its own id, also one without account', async () => {
    const { accountId: _none, ...orphan } = aDeal({ opportunityId: 'x' });
    const found = await qualify([orphan], { opportunityId: 'x' });
    expect(found).toMatchObject({ opportunityId: 'x', accountId: null });
    await expect(qualify([], { opportunityId: 'x' })).rejects.toMatchObject({ code: 'RESOURCE_NOT_FOUND' });
  });

  it('wants exactly one id', () => {
    expect(qualifyOpportunity.input.safeParse({}).success).toBe(false);
    expect(qualifyOpportunity.input.safeParse({ accountId: 'a', opportunityId: 'o' }).success).toBe(false);
  });
});

const RANK = { not_qualified: 0, insufficient_evidence: 1, qualified: 2, closed: 3 } as const;
const criteriaOf = fc.record(
  Object.fromEntries([...BANT, ...MEDDICC].map((one) => [one, fc.boolean()])) as Record<
    Criterion,
    fc.Arbitrary<boolean>
  >,
  { requiredKeys: [] },
);
const stageOf = fc.constantFrom(...STAGES.slice(0, 4), 'unknown' as const);

describe('qualify_opportunity, whatever is known', () => {
  it('is never better off for a confirmation that is forgotten, nor worse for one that is gained', async () => {
    await fc.assert(
      fc.asyncProperty(
        criteriaOf,
        stageOf,
        fc.constantFrom(...BANT, ...MEDDICC),
        async (criteria, stage, one) => {
          const { [one]: _gone, ...less } = criteria;
          const confirmed = await qualify([aDeal({ stage, criteria: { ...less, [one]: true } })]);
          const unknown = await qualify([aDeal({ stage, criteria: less })]);
          if (unknown.verdict === 'qualified') expect(confirmed.verdict).toBe('qualified');
          if (confirmed.verdict !== 'qualified') expect(unknown.verdict).not.toBe('qualified');
          const disproved = await qualify([aDeal({ stage, criteria: { ...less, [one]: false } })]);
          expect(RANK[disproved.verdict]).toBeLessThanOrEqual(RANK[confirmed.verdict]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never qualifies without a confirmed need or pain, and lists every criterion once', async () => {
    await fc.assert(
      fc.asyncProperty(criteriaOf, stageOf, async (criteria, stage) => {
        const found = await qualify([aDeal({ stage, criteria })]);
        if (found.verdict === 'qualified') expect(criteria.need ?? criteria.identify_pain).toBe(true);
        const listed = found.frameworks.flatMap((one) => [
          ...one.confirmed,
          ...one.disproved,
          ...one.unknown,
        ]);
        expect([...listed].sort()).toEqual([...BANT, ...MEDDICC].sort());
      }),
      { numRuns: 200 },
    );
  });
});
