import type { z } from 'zod';
import type { Variable } from './variable.ts';
import { type Environment, VARIABLE_NAMES, VARIABLES, type Values } from './variables.ts';

/** A variable that is wrong, and the end of the sentence that begins with its name. */
export interface Problem {
  readonly name: string;
  readonly text: string;
}

export interface Reading {
  /** Undefined members where a variable is wrong; use it only when `problems` is empty. */
  readonly values: Values;
  readonly problems: readonly Problem[];
}

/** The text of a variable; an empty one is as good as unset. */
export function textOf(env: Environment, name: string): string | undefined {
  return env[name]?.trim() || undefined;
}

export function isSocketMode(env: Environment): boolean {
  return textOf(env, 'SLACK_MODE') === 'socket';
}

/** Reads each variable of the table by itself, so that every problem is found at once. */
export function readVariables(env: Environment, options: { readonly needsSlack: boolean }): Reading {
  const values: Record<string, unknown> = {};
  const problems: Problem[] = [];
  for (const name of VARIABLE_NAMES) {
    const variable: Variable = VARIABLES[name];
    const text = textOf(env, name);
    const isNeeded = variable.isNeededBySlack && !(variable.isForHttpOnly && isSocketMode(env));
    if (text === undefined && isNeeded && options.needsSlack) {
      problems.push({ name, text: `is not set; it should be ${variable.expects}` });
      continue;
    }
    const parsed = variable.schema.safeParse(text ?? variable.default);
    const fault = text === undefined ? null : faultOf(variable, text, parsed);
    if (fault !== null) problems.push({ name, text: fault });
    else if (parsed.success) values[name] = parsed.data;
  }
  return { values: values as Values, problems };
}

function faultOf(variable: Variable, text: string, parsed: z.ZodSafeParseResult<unknown>): string | null {
  if (variable.notAvailable) return `must be unset: ${variable.notAvailable}`;
  if (parsed.success) return null;
  const why = parsed.error.issues.find(
    (issue) => issue.code === 'custom' && issue.message !== 'Invalid input',
  );
  return `${shown(variable, text)}${why ? ` (${why.message})` : ''}; it should be ${variable.expects}`;
}

const LIKE_A_SECRET = /xox|xapp|sk-|eyj|akia|bearer|passw|secret|token|@|[A-Za-z0-9+/_-]{24}/i;

/** Repeats what was given only where it cannot be a secret, also not one pasted into the wrong variable. */
function shown(variable: Variable, text: string): string {
  if (variable.isSecret || text.length > 40 || LIKE_A_SECRET.test(text)) return 'is not valid';
  return `is ${JSON.stringify(text)}`;
}
