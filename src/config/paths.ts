import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of this program's `package.json`, found upwards from `from`; the same whether the code runs from
 * `src/` or from `dist/src/`. Throws when there is none.
 */
export function findProjectRoot(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (isProjectRoot(folder)) return folder;
    if (folder === dirname(folder)) throw new Error(`no package.json of cugar at or above ${from}`);
  }
}

function isProjectRoot(folder: string): boolean {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return false;
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof content === 'object' && content !== null && Reflect.get(content, 'name') === 'cugar';
  } catch {
    return false;
  }
}

/** The folder that holds `registry.yaml`, `data/` and `package.json`. */
export const PROJECT_ROOT = findProjectRoot(dirname(fileURLToPath(import.meta.url)));

/** An absolute path inside the project. */
export function projectPath(...parts: readonly string[]): string {
  return join(PROJECT_ROOT, ...parts);
}
