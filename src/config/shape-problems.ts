import { z } from 'zod';
import { suggestion } from './nearest.ts';
import type { Path, RegistryProblem } from './registry-text.ts';

/** Everything whose shape is wrong, in plain words and with what was probably meant. */
export function shapeProblems(schema: z.ZodType, value: unknown): RegistryProblem[] {
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(schema, issue));
}

function problemsOf(schema: z.ZodType, issue: z.core.$ZodIssue): RegistryProblem[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, path);
    return issue.keys.map((key) => ({ path: [...path, key], text: `unknown key${suggestion(key, known)}` }));
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    const inner = issue.issues[0]?.message ?? issue.message;
    return [{ path, text: inner }];
  }
  if (issue.code === 'invalid_value') {
    const allowed = issue.values.map(String);
    const given = typeof issue.input === 'string' ? suggestion(issue.input, allowed) : '';
    return [{ path, text: `must be ${allowed.map((item) => JSON.stringify(item)).join(' or ')}${given}` }];
  }
  return [{ path, text: isMissing(issue) ? 'is missing' : issue.message.replace('Invalid input: ', '') }];
}

function isMissing(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'invalid_type' && issue.input === undefined;
}

/** The keys that the schema knows at a path. */
function keysAt(schema: z.core.$ZodType, path: Path): string[] {
  let current: z.core.$ZodType | undefined = unwrap(schema);
  for (const part of path) {
    current = current && unwrap(inside(current, part));
  }
  return current instanceof z.ZodObject ? Object.keys(current.shape) : keysOfRecord(current);
}

function keysOfRecord(schema: z.core.$ZodType | undefined): string[] {
  return schema instanceof z.ZodRecord && schema.keyType instanceof z.ZodEnum
    ? schema.keyType.options.map(String)
    : [];
}

function inside(schema: z.core.$ZodType, part: PropertyKey): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return (schema.shape as Record<PropertyKey, z.core.$ZodType>)[part];
  if (schema instanceof z.ZodRecord) return schema.valueType;
  return schema instanceof z.ZodArray ? schema.element : undefined;
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  const wrapped =
    schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault;
  return wrapped ? unwrap(schema.unwrap()) : schema;
}
