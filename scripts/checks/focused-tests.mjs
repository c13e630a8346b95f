import { linesWith, textOf } from './tracked-files.mjs';

export const title = 'tests left out';

const LEFT_OUT = /\b(?:it|test|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fails)\b/;

/** No test is skipped, focused, or yet to be written. */
export function check({ root, files }) {
  const tests = files.filter((path) => path.endsWith('.test.ts'));
  const problems = tests.flatMap((path) =>
    linesWith(textOf(root, path), LEFT_OUT).map(({ line, words }) => `${path}:${line} has ${words}`),
  );
  return { problems, fact: `${tests.length} test files` };
}
