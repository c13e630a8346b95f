import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { METHODS } from '../../../src/sandbox/web-api/call-method.ts';

const folder = new URL('../../../../shared/slack/methods/', import.meta.url);

interface Reference {
  readonly rate_limits: string;
  readonly scope: { readonly bot?: readonly string[] };
  readonly args: { readonly required: readonly string[]; readonly properties: Record<string, unknown> };
}

/** Slack's own pages contradict each other here, or the method takes one of several arguments. */
const EXTRA_REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'views.open': ['trigger_id'],
  'views.push': ['trigger_id'],
};

/** Not among the stored pages of the reference; they have tests of their own in files.test.ts. */
const WITHOUT_PAGE = ['files.getUploadURLExternal', 'files.completeUploadExternal'];

describe.runIf(existsSync(folder))("methods agree with Slack's reference", () => {
  it.each(Object.keys(METHODS).filter((name) => !WITHOUT_PAGE.includes(name)))('%s', (name) => {
    const reference: Reference = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
    const method = METHODS[name];
    const tier = method?.tier === 'post' || method?.tier === 'special' ? 't5' : `t${method?.tier}`;
    expect(tier).toBe(reference.rate_limits);

    const scopes = reference.scope.bot ?? [];
    if (method?.scope) expect(scopes).toContain(method.scope);
    else expect(scopes.length === 1).toBe(false);

    const required = reference.args.required.filter((argument) => argument !== 'token');
    expect([...(method?.required ?? [])].toSorted()).toEqual(
      [...required, ...(EXTRA_REQUIRED[name] ?? [])].toSorted(),
    );
    for (const argument of method?.required ?? []) expect(reference.args.properties).toHaveProperty(argument);
  });
});
