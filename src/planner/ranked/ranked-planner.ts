import type { Registry } from '../../config/registry-schema.ts';
import { CugarError } from '../../core/errors.ts';
import type { Goal } from '../../core/planning.ts';
import type { Tool } from '../../core/tool.ts';
import type { DraftStep } from '../draft-step.ts';
import { assemble } from './assemble.ts';
import { chooseWiring } from './choose.ts';
import { clausesOf } from './clauses.ts';
import { createRanking } from './rank-tools.ts';
import { type Wiring, wiringsOf } from './wirings.ts';

export interface RankedPlannerParts {
  readonly registry: Registry;
  /** The tools of the profile. */
  readonly allowed: readonly string[];
  readonly tools: ReadonlyMap<string, Tool>;
}

export interface RankedPlan {
  readonly steps: readonly DraftStep[];
  /** What was understood but cannot be done, as questions to the person. */
  readonly unknowns: readonly string[];
}

/** Tools that a plan holds at most, besides those that they take their input from. */
const MOST_TOOLS = 6;

/** Plans by full text: the same goal, facts and registry give the same steps, and never all tools. */
export function createRankedPlanner(parts: RankedPlannerParts) {
  const wirings = wiringsOf(parts.registry);
  const rank = createRanking({ ...parts, wirings });
  const ways = (tool: string) => (parts.allowed.includes(tool) ? (wirings.get(tool) ?? []) : []);

  /** The ways to use what these ways take their input from, as far as the goal has what they need. */
  function suppliers(wanted: readonly Wiring[], goal: Goal, seen = new Set<string>()): Wiring[] {
    const tools = wanted.flatMap(({ takes, toolOf }) => takes.flatMap((stepId) => toolOf.get(stepId) ?? []));
    const found = tools.flatMap((tool) => {
      if (seen.has(tool)) return [];
      seen.add(tool);
      const chosen = chooseWiring(ways(tool), goal);
      return chosen.kind === 'usable' ? [chosen.wiring] : [];
    });
    return found.length === 0 ? [] : [...suppliers(found, goal, seen), ...found];
  }

  /** `fits` says whether that much may be planned; what is least wanted goes first. */
  return (goal: Goal, fits: (steps: readonly DraftStep[]) => boolean): RankedPlan => {
    const subject = { namesAccount: goal.accounts.length > 0 };
    const names = [...goal.accounts.map(({ name }) => name), ...goal.mentioned];
    const tools = [
      ...new Set(clausesOf(goal.goal, names).flatMap((wish) => rank(wish, subject).map(({ tool }) => tool))),
    ].slice(0, MOST_TOOLS);
    if (tools.length === 0) throw notUnderstood();
    const chosen = tools.map((tool) => ({ tool, way: chooseWiring(ways(tool), goal) }));
    const wanted = chosen.flatMap(({ way }) => (way.kind === 'usable' ? [way.wiring] : []));
    const unknowns = chosen.flatMap(({ tool, way }) =>
      way.kind === 'lacking' ? [`For ${words(tool)}: ${way.what.join(' and ')}.`] : [],
    );
    if (wanted.length === 0) throw lacking(unknowns);
    const whole = assemble(unique([...suppliers(wanted, goal), ...wanted]), goal);
    if (fits(whole)) return { steps: whole, unknowns };
    for (let kept = wanted; kept.length > 0; kept = kept.slice(0, -1)) {
      const steps = assemble(unique(kept), goal);
      const left = unique(wanted).filter(({ step }) => !steps.some(({ tool }) => tool === step.tool));
      const why = left.map(({ step }) => `Left out, for it does not fit into one plan: ${words(step.tool)}.`);
      if (fits(steps)) return { steps, unknowns: [...unknowns, ...why] };
    }
    throw new CugarError('POLICY_BUDGET', 'Not one of the steps for this goal fits into a plan.', {
      hint: 'Its budgets stand in registry.yaml.',
    });
  };
}

/** One way to use each tool; what was chosen for itself comes before what only supplies. */
function unique(wirings: readonly Wiring[]): Wiring[] {
  const last = new Map(wirings.map((wiring) => [wiring.step.tool, wiring] as const));
  return [...last.values()];
}

const words = (tool: string) => tool.replaceAll('_', ' ');

function notUnderstood(): CugarError {
  return new CugarError('USER_INPUT', 'None of the tools fits this goal.', {
    hint: 'Say what you want to know or have done, and for which account; `/cugar help` lists what there is.',
  });
}

function lacking(unknowns: readonly string[]): CugarError {
  return new CugarError('USER_INPUT', `The goal does not say everything. ${unknowns.join(' ')}`, {
    hint: 'Ask again and name it.',
  });
}
