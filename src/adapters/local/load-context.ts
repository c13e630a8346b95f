import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { DataMode } from '../../core/data-mode.ts';
import { CugarError } from '../../core/errors.ts';
import type { Entity } from './columns.ts';
import { createDateReader, type DateReader } from './dates.ts';
import type { Mapping } from './mapping.ts';
import type { Problems } from './problems.ts';
import { type Row, readRows } from './read-rows.ts';

/** What all files of one loading share. */
export interface LoadContext {
  readonly dir: string;
  readonly mode: DataMode;
  readonly now: Date;
  readonly mapping: Mapping;
  readonly problems: Problems;
  /** Of amounts whose row names none. */
  readonly currency: string;
}

interface RowOrigin {
  readonly source: string;
  readonly mode: DataMode;
  readonly asOf: string;
}

function fileOf(context: LoadContext, entity: Entity): string {
  return context.mapping[entity].file ?? `${entity}.csv`;
}

/** Dates of this entity's file; relative ones only in sample books. */
export function dateReaderOf({ mapping, mode, now }: LoadContext, entity: Entity): DateReader {
  return createDateReader({ format: mapping[entity].dates, ...(mode === 'sample' ? { today: now } : {}) });
}

export function originOf(context: LoadContext, entity: Entity): RowOrigin {
  return { source: fileOf(context, entity), mode: context.mode, asOf: context.now.toISOString() };
}

/** The rows of the entity's file; none when a file that nobody asked for is not there. */
export async function* entityRows<T>(
  context: LoadContext,
  entity: Entity,
  schema: z.ZodType<T>,
): AsyncGenerator<Row<T>> {
  const file = fileOf(context, entity);
  const path = join(context.dir, file);
  if (!(await isFile(path))) {
    if (entity !== 'accounts' && context.mapping[entity].file === undefined) return;
    throw new CugarError('SYSTEM_CONFIG', `${file}: there is no such file in the book of business`, {
      hint: 'Put the file into the folder, or name another one in mapping.yaml.',
      facts: { file },
    });
  }
  yield* readRows({ path, entity, mapping: context.mapping[entity], schema, problems: context.problems });
}

export async function isFile(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isFile() ?? false;
}

/** An id that stays the same as long as the facts do. */
export function stableId(prefix: string, ...facts: readonly (string | undefined)[]): string {
  const text = facts.map((fact) => fact ?? '').join('\u0000');
  return `${prefix}_${createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 12)}`;
}

type Known<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** A record of this origin, without what is undefined: what is not known is absent. */
export function record<T extends object>(origin: RowOrigin, facts: T): RowOrigin & Known<T> {
  // Assigned one by one: spreading the origin into each record makes loading half as fast.
  const copy: Record<string, unknown> = { source: origin.source, mode: origin.mode, asOf: origin.asOf };
  for (const [key, value] of Object.entries(facts)) if (value !== undefined) copy[key] = value;
  return copy as unknown as RowOrigin & Known<T>;
}

/** Says whether an id is there for the first time; reports a second one. */
export function isFirst(ids: ReadonlyMap<string, unknown>, id: string, row: Row<unknown>): boolean {
  if (!ids.has(id)) return true;
  row.report(`is there twice: an earlier row has the id ${id} too`);
  return false;
}
