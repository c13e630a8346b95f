import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { CugarError } from '../../core/errors.ts';

interface Fault {
  readonly line: number;
  readonly reason: string;
}

/**
 * Reads a YAML file strictly. Null when there is no such file; throws `SYSTEM_CONFIG` with file and line
 * for every syntax error, unknown key and wrong value.
 */
export async function readYaml<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  const text = await readIfPresent(path);
  if (text === null) return null;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const root = document.contents as Node | null;
  const at = (offset: number) => lines.linePos(offset).line || 1;
  if (document.errors.length > 0) {
    throw faulty(
      path,
      document.errors.map(({ pos, message }) => ({ line: at(pos[0]), reason: firstLine(message) })),
    );
  }
  if (root === null) throw faulty(path, [{ line: 1, reason: 'the file is empty' }]);

  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue): Fault[] => {
    if (issue.code !== 'unrecognized_keys') {
      const where = issue.path.join('.');
      return [
        { line: at(offsetOf(root, issue.path)), reason: `${where ? `${where}: ` : ''}${issue.message}` },
      ];
    }
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { line: at(offsetOf(root, path)), reason: `unknown key "${path.join('.')}"` };
    });
  });
  throw faulty(path, faults);
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new CugarError('SYSTEM_CONFIG', `${basename(path)} cannot be read`, {}, { cause: error });
  }
}

/** Where the deepest existing part of the path starts: a map's key or a list's item. */
function offsetOf(root: Node, path: readonly PropertyKey[]): number {
  let node: unknown = root;
  let offset = root.range?.[0] ?? 0;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      if (!pair || !isScalar(pair.key)) break;
      offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}

function faulty(path: string, faults: readonly Fault[]): CugarError {
  const file = basename(path);
  const list = faults.map(({ line, reason }) => `${file}:${line}: ${reason}`).join('; ');
  return new CugarError('SYSTEM_CONFIG', list, {
    hint: `Correct ${file}; docs/book-of-business.md names every key.`,
    facts: { file, line: faults[0]?.line ?? 1 },
  });
}
