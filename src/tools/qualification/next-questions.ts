import { z } from 'zod';
import type { StageRules } from '../../core/playbook-stages.ts';
import { Criterion, type Opportunity } from '../../core/records.ts';
import { expectedBy, type FrameworkName, IN_ORDER, QUESTIONS } from './frameworks.ts';
import { judgeFramework } from './verdict.ts';

export const OpenQuestion = z.strictObject({ criterion: Criterion, question: z.string().max(200) });
export type OpenQuestion = z.infer<typeof OpenQuestion>;

export const MAX_QUESTIONS = 5;
/** Pairs that ask nearly the same; the second is not asked while the first is. */
const TWINS: readonly (readonly [Criterion, Criterion])[] = [
  ['need', 'identify_pain'],
  ['economic_buyer', 'authority'],
];

/** The next questions to ask: first what the stage already asks for. Without a deal all is unknown. */
export function nextQuestions(
  deal: Pick<Opportunity, 'criteria' | 'stage'> | null,
  names: readonly FrameworkName[],
  stages: StageRules,
): OpenQuestion[] {
  const all = questionsFor(deal, names, stages);
  const open = new Set(all.map(({ criterion }) => criterion));
  const twins = new Set(TWINS.flatMap(([asked, twin]) => (open.has(asked) ? [twin] : [])));
  return all.filter(({ criterion }) => !twins.has(criterion)).slice(0, MAX_QUESTIONS);
}

/** A question for each unknown criterion, in the same order. */
export function questionsFor(
  deal: Pick<Opportunity, 'criteria' | 'stage'> | null,
  names: readonly FrameworkName[],
  stages: StageRules,
): OpenQuestion[] {
  const subject = deal ?? { criteria: {}, stage: 'discovery' as const };
  const open = new Set(names.flatMap((name) => judgeFramework(name, subject).unknown));
  const due = expectedBy(subject.stage, stages);
  const inOrder = IN_ORDER.filter((criterion) => open.has(criterion));
  return [...inOrder.filter((one) => due.has(one)), ...inOrder.filter((one) => !due.has(one))].map(
    (criterion) => ({ criterion, question: QUESTIONS[criterion] }),
  );
}
