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

/** What ought to be known by each open stage, besides what the stages before it ask. */
const EXPECTED: readonly { readonly stage: Stage; readonly criteria: readonly Criterion[] }[] = [
  { stage: 'discovery', criteria: ['need', 'identify_pain'] },
  { stage: 'qualification', criteria: ['authority', 'timing', 'champion', 'metrics'] },
  { stage: 'proposal', criteria: ['economic_buyer', 'budget', 'decision_criteria', 'decision_process'] },
  { stage: 'negotiation', criteria: ['competition'] },
];

/** All criteria in the order in which a deal needs them. */
export const IN_ORDER: readonly Criterion[] = EXPECTED.flatMap(({ criteria }) => criteria);

/** What ought to be known at a stage; a stage that is not known asks as much as a proposal. */
export function expectedBy(stage: Stage): ReadonlySet<Criterion> {
  const position = EXPECTED.findIndex((entry) => entry.stage === (stage === 'unknown' ? 'proposal' : stage));
  return new Set(EXPECTED.slice(0, position + 1).flatMap(({ criteria }) => criteria));
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
