import { textOf } from './tracked-files.mjs';

export const title = 'change log';

/** There is a place for what the next release brings. */
export function check({ root, files }) {
  const found = files.includes('CHANGELOG.md') && /^## \[?Unreleased\]?$/m.test(textOf(root, 'CHANGELOG.md'));
  return { problems: found ? [] : ['CHANGELOG.md has no section "## Unreleased"'] };
}
