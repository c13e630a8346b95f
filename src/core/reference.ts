import { CugarError } from './errors.ts';

const REFERENCE = /^\$steps\.([a-z][a-z0-9_]{0,39})\.output((?:\.[A-Za-z0-9_]+)*)(\?)?$/;

export interface StepReference {
  readonly stepId: string;
  readonly path: readonly string[];
  readonly optional: boolean;
}

/** Reads `$steps.fit.output.tier`; null when the text is no reference. */
export function parseReference(text: unknown): StepReference | null {
  if (typeof text !== 'string' || !text.startsWith('$steps.')) return null;
  const match = REFERENCE.exec(text);
  if (!match) throw new CugarError('AGENT_CONTRACT', `"${text}" is not a valid reference to a step's output`);
  const [, stepId = '', path = '', optional] = match;
  return { stepId, path: path.split('.').filter(Boolean), optional: optional === '?' };
}

/** All references inside a value, at any depth. */
export function referencesIn(value: unknown): StepReference[] {
  const reference = parseReference(value);
  if (reference) return [reference];
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (value !== null && typeof value === 'object') return Object.values(value).flatMap(referencesIn);
  return [];
}

/**
 * Replaces references by what the steps gave. An optional one that has no value becomes null inside an
 * array and disappears from an object; a required one without value throws `AGENT_CONTRACT`.
 */
export function resolveReferences(value: unknown, outputs: ReadonlyMap<string, unknown>): unknown {
  const reference = parseReference(value);
  if (reference) return follow(reference, outputs) ?? null;
  if (Array.isArray(value)) return value.map((item) => resolveReferences(item, outputs));
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).flatMap(([key, inner]) => {
    const target = parseReference(inner);
    if (target?.optional && follow(target, outputs) === undefined) return [];
    return [[key, resolveReferences(inner, outputs)] as const];
  });
  return Object.fromEntries(entries);
}

function follow(reference: StepReference, outputs: ReadonlyMap<string, unknown>): unknown {
  let current: unknown = outputs.get(reference.stepId);
  for (const key of reference.path) {
    current =
      typeof current === 'object' && current !== null && Object.hasOwn(current, key)
        ? Reflect.get(current, key)
        : undefined;
  }
  if (current === undefined && !reference.optional) {
    const path = ['output', ...reference.path].join('.');
    throw new CugarError('AGENT_CONTRACT', `step "${reference.stepId}" has no ${path} to use`);
  }
  return current;
}
