import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import { FitCriterion } from '../../core/icp.ts';
import { defineTool } from '../../core/tool.ts';
import { requireAccount } from '../shared/lookups.ts';
import { percent, round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { oneLine } from '../shared/text.ts';
import { judgeExclusions } from './disqualifiers.ts';
import { JUDGES } from './fit-criteria.ts';
import { fitWeights } from './fit-weights.ts';

export const FitTier = z.enum(['A', 'B', 'C', 'D', 'needs_data', 'excluded']);
export type FitTier = z.infer<typeof FitTier>;

/** Lowest scores of the tiers A, B and C. */
export const FIT_THRESHOLDS = { A: 0.8, B: 0.6, C: 0.4 } as const;
/** Share of the weight that must be known before a score earns a tier. */
export const FIT_MIN_CONFIDENCE = 0.5;

const Part = z.strictObject({
  criterion: FitCriterion,
  weight: z.number(),
  /** Null: not known, so it counts neither for nor against. */
  score: z.number().nullable(),
  value: z.string().optional(),
  note: z.string(),
});

export const FitOutput = Finding.extend({
  accountId: z.string(),
  accountName: z.string(),
  score: z.number().min(0).max(1).nullable(),
  tier: FitTier,
  breakdown: z.array(Part),
  disqualifiers: z.array(z.string()),
});
export type FitOutput = z.infer<typeof FitOutput>;

export const scoreAccountFit = defineTool({
  name: 'score_account_fit',
  domain: 'intelligence',
  purpose: 'How much does the account resemble the customers we win with?',
  guardrails: [
    'Advisory only.',
    'What is not known counts neither for nor against.',
    'Says nothing about timing.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z.strictObject({ accountId: z.string().min(1).max(200) }),
  output: FitOutput,
  async run({ accountId }, context) {
    const account = await requireAccount(accountId, context);
    const breakdown = fitWeights(context.icp).map(({ criterion, weight }) => {
      const judged = JUDGES[criterion](account, context.icp);
      return {
        ...judged,
        criterion,
        weight: round3(weight),
        score: judged.score === null ? null : round3(judged.score),
      };
    });
    const { disqualifiers, unknowns } = judgeExclusions(account, context.icp);
    const { score, confidence } = weigh(breakdown);
    const tier = disqualifiers.length > 0 ? 'excluded' : tierOf(score, confidence);
    const finding: z.input<typeof FitOutput> = {
      accountId,
      accountName: oneLine(account.name, 100),
      score: tier === 'excluded' ? 0 : score,
      tier,
      breakdown,
      disqualifiers: [...disqualifiers],
      headline: '',
      reasons: tier === 'excluded' ? [...disqualifiers] : reasonsOf(breakdown),
      unknowns: [...unknownsOf(breakdown), ...unknowns],
      confidence,
      ...provenance([account], context.data),
    };
    return { ...finding, headline: headlineOf(finding) };
  },
});

type Breakdown = readonly z.infer<typeof Part>[];

/** Score over what is known, and the share of the weight that is known. */
function weigh(breakdown: Breakdown): { score: number | null; confidence: number } {
  let known = 0;
  let sum = 0;
  for (const { weight, score } of breakdown) {
    if (score === null) continue;
    known += weight;
    sum += weight * score;
  }
  if (known === 0) return { score: null, confidence: 0 };
  return { score: round3(Math.min(1, sum / known)), confidence: round3(Math.min(1, known)) };
}

function tierOf(score: number | null, confidence: number): FitTier {
  if (score === null || confidence < FIT_MIN_CONFIDENCE) return 'needs_data';
  if (score >= FIT_THRESHOLDS.A) return 'A';
  if (score >= FIT_THRESHOLDS.B) return 'B';
  return score >= FIT_THRESHOLDS.C ? 'C' : 'D';
}

const LABELS: Readonly<Record<FitCriterion, string>> = {
  industry: 'Industry',
  annual_revenue: 'Annual revenue',
  employees: 'Employees',
  region: 'Region',
  country: 'Country',
  technologies: 'Technologies',
};

function reasonsOf(breakdown: Breakdown): string[] {
  return breakdown
    .filter(({ score }) => score !== null)
    .sort((a, b) => b.weight - a.weight)
    .map(({ criterion, value, note }) => `${LABELS[criterion]}${value ? ` ${value}` : ''}: ${note}.`);
}

function unknownsOf(breakdown: Breakdown): string[] {
  if (breakdown.length === 0)
    return ['The ideal customer profile names no criteria, so there is nothing to score.'];
  return breakdown
    .filter(({ score }) => score === null)
    .map(({ criterion, note }) => `${LABELS[criterion]}: ${note}.`);
}

function headlineOf({ accountName, tier, score, confidence }: z.input<typeof FitOutput>): string {
  if (tier === 'excluded') return `${accountName} is excluded by the ideal customer profile.`;
  if (score === null) return `The fit of ${accountName} cannot be scored: none of the criteria is known.`;
  const known = percent(confidence ?? 0);
  if (tier === 'needs_data') {
    return `${accountName} scores ${score.toFixed(2)} on fit, but only ${known} of what counts is known.`;
  }
  return `${accountName} is a tier ${tier} fit at ${score.toFixed(2)}, with ${known} of what counts known.`;
}
