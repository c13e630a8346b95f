import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectPath } from '../../src/config/paths.ts';
import { loadPlaybook } from '../../src/config/playbook.ts';
import { VENDOR_SETTINGS } from '../../src/config/vendors/index.ts';

const page = readFileSync(projectPath('docs', 'signals.md'), 'utf8');
const rows = [...page.matchAll(/^\| ([a-z0-9_, ]+) \| (.+) \|$/gm)].filter(([, types]) => types !== 'type');

it('says of every type of signal, once, which vendor tells it by which field', () => {
  const named = rows.flatMap(([, types = '']) => types.split(', '));
  expect(named.filter((type) => type !== 'type').sort()).toEqual(
    Object.keys(loadPlaybook().signals.types).sort(),
  );
});

it('names a vendor or a difference as the source, or says that there is none', () => {
  const titles = Object.values(VENDOR_SETTINGS).map(({ title }) => title);
  for (const [, types, source = ''] of rows) {
    const isNamed = titles.some((title) => source.includes(`${title}: \``) || source.includes(`${title}: `));
    expect(isNamed || source.startsWith('▲') || source.startsWith('no vendor: '), types).toBe(true);
  }
});
