import { type Amounts, StepId, type StepSpec } from '../core/plan.ts';
import { CONFIRMING_TOOL, type Goal, PLANNING_TOOL } from '../core/planning.ts';
import type { Tool } from '../core/tool.ts';
import type { DraftStep } from './draft-step.ts';
import { inputProblems } from './input-problems.ts';
import { overruns } from './plan-room.ts';
import { type PlannerConfig, profileNamed } from './planner-config.ts';
import { specifyStep } from './specify-step.ts';

const MOST_STEPS = 12;

export interface Validation {
  readonly steps: readonly StepSpec[];
  /** Sentences for whoever made the steps; none: they may run. */
  readonly problems: readonly string[];
}

export interface ValidationParts {
  readonly config: PlannerConfig;
  readonly tools: ReadonlyMap<string, Tool>;
}

/**
 * Holds steps, whoever made them, against the registry, the tools' schemas and the facts of the goal. Class, cost,
 * time limit, checks and approval come from the registry alone; a tool that the profile does not allow, an
 * identifier that the goal does not name and a reference into nothing are refused.
 */
export function validatePlan(
  { config, tools }: ValidationParts,
  drafts: readonly DraftStep[],
  { goal, taken, usedIds }: { goal: Goal; taken: Amounts; usedIds: readonly string[] },
): Validation {
  if (drafts.length === 0) return { steps: [], problems: ['the plan has no steps'] };
  if (drafts.length > MOST_STEPS) {
    return {
      steps: [],
      problems: [`the plan has ${drafts.length} steps; at most ${MOST_STEPS} are allowed`],
    };
  }
  const profile = profileNamed(config);
  const known = knownIds(goal);
  const problems = drafts.flatMap((draft, index) => {
    const earlier = drafts.slice(0, index);
    const at = (text: string) => `step ${index + 1} ("${draft.id.slice(0, 40)}"): ${text}`;
    const tool = tools.get(draft.tool);
    const isOurs = draft.tool === PLANNING_TOOL || draft.tool === CONFIRMING_TOOL;
    if (!tool || isOurs || !config.registry.tools[draft.tool] || !profile.tools.includes(draft.tool)) {
      return [at(`there is no tool "${draft.tool.slice(0, 60)}"`)];
    }
    const toolOf = (stepId: string) => {
      const before = earlier.find(({ id }) => id === stepId);
      return before && tools.get(before.tool);
    };
    return [
      ...idProblems(draft.id, [...usedIds, ...earlier.map(({ id }) => id)]),
      ...draft.after
        .filter((id) => !earlier.some((step) => step.id === id))
        .map((id) => `"${id}" is no earlier step`),
      ...inputProblems(draft, tool, toolOf),
      ...madeUpIds(draft.input, known),
    ].map(at);
  });
  if (problems.length > 0) return { steps: [], problems };
  const steps = drafts.map((draft) => specifyStep(config, { ...draft, onDenied: 'skip' }));
  return { steps, problems: overruns(profile.budgets, steps, taken) };
}

function idProblems(id: string, taken: readonly string[]): string[] {
  if (!StepId.safeParse(id).success) return ['an id is a lower-case letter, then letters, digits and _'];
  return taken.includes(id) ? ['this id is taken'] : [];
}

/** Identifiers that the goal names; a plan is about nothing else. */
function knownIds({ accounts, args }: Goal): ReadonlySet<string> {
  return new Set([...accounts.map(({ accountId }) => accountId), ...textsIn(args)]);
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** No planner chooses for itself whom something is about or goes to. */
function madeUpIds(input: DraftStep['input'], known: ReadonlySet<string>): string[] {
  return Object.entries(input).flatMap(([key, value]) => {
    if (!/(?:Id|Ids|Ref)$/.test(key)) return [];
    return textsIn(value)
      .filter((text) => !text.startsWith('$steps.') && !known.has(text))
      .map((text) => `"${key}" is "${text.slice(0, 60)}", which the goal does not name`);
  });
}
