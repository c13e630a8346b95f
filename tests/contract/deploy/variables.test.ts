import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { describe, expect, it } from 'vitest';
import { loadConfig } from '../../../src/config/env.ts';
import { projectPath } from '../../../src/config/paths.ts';
import type { Variable } from '../../../src/config/variable.ts';
import { VARIABLE_NAMES, VARIABLES } from '../../../src/config/variables.ts';
import { renderEnvExample, withTable } from './render-variables.ts';

const example = projectPath('.env.example');
const guide = projectPath('docs', 'reference', 'configuration.md');
const text = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '');

/** After a change of src/config/variables.ts: `npx vitest run tests/contract/deploy -u`. */
describe('what is written about the variables', () => {
  it('.env.example is made from the table', async () => {
    expect(existsSync(example)).toBe(true);
    await expect(renderEnvExample()).toMatchFileSnapshot(example);
  });

  it('docs/reference/configuration.md holds the table', async () => {
    await expect(withTable(text(guide))).toMatchFileSnapshot(guide);
  });

  it('names every variable exactly once in each', () => {
    for (const name of VARIABLE_NAMES) {
      expect(text(example).match(new RegExp(`^(# )?${name}=`, 'gm')), name).toHaveLength(1);
      expect(text(guide).split(`<a id="${name.toLowerCase()}"></a>`), name).toHaveLength(2);
    }
  });

  it('names no variable that is not read', () => {
    const named = [...text(example).matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(new Set(named)).toEqual(new Set(VARIABLE_NAMES));
  });
});

describe('.env.example', () => {
  it('copied as it is says what is missing, and nothing else', () => {
    expect(() => loadConfig(parseEnv(text(example)))).toThrow(
      /has 2 problems:\n {2}SLACK_BOT_TOKEN is not set.*\n {2}SLACK_SIGNING_SECRET is not set.*$/,
    );
    expect(() => loadConfig(parseEnv(text(example)), { needsSlack: false })).not.toThrow();
  });

  it('holds no secret', () => {
    for (const name of VARIABLE_NAMES) {
      const variable: Variable = VARIABLES[name];
      if (variable.isSecret) expect(variable.default, name).toBeUndefined();
    }
    expect(text(example)).not.toMatch(/xoxb-\w|xapp-\w|sk-\w/);
  });
});

describe('the table', () => {
  it('gives examples that are valid where they are no secrets, and defaults that are', () => {
    for (const name of VARIABLE_NAMES) {
      const variable: Variable = VARIABLES[name];
      if (!variable.isSecret) expect(variable.schema.safeParse(variable.example).success, name).toBe(true);
      if (variable.default !== undefined)
        expect(variable.schema.safeParse(variable.default).success, name).toBe(true);
    }
  });
});
