import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Paths of the files that belong to the project: tracked, or new and not ignored. */
export function projectFiles(root) {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  const listed = execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return [...new Set(listed.split('\0'))]
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort();
}

export const textOf = (root, path) => readFileSync(join(root, path), 'utf8');

/** Where a pattern stands in a text: line number and the words. */
export function linesWith(text, pattern) {
  return text.split('\n').flatMap((line, at) => {
    const found = pattern.exec(line);
    return found ? [{ line: at + 1, words: found[0] }] : [];
  });
}
