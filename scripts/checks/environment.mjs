import { linesWith, textOf } from './tracked-files.mjs';

export const title = 'readers of the environment';

const CODE = /^(src|jobs|blocks|bench)\/.*\.(ts|mjs|js)$/;
const READS =
  /\bprocess(\?)?\s*(\.\s*env\b|\[\s*['"`]env['"`]\s*\])|\benv\b[^;]*\bfrom 'node:process'|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b/;

/** Only src/config reads the environment, so that every setting is checked and documented. */
export function check({ root, files }) {
  const code = files.filter((path) => CODE.test(path) && !path.startsWith('src/config/'));
  const problems = code.flatMap((path) =>
    linesWith(textOf(root, path), READS).map(({ line, words }) => `${path}:${line} reads ${words}`),
  );
  return { problems, fact: `${code.length} files` };
}
