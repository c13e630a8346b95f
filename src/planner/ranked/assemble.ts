import type { Goal } from '../../core/planning.ts';
import { parseReference } from '../../core/reference.ts';
import type { DraftStep } from '../draft-step.ts';
import { fillArguments } from '../fill-arguments.ts';
import type { Wiring } from './wirings.ts';

/** How many accounts a plan goes through one by one. */
const MOST_ACCOUNTS = 3;

/** One tool in the plan, for one account where it is about one. */
interface Part {
  readonly id: string;
  readonly wiring: Wiring;
  readonly args: Readonly<Record<string, unknown>>;
  readonly accountId: string | undefined;
}

/**
 * Makes steps of ways to use tools: each once for every account that the goal names, with what a template takes
 * from another step taken from that step's place in this plan. What is taken from comes first.
 */
export function assemble(wirings: readonly Wiring[], goal: Goal): DraftStep[] {
  const parts = partsOf(wirings, goal);
  const ordered: DraftStep[] = [];
  const visited = new Set<Part>();
  const partOf = (part: Part, stepId: string) => {
    const tool = part.wiring.toolOf.get(stepId);
    return parts.find(
      (other) =>
        other !== part &&
        other.wiring.step.tool === tool &&
        (other.accountId === part.accountId || other.accountId === undefined),
    );
  };
  const place = (part: Part) => {
    if (visited.has(part)) return;
    visited.add(part);
    const { step, takes } = part.wiring;
    for (const stepId of [...takes, ...step.after]) {
      const before = partOf(part, stepId);
      if (before) place(before);
    }
    const placed = (stepId: string) => {
      const id = partOf(part, stepId)?.id;
      return ordered.some((other) => other.id === id) ? id : undefined;
    };
    ordered.push({
      id: part.id,
      tool: step.tool,
      input: renamed(fillArguments(step.input, part.args), placed) as DraftStep['input'],
      after: step.after.flatMap((stepId) => placed(stepId) ?? []),
      reason: step.reason,
    });
  };
  parts.forEach(place);
  return ordered;
}

function partsOf(wirings: readonly Wiring[], { accounts, args }: Goal): Part[] {
  const taken = new Map<string, number>();
  return wirings.flatMap((wiring) => {
    const each = wiring.uses.includes('accountId') ? accounts.slice(0, MOST_ACCOUNTS) : [];
    const subjects = each.length > 0 ? each : [undefined];
    return subjects.map((account): Part => {
      const count = (taken.get(wiring.step.id) ?? 0) + 1;
      taken.set(wiring.step.id, count);
      return {
        id: count === 1 ? wiring.step.id : `${wiring.step.id.slice(0, 36)}_${count}`,
        wiring,
        args: account ? { ...args, accountId: account.accountId, account: account.name } : args,
        accountId: account?.accountId,
      };
    });
  });
}

/** References under the names of this plan; those to a step that is not in it disappear with their keys. */
function renamed(value: unknown, placed: (stepId: string) => string | undefined): unknown {
  if (typeof value === 'string') return renamedText(value, placed) ?? null;
  if (Array.isArray(value)) {
    return value
      .map((item) => renamed(item, placed))
      .filter((item, index) => item !== null || value[index] === null);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const next = renamed(inner, placed);
      return (next === null && inner !== null) || isEmpty(next) ? [] : [[key, next] as const];
    }),
  );
}

/** An object of which nothing is left. */
function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0
  );
}

function renamedText(text: string, placed: (stepId: string) => string | undefined): string | undefined {
  const reference = parseReference(text);
  if (!reference) return text;
  const id = placed(reference.stepId);
  return id && `$steps.${[id, 'output', ...reference.path].join('.')}${reference.optional ? '?' : ''}`;
}
