import type { z } from 'zod';
import {
  Profile,
  type Profile as ProfileType,
  Template,
  type Template as TemplateType,
  ToolEntry,
} from './registry-schema.ts';

/** The entries of a registry that have the right shape, and the names of all, so that the rest can be checked too. */
export interface RegistryParts {
  readonly tools: ReadonlyMap<string, ToolEntry>;
  readonly toolNames: readonly string[];
  readonly plans: ReadonlyMap<string, TemplateType>;
  readonly profiles: ReadonlyMap<string, ProfileType>;
}

export function partsOf(value: unknown): RegistryParts {
  return {
    tools: wellFormed(member(value, 'tools'), ToolEntry),
    toolNames: Object.keys(member(value, 'tools')),
    plans: wellFormed(member(value, 'plans'), Template),
    profiles: wellFormed(member(value, 'profiles'), Profile),
  };
}

function member(value: unknown, key: string): Record<string, unknown> {
  const found: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
}

function wellFormed<S extends z.ZodType>(
  entries: Record<string, unknown>,
  schema: S,
): Map<string, z.output<S>> {
  const parsed = Object.entries(entries).map(([name, entry]) => [name, schema.safeParse(entry)] as const);
  return new Map(parsed.flatMap(([name, result]) => (result.success ? [[name, result.data] as const] : [])));
}
