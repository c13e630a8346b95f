import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeSteering, forPeople } from '../../../src/cli/output.ts';
import { visibleWidth } from '../../../src/sandbox/terminal/wrap.ts';
import { hostileText } from '../../support/hostile.ts';

const STEERING = /(?![\n\t])\p{Cc}|\p{Bidi_Control}/u;

describe('text for people', () => {
  it('never steers the terminal', () => {
    fc.assert(
      fc.property(hostileText, fc.option(fc.integer({ min: 1, max: 200 })), (text, columns) => {
        expect(forPeople(text, columns ?? undefined)).not.toMatch(STEERING);
      }),
    );
  });

  it('is broken at the width of the terminal, under its indentation', () => {
    const lines = forPeople(`      • ${'word '.repeat(30)}`.trimEnd(), 60).split('\n');
    expect(lines.length).toBeGreaterThan(2);
    expect(lines.every((line) => visibleWidth(line) <= 60)).toBe(true);
    expect(lines.slice(1).every((line) => line.startsWith('        word'))).toBe(true);
  });

  it('stays whole where nobody says how wide the terminal is', () => {
    expect(forPeople('word '.repeat(100), undefined)).toBe('word '.repeat(100));
  });
});

describe('JSON', () => {
  it('says the same and steers nothing', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeSteering(JSON.stringify({ text }));
        expect(escaped).not.toMatch(STEERING);
        expect(JSON.parse(escaped)).toEqual(JSON.parse(JSON.stringify({ text })));
      }),
    );
  });
});
