import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../src/slack/commands/parse-command.ts';

/** As Slack sends what a person typed. */
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const QUOTES = [
  ['"', '"'],
  ['“', '”'],
  ['„', '“'],
  ['«', '»'],
  ["'", "'"],
  ['‘', '’'],
  ['”', '”'],
] as const;

/** The first word in lower case, and the rest. */
function taken(text: string) {
  const [name = '', ...args] = parseCommand(text);
  return { name: name.toLowerCase(), args };
}

describe('parseCommand', () => {
  it.each([
    ['', '', []],
    ['   ', '', []],
    ['help', 'help', []],
    ['HELP', 'help', []],
    ['qualify Acme Corp', 'qualify', ['Acme', 'Corp']],
    ['qualify "Acme Corp" now', 'qualify', ['Acme Corp', 'now']],
    ['qualify “Acme Corp”', 'qualify', ['Acme Corp']],
    ["qualify O'Reilly Media", 'qualify', ["O'Reilly", 'Media']],
    ["qualify 'n Co", 'qualify', ["'n", 'Co']],
    ['qualify "never closed', 'qualify', ['"never', 'closed']],
    ['qualify 5" pipes', 'qualify', ['5"', 'pipes']],
    ['qualify ""', 'qualify', []],
    ['qualify Johnson &amp; Johnson', 'qualify', ['Johnson', '&', 'Johnson']],
    ['qualify &amp;lt;', 'qualify', ['&lt;']],
    ['qualify &lt;b&gt;', 'qualify', ['<b>']],
    ['qualify <@U123|sam>', 'qualify', ['@sam']],
    ['qualify <@U123>', 'qualify', ['@U123']],
    ['qualify <#C123|deals>', 'qualify', ['#deals']],
    ['qualify <http://acme.example|acme.example>', 'qualify', ['acme.example']],
    ['qualify <https://acme.example>', 'qualify', ['https://acme.example']],
    ['qualify\tAcme\nCorp\u0000', 'qualify', ['Acme', 'Corp']],
    ['qualify \u202eAcme\u200b', 'qualify', ['Acme']],
    ['qualify 🦄 Corp', 'qualify', ['🦄', 'Corp']],
    ['qualify Cafe\u0301', 'qualify', ['Café']],
    ['"qualify" Acme', 'qualify', ['Acme']],
  ])('%j', (text, name, args) => {
    expect(taken(text)).toEqual({ name, args });
  });

  it('keeps joined emoji whole', () => {
    const family = '👩‍👩‍👧';
    expect(taken(`qualify ${family}`).args).toEqual([family]);
  });

  it('takes 3,000 characters and cuts what is more', () => {
    expect(taken(`qualify ${'a'.repeat(5_000)}`).args.join('')).toHaveLength(3_000 - 'qualify '.length);
    expect(taken('🦄'.repeat(4_000)).name).toHaveLength(6_000);
  });

  it('never throws, and gives clean words only', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 300 }),
          fc.string({ unit: fc.constantFrom('"', "'", '“', '”', '<', '>', '|', '@', '&', ' ', 'a', ';') }),
        ),
        (text) => {
          const { name, args } = taken(text);
          for (const word of [name, ...args]) {
            expect(word).not.toMatch(/[\p{Cc}\p{Cs}]/u);
            expect(word.trim()).toBe(word);
          }
          expect(args).not.toContain('');
        },
      ),
    );
  });

  it('gives back every word that was typed, plain or in any quotes', () => {
    const plain = fc
      .stringMatching(/^[\p{L}\p{N}&<>|.@#-][\p{L}\p{N}&<>|.@#'-]{0,12}$/u)
      .map((text) => text.normalize('NFC'));
    const phrase = fc.array(plain, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
    const typed = fc.tuple(phrase, fc.constantFrom(...QUOTES)).filter(([text]) => !/['’]( |$)/.test(text));
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 5 }), (words) => {
        const text = words
          .map(([word, [open, close]]) => `${open === '”' ? '“' : open}${word}${close}`)
          .join(' ');
        expect(taken(escaped(`qualify ${text}`))).toEqual({
          name: 'qualify',
          args: words.map(([word]) => word),
        });
      }),
    );
    fc.assert(
      fc.property(fc.array(plain, { maxLength: 6 }), (words) => {
        expect(taken(escaped(`qualify ${words.join('  ')}`)).args).toEqual(words);
      }),
    );
  });
});
