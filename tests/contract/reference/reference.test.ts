import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { projectPath } from '../../../src/config/paths.ts';
import { COMMANDS } from '../../../src/planner/commands/index.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { renderCommands } from './render-commands.ts';
import { renderTools } from './render-tools.ts';

const page = (name: string) => projectPath('docs', 'reference', name);

it.each([
  ['tools.md', renderTools],
  ['commands.md', renderCommands],
])('docs/reference/%s is made from the code as it is', async (name, render) => {
  expect(existsSync(page(name)), 'run: npx vitest run tests/contract/reference -u').toBe(true);
  await expect(render()).toMatchFileSnapshot(page(name));
});

it('leaves nothing out', () => {
  for (const name of catalogue.keys()) expect(renderTools()).toContain(`\n## ${name}\n`);
  for (const { name, usage } of COMMANDS)
    expect(renderCommands()).toContain(`\n### ${name}\n\n\`${usage}\`\n`);
});
