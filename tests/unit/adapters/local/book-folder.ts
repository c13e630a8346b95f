import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Book, loadBook } from '../../../../src/adapters/local/load-book.ts';
import { CugarError } from '../../../../src/core/errors.ts';

export type Files = Readonly<Record<string, string | Buffer>>;

export const NOW = new Date('2026-11-22T10:00:00.000Z');
export const CLOCK = { now: () => NOW };

/** A folder with these files, removed after the test. */
export async function bookFolder(files: Files): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'cugar-book-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(join(dir, name), text);
  return dir;
}

export async function load(files: Files, { isSample = false } = {}): Promise<Book> {
  return loadBook({ dir: await bookFolder(files), clock: CLOCK, isSample });
}

/** The error that loading these files ends with. */
export async function loadError(files: Files): Promise<CugarError> {
  try {
    await load(files);
  } catch (error) {
    if (error instanceof CugarError) return error;
    throw error;
  }
  throw new Error('the book loaded');
}

/** The one value of a map. */
export function only<T>(values: ReadonlyMap<string, T>): T {
  const [first, ...rest] = values.values();
  if (first === undefined || rest.length > 0) throw new Error(`there are ${values.size} values`);
  return first;
}
