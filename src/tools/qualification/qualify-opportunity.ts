import { z } from 'zod';
import { Finding } from '../../core/finding.ts';
import { Criterion, type Opportunity, Stage } from '../../core/records.ts';
import { defineTool } from '../../core/tool.ts';
import { round3 } from '../shared/numbers.ts';
import { provenance } from '../shared/provenance.ts';
import { count, listed, oneLine } from '../shared/text.ts';
import { chooseDeal, dealStatus } from './choose-deal.ts';
import { DealQuestion, NAMES_ONE_DEAL, namesOneDeal } from './deal-question.ts';
import { Evidence, evidenceOf, stillHolding } from './evidence.ts';
import { CRITERION_LABELS, type FrameworkName, IN_ORDER } from './frameworks.ts';
import { MAX_QUESTIONS, nextQuestions, OpenQuestion, questionsFor } from './next-questions.ts';
import { qualificationDetails } from './qualification-details.ts';
import { type FrameworkResult, judgeDeal, judgeFramework } from './verdict.ts';

const Verdict = z.enum(['qualified', 'not_qualified', 'insufficient_evidence', 'closed']);
export const DealStatus = z.enum(['open', 'won', 'lost', 'none']);

export const QualificationOutput = Finding.extend({
  accountId: z.string().nullable(),
  opportunityId: z.string().nullable(),
  opportunityName: z.string().optional(),
  stage: Stage.optional(),
  status: DealStatus,
  verdict: Verdict,
  frameworks: z.array(
    z.strictObject({
      name: z.enum(['bant', 'meddicc']),
      /** Confirmed ÷ known; null when nothing is known. */
      score: z.number().min(0).max(1).nullable(),
      /** Known ÷ all. */
      completeness: z.number().min(0).max(1),
      confirmed: z.array(Criterion),
      disproved: z.array(Criterion),
      unknown: z.array(Criterion),
    }),
  ),
  /** What the known facts rest on. */
  evidence: z.array(Evidence).default([]),
  disqualifiers: z.array(z.string()),
  /** What to ask next, most important for the stage first. */
  questions: z.array(OpenQuestion).max(MAX_QUESTIONS),
  otherOpen: z.number().int().nonnegative(),
});
export type QualificationOutput = z.infer<typeof QualificationOutput>;

export const qualifyOpportunity = defineTool({
  name: 'qualify_opportunity',
  domain: 'qualification',
  purpose: 'Is the deal real: what is confirmed, what is disproved and what does nobody know yet?',
  guardrails: ['Insufficient evidence is never qualified.', 'Never changes a stage.', 'Unknown is not no.'],
  sideEffect: 'read-only',
  idempotent: true,
  input: z
    .strictObject({ ...DealQuestion, framework: z.enum(['bant', 'meddicc', 'both']).default('both') })
    .refine(namesOneDeal, NAMES_ONE_DEAL),
  output: QualificationOutput,
  async run(input, context) {
    const { deal: chosen, otherOpen, accountId } = await chooseDeal(input, context);
    const { stages, deals: rules } = context.playbook;
    const evidence = chosen ? evidenceOf(chosen, context.now, rules.qualified.stale_after_days) : [];
    const deal = chosen && stillHolding(chosen, evidence);
    const names: FrameworkName[] = input.framework === 'both' ? ['bant', 'meddicc'] : [input.framework];
    const status = dealStatus(deal);
    const isOver = status === 'won' || status === 'lost';
    const frameworks = deal ? names.map((name) => judgeFramework(name, deal)) : [];
    const judged =
      deal && status === 'open'
        ? judgeDeal(deal, frameworks, context)
        : {
            verdict: deal ? ('closed' as const) : ('insufficient_evidence' as const),
            disqualifiers: [],
            reasons: [],
          };
    const others =
      otherOpen > 0 ? [`${count(otherOpen, 'other open deal')} of the account not looked at.`] : [];
    return {
      accountId,
      opportunityId: deal?.opportunityId ?? null,
      ...(deal ? { opportunityName: oneLine(deal.name, 80), stage: deal.stage } : {}),
      status,
      verdict: judged.verdict,
      frameworks,
      evidence,
      disqualifiers: [...judged.disqualifiers],
      questions: isOver ? [] : nextQuestions(deal, names, stages),
      otherOpen,
      headline: headlineOf(deal, status, judged.verdict),
      reasons: [...reasonsOf(status, judged.reasons), ...others],
      unknowns: unknownsOf(deal, status, frameworks, evidence),
      confidence:
        status === 'open' ? round3(Math.max(...frameworks.map(({ completeness }) => completeness))) : null,
      ...provenance(deal ? [deal] : [], context.data),
      details: qualificationDetails(frameworks, evidence, isOver ? [] : questionsFor(deal, names, stages)),
    };
  },
});

const STATUS_REASONS = {
  none: ['There is no deal on record, so there is nothing to qualify yet.'],
  won: ['The deal is won; there is nothing left to qualify.'],
  lost: ['The deal is lost; qualify it anew if it opens again.'],
} as const;

function reasonsOf(status: z.infer<typeof DealStatus>, reasons: readonly string[]): string[] {
  return status === 'open' ? reasons.slice(0, 5) : [...STATUS_REASONS[status]];
}

function headlineOf(
  deal: Opportunity | null,
  status: z.infer<typeof DealStatus>,
  verdict: z.infer<typeof Verdict>,
): string {
  if (!deal) return 'There is no deal to qualify.';
  const name = oneLine(deal.name, 80);
  if (status !== 'open') return `${name} is closed and ${status}.`;
  const at = deal.stage === 'unknown' ? 'at an unknown stage' : `at ${deal.stage}`;
  if (verdict === 'qualified') return `${name}, ${at}, is qualified.`;
  if (verdict === 'not_qualified') return `${name}, ${at}, is not qualified.`;
  return `There is not enough evidence yet to call ${name}, ${at}, qualified.`;
}

function unknownsOf(
  deal: Opportunity | null,
  status: z.infer<typeof DealStatus>,
  frameworks: readonly FrameworkResult[],
  evidence: readonly Evidence[],
): string[] {
  if (!deal) return ['Whether there is a need, a budget, a decider and a date.'];
  if (status !== 'open') return [];
  const open = new Set(frameworks.flatMap(({ unknown }) => unknown));
  const names = IN_ORDER.filter((criterion) => open.has(criterion)).map(
    (criterion) => CRITERION_LABELS[criterion],
  );
  const outdated = evidence
    .filter(({ state }) => state === 'outdated')
    .map(({ criterion }) => CRITERION_LABELS[criterion]);
  const undated = evidence.some(({ date }) => date === null);
  return [
    ...(names.length > 0 ? [`Not known: ${listed(names)}.`] : []),
    ...(deal.stage === 'unknown' ? ['The stage; it was judged as strictly as a proposal.'] : []),
    ...(outdated.length > 0 ? [`Known once, too long ago to count: ${listed(outdated)}.`] : []),
    ...(undated ? ['When and by whom the known facts were confirmed.'] : []),
  ];
}
