import { z } from 'zod';
import { CugarError } from '../core/errors.ts';
import { jsonText } from '../core/json-text.ts';
import type { Tool } from '../core/tool.ts';

/** Largest result or proposal of a tool that is stored, in characters of its JSON. */
const MAX_STORED_CHARS = 64 * 1024;

export function parseInput(tool: Tool, input: unknown): unknown {
  return parse(tool.input, input, `The input of ${tool.name}`);
}

export function parseOutput(tool: Tool, output: unknown): unknown {
  return parseStored(tool.output, output, `The result of ${tool.name}`);
}

/** As `parse`, for what goes into the store: too much of it is `AGENT_CONTRACT` too. */
export function parseStored<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = parse(schema, value, what);
  const size = jsonText(parsed).length;
  if (size <= MAX_STORED_CHARS) return parsed;
  throw new CugarError('AGENT_CONTRACT', `${what} is too large (${size} characters)`);
}

/** Reads a value with a schema; a mismatch is the tool's failure (`AGENT_CONTRACT`), not a result. */
function parse<S extends z.ZodType>(schema: S, value: unknown, what: string): z.output<S> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new CugarError('AGENT_CONTRACT', `${what} does not fit its schema: ${z.prettifyError(parsed.error)}`);
}
