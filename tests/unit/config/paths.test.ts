import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nearest, suggestion } from '../../../src/config/nearest.ts';
import { findProjectRoot, projectPath } from '../../../src/config/paths.ts';

describe('the project root', () => {
  it('is where the registry is', () => {
    expect(existsSync(projectPath('registry.yaml'))).toBe(true);
  });

  it('is found from the compiled code, past packages of other names and broken ones', () => {
    const root = mkdtempSync(join(tmpdir(), 'cugar-root-'));
    const deep = join(root, 'dist', 'src', 'config');
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"name":"cugar"}');
    writeFileSync(join(root, 'dist', 'package.json'), '{"name":"other"}');
    writeFileSync(join(deep, 'package.json'), '{ broken');
    expect(findProjectRoot(deep)).toBe(root);
  });

  it('is missed aloud', () => {
    expect(() => findProjectRoot('/')).toThrow('no package.json of cugar at or above /');
  });
});

describe('nearest', () => {
  it.each([
    ['cots', ['cost', 'calls'], 'cost'],
    ['aprovers', ['approvers', 'requester'], 'approvers'],
    ['banana', ['cost', 'calls'], null],
    ['x'.repeat(81), ['x'.repeat(80)], null],
    ['cost', [], null],
  ])('%s of %j is %s', (text, candidates, expected) => {
    expect(nearest(text, candidates)).toBe(expected);
  });

  it('says so only when there is something to say', () => {
    expect(suggestion('cots', ['cost'])).toBe('; did you mean "cost"?');
    expect(suggestion('banana', ['cost'])).toBe('');
  });
});
