import type { SandboxCore } from '../core.ts';
import type { Json } from '../json.ts';
import type { Tier } from '../rate-limits.ts';
import { ApiError, invalidArguments } from './api-error.ts';

interface ApiMethod {
  readonly tier: Tier;
  /** Needed whatever the arguments are. */
  readonly scope?: string;
  readonly required?: readonly string[];
  /** It takes the app-level token instead of the bot's. */
  readonly takesAppToken?: boolean;
  /** Answers, or throws `ApiError`. */
  run(args: Json, core: SandboxCore): Json;
}

export type Methods = Readonly<Record<string, ApiMethod>>;

/** A text argument; numbers and booleans of JSON bodies count as their text. */
export function textArg(args: Json, name: string): string {
  const value = args[name];
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : String(value);
}

export function flagArg(args: Json, name: string): boolean {
  return ['true', '1'].includes(textArg(args, name));
}

/** An argument that is JSON, or JSON in a text; undefined when absent, `onBroken` is thrown when unreadable. */
export function jsonArg(args: Json, name: string, onBroken: () => ApiError): unknown {
  const value = args[name];
  if (typeof value !== 'string') return value ?? undefined;
  if (value === '') return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw onBroken();
  }
}

export function requireArgs(args: Json, names: readonly string[]): void {
  const missing = names.filter((name) => args[name] === undefined || args[name] === '');
  if (missing.length > 0) throw invalidArguments(missing.map((name) => `missing required field: ${name}`));
}

/** Throws `missing_scope` with what is needed and what there is. */
export function requireScope(core: SandboxCore, needed: string): void {
  const { scopes } = core.world.app;
  if (!scopes.includes(needed)) throw new ApiError('missing_scope', { needed, provided: scopes.join(',') });
}

/** One page of a list, with Slack's opaque cursor. */
export function page<T>(items: readonly T[], args: Json): { items: readonly T[]; next_cursor: string } {
  const limit = Number(textArg(args, 'limit') || 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > 1_000) throw new ApiError('invalid_limit');
  const cursor = textArg(args, 'cursor');
  const start = cursor
    ? Number(/^from:(\d+)$/.exec(Buffer.from(cursor, 'base64').toString())?.[1] ?? Number.NaN)
    : 0;
  if (Number.isNaN(start)) throw new ApiError('invalid_cursor');
  const end = start + limit;
  return {
    items: items.slice(start, end),
    next_cursor: end < items.length ? Buffer.from(`from:${end}`).toString('base64') : '',
  };
}
