import type { Registry, Template } from '../../config/registry-schema.ts';
import { PLANNING_TOOL } from '../../core/planning.ts';
import { referencesIn } from '../../core/reference.ts';

type TemplateStep = Template['steps'][number];

/** One way to fill a tool's input, as a template of the registry does it. */
export interface Wiring {
  readonly template: string;
  readonly step: TemplateStep;
  /** Names of the arguments that it cannot do without, and of those that it can use. */
  readonly needs: readonly string[];
  readonly uses: readonly string[];
  /** Steps of the same template whose results it takes, required ones and all. */
  readonly requires: readonly string[];
  readonly takes: readonly string[];
  /** The tool of each step of that template. */
  readonly toolOf: ReadonlyMap<string, string>;
}

/** How the templates of the registry use each tool: what people laid down there is what a plan may do. */
export function wiringsOf({ plans }: Pick<Registry, 'plans'>): ReadonlyMap<string, readonly Wiring[]> {
  const found = new Map<string, Wiring[]>();
  for (const [template, { steps }] of Object.entries(plans)) {
    if (steps.some(({ tool }) => tool === PLANNING_TOOL)) continue;
    const toolOf = new Map(steps.map(({ id, tool }) => [id, tool] as const));
    for (const step of steps) {
      const references = referencesIn(step.input);
      const args = argumentsIn(step.input);
      const wiring = {
        template,
        step,
        needs: names(args.filter(({ optional }) => !optional)),
        uses: names(args),
        requires: ids(references.filter(({ optional }) => !optional)),
        takes: ids(references),
        toolOf,
      };
      found.set(step.tool, [...(found.get(step.tool) ?? []), wiring]);
    }
  }
  return found;
}

interface Argument {
  readonly name: string;
  readonly optional: boolean;
}

function argumentsIn(value: unknown): Argument[] {
  if (typeof value === 'string') {
    const [, name, optional] = /^\$args\.([A-Za-z]\w*)(\?)?$/.exec(value) ?? [];
    return name === undefined ? [] : [{ name, optional: optional === '?' }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(argumentsIn);
}

const names = (args: readonly Argument[]) => [...new Set(args.map(({ name }) => name))];
const ids = (references: readonly { stepId: string }[]) => [
  ...new Set(references.map(({ stepId }) => stepId)),
];
