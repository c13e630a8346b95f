import { parseEnv } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quotedForEnv, withEnvChanges } from '../../../src/config/env-file.ts';

describe('a .env file that is changed', () => {
  const file = [
    '# Ours. It\'s "kept".',
    '',
    'SLACK_BOT_TOKEN=xoxb-old-0000 # from the app page',
    '# SLACK_APP_TOKEN=xapp-…',
    'export UNKNOWN = "two',
    'lines, SLACK_BOT_TOKEN=inside"',
    '  REDIS_URL=redis://old:6379',
    "OPENAI_API_KEY='sk-old' ",
    'this is no assignment',
  ].join('\n');

  it('keeps comments, unknown lines, order and what stands beside a value', () => {
    const changed = withEnvChanges(file, {
      SLACK_BOT_TOKEN: 'xoxb-new-1111',
      SLACK_APP_TOKEN: 'xapp-new-1111',
      REDIS_URL: '',
      OPENAI_API_KEY: 'sk-a#b',
      SALES_DATA_DIR: '/srv/my book',
    });
    expect(parseEnv(changed).SALES_DATA_DIR).toBe('/srv/my book');
    // Whether anybody would read it below the last line, Node.js' versions do not agree on.
    const added = "SALES_DATA_DIR='/srv/my book'";
    expect(changed.split('\n').filter((line) => line !== added && line !== '')).toEqual([
      '# Ours. It\'s "kept".',
      'SLACK_BOT_TOKEN=xoxb-new-1111 # from the app page',
      '# SLACK_APP_TOKEN=xapp-…',
      'SLACK_APP_TOKEN=xapp-new-1111',
      'export UNKNOWN = "two',
      'lines, SLACK_BOT_TOKEN=inside"',
      '  REDIS_URL=',
      "OPENAI_API_KEY='sk-a#b' ",
      'this is no assignment',
    ]);
  });

  it('changes a variable wherever it is set, so that the last one does not win with the old value', () => {
    expect(withEnvChanges('A=1\nB=2\nA=3\n', { A: '4' })).toBe('A=4\nB=2\nA=4\n');
  });

  it('keeps the ends of lines of another system', () => {
    expect(withEnvChanges('A=1\r\nB=2\r\n', { A: '3' })).toBe('A=3\r\nB=2\r\n');
  });

  it('begins an empty file', () => {
    expect(withEnvChanges('', { A: '1' })).toBe('A=1\n');
  });

  it('puts nothing into a value that goes over several lines', () => {
    const file = 'A="begins\n# B=1\nends"';
    expect(withEnvChanges(file, { B: '2' })).toBe(`${file}\nB=2\n`);
  });

  it('refuses rather than harm what it does not understand, without repeating it', () => {
    const change = () => withEnvChanges('C="hidden"b\n', { C: '2' });
    expect(change).toThrow(/^\.env cannot be changed without harm to /);
    expect(change).not.toThrow(/hidden/);
  });

  it('refuses a value that cannot be written, and does not repeat it', () => {
    const value = `it's $5 "or" so`;
    expect(quotedForEnv(value)).toBeNull();
    const write = () => withEnvChanges('', { A: value });
    expect(write).toThrow(/value of A cannot/);
    expect(write).not.toThrow(/or/);
  });

  it('reads back as it was written, whatever the value and the file', () => {
    const name = fc.constantFrom('A', 'B_1', 'SLACK_BOT_TOKEN');
    const value = fc.string({
      unit: fc.integer({ min: 0x21, max: 0x7e }).map((n) => String.fromCharCode(n)),
    });
    const line = fc.oneof(
      fc
        .tuple(name, fc.constantFrom('1', "'a b' # c", '"x\ny"', '`q` ', '', 'plain # c'))
        .map((pair) => pair.join('=')),
      fc.constantFrom('', '# A=old', '# a "comment', 'export C=3', 'no assignment'),
    );
    fc.assert(
      fc.property(fc.array(line), fc.dictionary(name, value), (lines, wanted) => {
        const changes = Object.fromEntries(
          Object.entries(wanted).filter(([, text]) => quotedForEnv(text) !== null),
        );
        const before = lines.join('\n');
        let after: string;
        try {
          after = withEnvChanges(before, changes);
        } catch (error) {
          // Only where a quotation mark of a comment or of junk swallows lines.
          expect(String(error)).toContain('cannot be changed without harm');
          return;
        }
        expect(parseEnv(after)).toEqual({ ...parseEnv(before), ...changes });
        for (const kept of lines.filter((text) => text.startsWith('#') || !text.includes('=')))
          expect(after).toContain(kept);
      }),
      { numRuns: 500 },
    );
  });
});
