import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import type { FitCriterion } from '../../core/icp.ts';
import type { Account } from '../../core/records.ts';
import { defineTool } from '../../core/tool.ts';
import { requireAccount } from '../shared/lookups.ts';
import { percent } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { oneLine } from '../shared/text.ts';
import { FitPart, FitTier, judgeFit } from './judge-fit.ts';

export const FitOutput = Finding.extend({
  accountId: z.string(),
  accountName: z.string(),
  score: z.number().min(0).max(1).nullable(),
  tier: FitTier,
  breakdown: z.array(FitPart),
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
    const { score, tier, confidence, breakdown, disqualifiers, unknowns } = judgeFit(account, context);
    const finding: z.input<typeof FitOutput> = {
      accountId,
      accountName: oneLine(account.name, 100),
      score,
      tier,
      breakdown: [...breakdown],
      disqualifiers: [...disqualifiers],
      headline: '',
      reasons: tier === 'excluded' ? [...disqualifiers] : reasonsOf(breakdown),
      unknowns: [...unknownsOf(breakdown), ...unknowns],
      confidence,
      ...provenance([account], context.data),
    };
    const disagreements = disagreementsOf(account);
    return {
      ...finding,
      headline: headlineOf(finding),
      ...(disagreements.length > 0 && { details: [{ title: 'Sources disagree', lines: disagreements }] }),
    };
  },
});

const FIELDS: Readonly<Record<string, string>> = {
  employeeCount: 'employees',
  annualRevenue: 'annual revenue',
  status: 'status',
};

/** What sources say otherwise than what was counted. */
function disagreementsOf({ conflicts = [], source, facts = {} }: Account): string[] {
  return conflicts.slice(0, 20).map(({ field, source: other, value }) => {
    const counted = facts[field]?.source ?? source;
    return `${oneLine(other, 60)} says ${FIELDS[field] ?? field} ${oneLine(value, 60)}; ${oneLine(counted, 60)} counts.`;
  });
}

type Breakdown = readonly FitPart[];

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
