import type { StageRules } from '../../core/playbook-stages.ts';
import { BANT, type Criterion, MEDDICC, type Opportunity, type Stage } from '../../core/records.ts';

export const FRAMEWORKS = { bant: BANT, meddicc: MEDDICC } as const satisfies Record<
  string,
  readonly Criterion[]
>;
export type FrameworkName = keyof typeof FRAMEWORKS;

/** A question to ask the buyer for each criterion, in words that can be used as they stand. */
export const QUESTIONS: Readonly<Record<Criterion, string>> = {
  need: 'Which problem would you most like to see solved this year?',
  identify_pain: 'What does it cost you when this problem stays as it is?',
  authority: 'Who besides you needs to agree before you can go ahead?',
  economic_buyer: 'Who releases the budget, and when could we speak together?',
  timing: 'By when does this need to be in place, and what depends on that date?',
  budget: 'Is there a budget for this, or how would one be found?',
  champion: 'Who in your team would gain most from this and wants to drive it?',
  metrics: 'Which number would tell you a year from now that this was worth it?',
  decision_criteria: 'By which criteria will you compare the options?',
  decision_process: 'Which steps lead from here to a signed decision?',
  competition: 'Which other options are you looking at, including doing nothing?',
};

export const CRITERION_LABELS: Readonly<Record<Criterion, string>> = {
  need: 'need',
  identify_pain: 'pain',
  authority: 'authority',
  economic_buyer: 'economic buyer',
  timing: 'timing',
  budget: 'budget',
  champion: 'champion',
  metrics: 'metrics',
  decision_criteria: 'decision criteria',
  decision_process: 'decision process',
  competition: 'competition',
};

/** All criteria in the order in which a deal usually needs them. */
export const IN_ORDER: readonly Criterion[] = [
  'need',
  'identify_pain',
  'authority',
  'timing',
  'champion',
  'metrics',
  'economic_buyer',
  'budget',
  'decision_criteria',
  'decision_process',
  'competition',
];

const OPEN_STAGES = ['discovery', 'qualification', 'proposal', 'negotiation'] as const;

/** What ought to be known at a stage; a stage that is not known asks as much as a proposal. */
export function expectedBy(stage: Stage, stages: StageRules): ReadonlySet<Criterion> {
  const position = OPEN_STAGES.findIndex((open) => open === (stage === 'unknown' ? 'proposal' : stage));
  return new Set(OPEN_STAGES.slice(0, position + 1).flatMap((open) => stages[open].expects));
}

export type Known = 'confirmed' | 'disproved' | 'unknown';

export function known(deal: Pick<Opportunity, 'criteria'>, criterion: Criterion): Known {
  const value = deal.criteria[criterion];
  return value === undefined ? 'unknown' : value ? 'confirmed' : 'disproved';
}

/** Two criteria that ask the same of a deal: disproved by either, else confirmed by either. */
export function eitherKnown(deal: Pick<Opportunity, 'criteria'>, a: Criterion, b: Criterion): Known {
  const both = [known(deal, a), known(deal, b)];
  if (both.includes('disproved')) return 'disproved';
  return both.includes('confirmed') ? 'confirmed' : 'unknown';
}
