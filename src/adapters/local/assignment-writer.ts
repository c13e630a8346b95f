import { mkdir, open } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { AssignmentBatch, BookWriter } from '../../core/book-writer.ts';
import { CugarError } from '../../core/errors.ts';
import { assignmentsIn } from './assignment-overlay.ts';
import { ASSIGNMENT_COLUMNS, assignmentLines, readAssignments } from './assignment-rows.ts';

/**
 * Writes assignments to the end of one file, flushed to the disk before it says so. A batch that is in the file
 * already is not written again. `reload` brings the book up to the file.
 */
export function createAssignmentWriter({
  path,
  reload,
}: {
  path: string;
  reload: () => Promise<unknown>;
}): BookWriter {
  const writeOnce = async (batch: AssignmentBatch) => {
    const { keys } = readAssignments(await assignmentsIn(path));
    if (!keys.has(batch.key)) await append(path, assignmentLines(batch));
    await reload();
    return { file: basename(path) };
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    assign(batch) {
      const next = turn.then(() => writeOnce(batch));
      turn = next.catch(() => undefined);
      return next;
    },
  };
}

/** In a single write, so that lines of several processes never mix. */
async function append(path: string, lines: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'a+');
    try {
      const { size } = await file.stat();
      const before = size === 0 ? `${ASSIGNMENT_COLUMNS.join(',')}\n` : await lineEnd(file, size);
      const bytes = Buffer.from(before + lines, 'utf8');
      const { bytesWritten } = await file.write(bytes);
      if (bytesWritten < bytes.length)
        throw new Error(`only ${bytesWritten} of ${bytes.length} bytes written`);
      await file.sync();
    } finally {
      await file.close();
    }
    await syncFolder(dirname(path));
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

/** What ends a line that an interrupted write left open. */
async function lineEnd(file: Awaited<ReturnType<typeof open>>, size: number): Promise<string> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() === '\n' ? '' : '\n';
}

/** So that a new file is still there after the power fails. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function cannotWrite(path: string, cause: unknown): CugarError {
  const file = basename(path);
  const { code = '' } = cause as NodeJS.ErrnoException;
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR'].includes(code)) {
    return new CugarError(
      'SYSTEM_CONFIG',
      `The book of business cannot be written to (${file}: ${code})`,
      { hint: 'Let the program write to that folder; see docs/book-of-business.md.', facts: { file } },
      { cause },
    );
  }
  return new CugarError(
    'RESOURCE_UNAVAILABLE',
    `The assignment could not be written to ${file}`,
    { facts: { file } },
    { cause },
  );
}
