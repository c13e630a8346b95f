import { textOf } from './tracked-files.mjs';

export const title = 'notices of others';

/** THIRD-PARTY.md names every package that is shipped, under the licence it comes with. */
export function check({ root }) {
  const { dependencies = {} } = JSON.parse(textOf(root, 'package.json'));
  const { packages } = JSON.parse(textOf(root, 'package-lock.json'));
  const listed = new Set(textOf(root, 'THIRD-PARTY.md').split('\n'));
  const rows = Object.keys(dependencies).map(
    (name) => `| ${name} | ${packages[`node_modules/${name}`]?.license} |`,
  );
  return {
    problems: rows.filter((row) => !listed.has(row)).map((row) => `THIRD-PARTY.md has no row ${row}`),
    fact: `${rows.length} packages`,
  };
}
