import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { checkApprovers } from '../../../src/config/approvers.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { loadRegistry, parseRegistry, profileOf } from '../../../src/config/registry.ts';
import { catalogue } from '../../../src/tools/index.ts';
import { CATALOGUE, edited, GOOD, problems } from './registry-support.ts';

function written(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'cugar-registry-')), 'registry.yaml');
  writeFileSync(path, text);
  return path;
}

describe('loadRegistry', () => {
  it('reads the registry of this project', () => {
    const { registry, path } = loadRegistry(projectPath('registry.yaml'), catalogue);
    expect(path).toBe(projectPath('registry.yaml'));
    expect(registry.tools.draft_outbound_message).toMatchObject({ class: 'propose', timeout: 30_000 });
    expect(registry.tools.draft_outbound_message?.approval).toEqual({
      policy: 'requester',
      expires: 86_400_000,
      unstaffed: 'stop',
    });
    expect(registry.plans.qualify?.steps.map((step) => step.id)).toContain('draft');
  });

  it('gives equal texts equal versions, and others others', () => {
    const { version } = loadRegistry(written(GOOD), CATALOGUE);
    expect(version).toMatch(/^[0-9a-f]{12}$/);
    expect(loadRegistry(written(GOOD), CATALOGUE).version).toBe(version);
    expect(loadRegistry(written(`${GOOD}# changed\n`), CATALOGUE).version).not.toBe(version);
  });

  it('names the file, the line and how many problems there are', () => {
    const path = written(edited('cost: 0.5', 'cost: x'));
    expect(() => loadRegistry(path, CATALOGUE)).toThrow(
      `${path} has 1 problem:\n  ${path}:6:5 tools.score_account_fit.cost: expected number, received string`,
    );
    expect(() => loadRegistry('no-such.yaml', CATALOGUE)).toThrow('no-such.yaml cannot be read (ENOENT)');
  });

  it('does not flood the screen', () => {
    const many = Array.from({ length: 150 }, (_, index) => `junk${index}: 1`).join('\n');
    const lines = problems(`${GOOD}${many}\n`);
    expect(lines).toHaveLength(101);
    expect(lines.at(-1)?.trim()).toBe('and 50 more');
  });
});

describe('profileOf', () => {
  it('gives the profile, or says which there are', () => {
    const loaded = loadRegistry(written(GOOD), CATALOGUE);
    expect(profileOf(loaded, 'sales').budgets.plan).toEqual({ cost: 10, calls: 30 });
    expect(() => profileOf(loaded, 'sale')).toThrow(/CUGAR_PROFILE is "sale".*did you mean "sales"\?/);
    expect(() => profileOf(loaded, 'constructor')).toThrow(/CUGAR_PROFILE is "constructor"/);
  });
});

describe('checkApprovers', () => {
  const registry = (policy: string) =>
    parseRegistry(GOOD.replace('policy: requester', `policy: ${policy}`), CATALOGUE);

  it.each([
    ['requester', [], null],
    ['approvers', [], 'policy "approvers" needs at least one id in CUGAR_APPROVERS'],
    ['approvers', ['U1'], null],
    ['two_person', [], 'policy "two_person" needs two user ids or a group'],
    ['two_person', ['U1'], 'policy "two_person" needs two user ids or a group'],
    ['two_person', ['U1', 'U1'], 'policy "two_person" needs two user ids or a group'],
    ['two_person', ['U1', 'W2'], null],
    ['two_person', ['S1'], null],
  ])('%s with %j', (policy, approvers, expected) => {
    const check = () => checkApprovers(registry(policy), approvers);
    if (expected === null) expect(check).not.toThrow();
    else expect(check).toThrow(`tools.draft_outbound_message.approval: ${expected}`);
  });
});

describe('a registry of any content', () => {
  it('throws nothing but its one error on any text', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom(...'ab:-[]{}&*!|>?#,\'" \n\t0.~') }),
    );
    fc.assert(
      fc.property(text, (yaml) => void problems(yaml)),
      { numRuns: 500 },
    );
  });

  it('throws nothing but its one error on any YAML', () => {
    fc.assert(
      fc.property(fc.object({ maxDepth: 4 }), (value) => void problems(stringify(value))),
      { numRuns: 300 },
    );
  });

  it('throws nothing but its one error when a line of a good one is broken', () => {
    const lines = GOOD.split('\n');
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('    - {', '  a: &a [*a]', 'tools:', '  __proto__: 1', '? [x]: y'),
    );
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        line,
        (index, text) => void problems(lines.with(index, text).join('\n')),
      ),
      { numRuns: 500 },
    );
  });
});
