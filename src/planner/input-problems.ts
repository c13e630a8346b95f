import { z } from 'zod';
import { parseReference, referencesIn } from '../core/reference.ts';
import type { Tool } from '../core/tool.ts';
import type { DraftStep } from './draft-step.ts';

/** Everything that is wrong with a step's input: keys, references to what does not exist, values of the wrong kind. */
export function inputProblems(
  { input }: DraftStep,
  tool: Tool,
  toolOf: (stepId: string) => Tool | undefined,
): string[] {
  const references = checkedReferences(input, toolOf);
  const referred = new Set(Object.keys(input).filter((key) => holdsReference(input[key])));
  const literals = Object.fromEntries(Object.entries(input).filter(([key]) => !referred.has(key)));
  const parsed = tool.input.safeParse(literals);
  const issues = parsed.success ? [] : parsed.error.issues;
  // What a reference will bring is judged by its own schema when it is there.
  const wrong = issues.filter(({ path }) => path.length === 0 || !referred.has(String(path[0])));
  const keys = keysOf(tool.input);
  const unknown = keys ? [...referred].filter((key) => !keys.includes(key)) : [];
  return [
    ...references,
    ...unknown.map((key) => `has no input "${key}"`),
    ...wrong.map(({ path, message }) => `input ${path.length > 0 ? `"${path.join('.')}" ` : ''}${message}`),
  ];
}

function checkedReferences(value: unknown, toolOf: (stepId: string) => Tool | undefined): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => checkedReferences(item, toolOf));
  if (typeof value === 'object' && value !== null) {
    return Object.values(value).flatMap((item) => checkedReferences(item, toolOf));
  }
  if (typeof value !== 'string' || !value.startsWith('$')) return [];
  if (!value.startsWith('$steps.')) return [`"${value}" is no reference to a step`];
  try {
    const reference = parseReference(value);
    const tool = reference && toolOf(reference.stepId);
    if (!tool) return [`"${value}" refers to no earlier step`];
    return reaches(tool.output, reference.path) ? [] : [`"${value}" is nothing that ${tool.name} answers`];
  } catch {
    return [`"${value}" is no valid reference`];
  }
}

function holdsReference(value: unknown): boolean {
  try {
    return referencesIn(value).length > 0;
  } catch {
    return true;
  }
}

/** Whether a value of this schema can have something at the path. */
function reaches(schema: z.core.$ZodType, [key, ...rest]: readonly string[]): boolean {
  if (key === undefined) return true;
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) {
    const next = Object.hasOwn(inner.shape, key) ? (inner.shape[key] as z.core.$ZodType) : undefined;
    return next !== undefined && reaches(next, rest);
  }
  if (inner instanceof z.ZodUnion) return inner.options.some((option) => reaches(option, [key, ...rest]));
  if (inner instanceof z.ZodArray) return /^\d+$/.test(key) && reaches(inner.element, rest);
  if (inner instanceof z.ZodRecord) return reaches(inner.valueType, rest);
  return inner instanceof z.ZodUnknown || inner instanceof z.ZodAny;
}

export function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  const outer =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly;
  return outer ? unwrapped(schema.unwrap()) : schema;
}

/** The inputs that a tool knows; undefined where it takes one of several shapes. */
function keysOf(schema: z.core.$ZodType): string[] | undefined {
  const inner = unwrapped(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : undefined;
}
