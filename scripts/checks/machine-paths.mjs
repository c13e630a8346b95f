import { linesWith, textOf } from './tracked-files.mjs';

export const title = 'paths of a machine';

const TEXT = /\.(ts|mjs|js|json|md|ya?ml|toml|sh|lua|css|html|csv|txt)$|(^|\/)(Dockerfile|run)$/;
const MACHINE = /(?<![\w.$}/-])\/(?:home|Users|root|work)\/[\w.-]+/;

/** Nothing names a folder that only one machine has. */
export function check({ root, files }) {
  const texts = files.filter((path) => TEXT.test(path) && path !== 'package-lock.json');
  const problems = texts.flatMap((path) =>
    linesWith(textOf(root, path), MACHINE).map(({ line, words }) => `${path}:${line} names ${words}`),
  );
  return { problems, fact: `${texts.length} files` };
}
