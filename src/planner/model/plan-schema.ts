import { z } from 'zod';
import type { Tool } from '../../core/tool.ts';
import { unwrapped } from '../input-problems.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

const TEXT = { type: 'string' } as const;
const REFERENCE = {
  type: 'string',
  description: 'Only a reference to what an earlier step answers, such as $steps.signals.output.signals?',
} as const;

/** The strict schema of a plan: one branch a tool, with that tool's inputs and nothing else. */
export function planSchema(tools: readonly Tool[]): JsonSchema {
  const branches = tools.flatMap((tool) =>
    shapesOf(tool.input).map((shape) =>
      object({
        id: { ...TEXT, description: 'Lower-case letters, digits and _; unique in the plan' },
        tool: { type: 'string', enum: [tool.name] },
        input: object(mapped(shape, (schema) => orNull(valueSchema(schema)))),
        after: { type: 'array', items: TEXT, description: 'Ids of earlier steps that must end first' },
        reason: { ...TEXT, description: 'Why, in one short sentence' },
      }),
    ),
  );
  return object({ steps: { type: 'array', items: { anyOf: branches } } });
}

/** The inputs of a tool; several sets where it takes one of several shapes. */
export function shapesOf(schema: z.core.$ZodType): Readonly<Record<string, z.core.$ZodType>>[] {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodObject) return [inner.shape];
  return inner instanceof z.ZodUnion ? inner.options.flatMap(shapesOf) : [];
}

function object(properties: Readonly<Record<string, unknown>>): JsonSchema {
  return { type: 'object', properties, required: Object.keys(properties), additionalProperties: false };
}

function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

/** What a model may write itself: plain values. Anything that holds findings can only come from a step. */
function valueSchema(schema: z.core.$ZodType): JsonSchema {
  return plainSchema(schema) ?? REFERENCE;
}

function plainSchema(schema: z.core.$ZodType): JsonSchema | undefined {
  const inner = unwrapped(schema);
  if (inner instanceof z.ZodEnum) return { type: 'string', enum: inner.options };
  if (inner instanceof z.ZodLiteral) {
    return [...inner.values].every((value) => typeof value === 'string')
      ? { type: 'string', enum: [...inner.values] }
      : undefined;
  }
  if (inner instanceof z.ZodString || inner instanceof z.ZodStringFormat) return TEXT;
  if (inner instanceof z.ZodNumber) return { type: 'number' };
  if (inner instanceof z.ZodBoolean) return { type: 'boolean' };
  if (!(inner instanceof z.ZodArray)) return undefined;
  const items = plainSchema(inner.element);
  return items && { type: 'array', items };
}

function mapped(
  shape: Readonly<Record<string, z.core.$ZodType>>,
  of: (schema: z.core.$ZodType) => JsonSchema,
): Record<string, JsonSchema> {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, of(schema)]));
}

/** Whether an input may be left out. */
export function isOptional(schema: z.core.$ZodType | undefined): boolean {
  return schema !== undefined && z.safeParse(schema, undefined).success;
}
