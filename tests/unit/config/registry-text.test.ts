import { describe, expect, it } from 'vitest';
import { parseRegistryText } from '../../../src/config/registry-text.ts';
import { edited, GOOD, problems } from './registry-support.ts';

describe('the text of a registry', () => {
  it.each([
    ['a duplicate key', edited('cost: 0.5', 'cost: 0.5\n    cost: 1'), '7:5 Map keys must be unique'],
    ['a duplicate tool', edited('plans:', '  score_account_fit: {}\nplans:'), '16:3 Map keys must be unique'],
    ['a tab', edited('    cost: 0.5', '\tcost: 0.5'), '6:1 '],
    ['an open bracket', edited('[fit]', '[fit'), '28:9 '],
    [
      'two documents',
      `${GOOD}---\n${GOOD}`,
      '40:1 Source contains multiple documents; please use YAML.parseAllDocuments()',
    ],
    ['an unknown tag', edited('cost: 0.5', 'cost: !price 0.5'), '6:11 Unresolved tag: !price'],
    ['a key that is a list', edited('cost: 0.5', '? [cost]\n    : 0.5'), '6:7 a key must be a plain word'],
    ['an unknown anchor', edited('cost: 0.5', 'cost: *price'), '6:11 '],
  ])('refuses %s by line and column', (_what, text, expected) => {
    expect(problems(text)[0]).toContain(expected);
  });

  it('refuses anchors that multiply', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]'];
    for (const [index, key] of [...'bcdefghi'].entries()) {
      const before = 'abcdefgh'[index];
      bomb.push(`${key}: &${key} [${Array(9).fill(`*${before}`).join(', ')}]`);
    }
    expect(problems(bomb.join('\n'))).toEqual([
      '1:1 Excessive alias count indicates a resource exhaustion attack',
    ]);
  });

  it('follows a harmless anchor to the line where the fault stands', () => {
    const text = edited(
      'assess_message_quality: { domain: engagement, class: read-only, cost: 0.2, timeout: 5s }',
      'assess_message_quality: &quality { domain: engagement, class: read-only, cost: x, timeout: 5s }\n  copy: *quality',
    );
    expect(problems(text)).toEqual([
      '15:76 tools.assess_message_quality.cost: expected number, received string',
      '15:76 tools.copy.cost: expected number, received string',
      '16:3 tools.copy: this program has no such tool',
    ]);
  });

  it('refuses a text that is too long and one that is nested too deeply', () => {
    expect(problems('#'.repeat(1_000_001))).toEqual(['1:1 is longer than 1000000 characters']);
    expect(problems('['.repeat(20_000)).length).toBeLessThanOrEqual(101);
  });

  it('does not let a key reach a prototype', () => {
    expect(problems(edited('plans:', '  __proto__: { polluted: true }\nplans:')).length).toBeGreaterThan(0);
    expect(Reflect.get({}, 'polluted')).toBeUndefined();
  });

  it('gives the nearest position above a path that does not exist', () => {
    const parsed = parseRegistryText('a:\n  - b: 1\n  - c: 2\n');
    expect(parsed.position(['a', 1, 'c'])).toBe('3:5');
    expect(parsed.position(['a', 1, 'missing', 'deeper'])).toBe('3:5');
    expect(parsed.position(['a', 7])).toBe('1:1');
    expect(parsed.position([])).toBe('1:1');
  });
});
