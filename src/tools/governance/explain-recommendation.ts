import { z } from 'zod';
import { CugarError } from '../../core/errors.ts';
import { Finding } from '../../core/finding.ts';
import type { PlanRecord } from '../../core/plan.ts';
import { FitAxis, Recommendation, TimingAxis } from '../../core/playbook-priority.ts';
import { defineTool, type ToolContext } from '../../core/tool.ts';
import { SignalsOutput } from '../intelligence/detect-buying-signals.ts';
import { FitOutput } from '../intelligence/score-account-fit.ts';
import { RiskOutput } from '../qualification/assess-deal-risk.ts';
import { QualificationOutput } from '../qualification/qualify-opportunity.ts';
import { round3 } from '../shared/numbers.ts';
import { combinedProvenance, provenance } from '../shared/provenance.ts';
import { listed, oneLine } from '../shared/text.ts';
import { Contribution, contributionsOf } from './contributions.ts';
import { counterfactuals } from './counterfactuals.ts';
import { findingsOfPlan, provenanceLines } from './explain/findings-of-plan.ts';
import { whatCounted } from './explain/what-counted.ts';
import { cellOf, decide, type Records } from './matrix.ts';

export const ExplanationOutput = Finding.extend({
  accountId: z.string(),
  recommendation: Recommendation,
  priority: z.strictObject({ fit: FitAxis, timing: TimingAxis }),
  contributions: z.array(Contribution),
  /** What would change the outcome, the nearest threshold first. */
  wouldChange: z.array(z.string()),
  nextStep: z.string(),
});
export type ExplanationOutput = z.infer<typeof ExplanationOutput>;

const LABELS = {
  fit: 'fit',
  signals: 'buying signals',
  qualification: 'qualification',
  risk: 'deal risk',
} as const;
const PARTS = Object.keys(LABELS) as (keyof typeof LABELS)[];

export const explainRecommendation = defineTool({
  name: 'explain_recommendation',
  domain: 'governance',
  purpose: 'What follows from the findings, why, and what would change it?',
  guardrails: [
    'Rebuilt from the findings alone.',
    'Missing findings are named.',
    'Never makes up a reason afterwards.',
  ],
  sideEffect: 'read-only',
  idempotent: true,
  input: z
    .strictObject({
      accountId: z.string().min(1).max(200).optional(),
      /** A plan whose stored findings are explained. */
      planId: z.ulid().optional(),
      fit: FitOutput.optional(),
      signals: SignalsOutput.optional(),
      qualification: QualificationOutput.optional(),
      risk: RiskOutput.optional(),
    })
    .refine(({ accountId, planId }) => (accountId ?? planId) !== undefined, 'name an account or a plan')
    .refine(
      ({ planId, fit, signals, qualification, risk }) =>
        planId === undefined || (fit ?? signals ?? qualification ?? risk) === undefined,
      'a plan brings its own findings',
    ),
  output: ExplanationOutput,
  async run(input, context) {
    const { data, playbook } = context;
    const { accountId, records, plan } = await recordsAsked(input, context);
    refuseMixedAccounts(accountId, records);
    const given = PARTS.flatMap((part) => records[part] ?? []);
    const missing = PARTS.filter((part) => records[part] === undefined).map((part) => LABELS[part]);
    const { recommendation, rule } = decide(records, playbook.priority);
    const name = records.fit?.accountName ?? oneLine((await data.account(accountId))?.name ?? accountId, 100);
    return {
      accountId,
      recommendation,
      priority: cellOf(records, playbook.priority),
      contributions: contributionsOf(records),
      wouldChange: counterfactuals(records, playbook).slice(0, 3),
      nextStep: nextStepOf(recommendation, records),
      headline: `${name}: ${HEADLINES[recommendation]}.`,
      reasons: [rule, ...given.map(({ headline }) => oneLine(headline, 160))],
      unknowns: [
        ...(missing.length > 0 ? [`Not part of this recommendation: ${listed(missing)}.`] : []),
        ...new Set(given.flatMap(({ unknowns }) => unknowns.slice(0, 1))),
      ],
      confidence: confidenceOf(given),
      ...(given.length > 0 ? combinedProvenance(given) : provenance([], data)),
      details: [
        ...whatCounted(records),
        ...(plan ? [{ title: 'Rebuilt from these records', lines: provenanceLines(plan) }] : []),
      ],
    };
  },
});

type Asked = { accountId?: string | undefined; planId?: string | undefined } & Records;

/** The findings given, or those that the plan stored. */
async function recordsAsked(
  { accountId = '', planId, ...given }: Asked,
  { records }: ToolContext,
): Promise<{ accountId: string; records: Records; plan?: PlanRecord }> {
  if (planId === undefined) return { accountId, records: given };
  const plan = await records?.plan(planId);
  if (!plan) {
    throw new CugarError('RESOURCE_NOT_FOUND', 'There is no record of this plan.', {
      hint: 'A plan is kept for 90 days after its end.',
    });
  }
  return { ...findingsOfPlan(plan, accountId || undefined), plan };
}

const HEADLINES: Readonly<Record<Recommendation, string>> = {
  pursue_now: 'pursue now',
  nurture: 'stay in touch, but do not push',
  clarify_first: 'clarify before putting more work in',
  hold: 'hold',
  disqualify: 'do not pursue',
  no_action: 'no action needed',
};

/** Findings about another account would make a convincing and wrong explanation. */
function refuseMixedAccounts(accountId: string, { fit, signals, qualification, risk }: Records): void {
  const ids = [fit?.accountId, signals?.accountId, qualification?.accountId, risk?.accountId];
  if (ids.every((id) => id === undefined || id === null || id === accountId)) return;
  throw new CugarError('AGENT_CONTRACT', 'The findings to explain are about different accounts.');
}

function nextStepOf(recommendation: Recommendation, { qualification, risk, fit }: Records): string {
  const question = qualification?.questions[0]?.question;
  const advice = risk?.recommendations[0];
  const gap = fit?.breakdown.find(({ score }) => score === null)?.criterion.replaceAll('_', ' ');
  const steps: Readonly<Record<Recommendation, string>> = {
    pursue_now: advice ?? 'Review the draft and get in touch this week.',
    nurture: 'Look at the account again when something happens there.',
    clarify_first: question
      ? `Ask: ${question}`
      : gap
        ? `Find out the ${gap} of the account.`
        : (advice ?? 'Find out what is missing.'),
    hold: advice ?? 'Put no more work in until what speaks against it changes.',
    disqualify: 'Spend the time on another account.',
    no_action: 'Nothing to do now.',
  };
  return steps[recommendation];
}

/** Mean confidence of the findings that have one, scaled by how many of the four are there. */
function confidenceOf(given: readonly Finding[]): number | null {
  const known = given.flatMap(({ confidence }) => confidence ?? []);
  if (known.length === 0) return null;
  const mean = known.reduce((sum, confidence) => sum + confidence, 0) / known.length;
  return round3((mean * given.length) / PARTS.length);
}
