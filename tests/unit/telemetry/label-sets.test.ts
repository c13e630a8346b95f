import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REFUSAL_REASONS } from '../../../blocks/refusals.ts';
import { projectPath } from '../../../src/config/paths.ts';
import { REFUSALS, SLACK_METHODS } from '../../../src/telemetry/label-sets.ts';

/** Methods of the Web API that some file of the Slack side calls by its client. */
function calledMethods(): Set<string> {
  const root = projectPath('src', 'slack');
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const called = sources.flatMap((path) =>
    [
      ...readFileSync(`${root}/${path}`, 'utf8').matchAll(
        /(?:client|listener|worker)\.((?:[a-zA-Z]+\.)+[a-zA-Z]+)\(/g,
      ),
    ].map(([, method = '']) => method),
  );
  return new Set(called);
}

describe('label values', () => {
  it('of refused clicks are the reasons that people are told, and a word for anything else', () => {
    expect(new Set(REFUSALS)).toEqual(new Set([...REFUSAL_REASONS, 'other']));
  });

  it('of calls to Slack name every method that is called', () => {
    const called = calledMethods();
    expect(called.size).toBeGreaterThan(8);
    expect(called).toContain('views.publish');
    expect([...called].filter((method) => !new Set<string>(SLACK_METHODS).has(method))).toEqual([]);
  });
});
