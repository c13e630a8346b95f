import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Inline } from '../../../../src/sandbox/page/browser/markup/inline.ts';
import { parseMrkdwn } from '../../../../src/sandbox/page/browser/markup/mrkdwn.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });
const bold = (...children: Inline[]): Inline => ({ kind: 'bold', children });

/** The pieces of a text that is one paragraph. */
function inlines(source: string, verbatim = false): readonly Inline[] {
  const [only, ...rest] = parseMrkdwn(source, { verbatim });
  expect(rest).toEqual([]);
  return only?.kind === 'text' ? only.children : [];
}

/** Everything that a reader would see, in order. */
function words(children: readonly Inline[]): string {
  return children
    .map((one) => {
      if ('children' in one) return words(one.children);
      if ('text' in one) return one.text;
      return one.kind === 'link' ? one.label || one.url : `[${one.kind}]`;
    })
    .join('');
}

describe('markup of Slack on the page', () => {
  it('bold, italic and struck count at the edge of words only', () => {
    expect(inlines('*a b* c')).toEqual([bold(text('a b')), text(' c')]);
    expect(inlines('_a_ ~b~')).toEqual([
      { kind: 'italic', children: [text('a')] },
      text(' '),
      { kind: 'strike', children: [text('b')] },
    ]);
    expect(inlines('*_both_*')).toEqual([bold({ kind: 'italic', children: [text('both')] })]);
    for (const plain of ['2*3*4', 'snake_case_name', '* not *', '*over\nlines*', 'é*b*é'])
      expect(inlines(plain), plain).toEqual([text(plain)]);
  });

  it('mentions, channels, groups, broadcasts and dates', () => {
    expect(
      inlines('<@U1> <#C1|sales> <!subteam^S1|@team> <!here>').filter(({ kind }) => kind !== 'text'),
    ).toEqual([
      { kind: 'user', id: 'U1', label: '' },
      { kind: 'channel', id: 'C1', label: 'sales' },
      { kind: 'group', id: 'S1', label: '@team' },
      { kind: 'broadcast', id: 'here', label: '' },
    ]);
    expect(inlines('<!date^1795344000^{date} at {time}|then>')).toEqual([
      { kind: 'date', seconds: '1795344000', format: '{date} at {time}', fallback: 'then' },
    ]);
  });

  it('links: marked ones always, bare ones unless the text is verbatim', () => {
    const link = { kind: 'link', url: 'https://a.example/x_y_z?a=1&b=2', label: '' };
    expect(inlines('<https://a.example/x_y_z?a=1&amp;b=2|The &lt;b&gt; site>')).toEqual([
      { ...link, label: 'The <b> site' },
    ]);
    expect(inlines('see https://a.example/x_y_z?a=1&amp;b=2.')).toEqual([text('see '), link, text('.')]);
    expect(inlines('https://a.example', true)).toEqual([text('https://a.example')]);
  });

  it('escaped markup is text', () => {
    const source = '&lt;!channel&gt; &lt;@U1&gt; &lt;https://evil.example|click&gt; &amp;lt;';
    expect(words(inlines(source, true))).toBe('<!channel> <@U1> <https://evil.example|click> &lt;');
    expect(inlines(source, true).every(({ kind }) => kind === 'text')).toBe(true);
  });

  it('code and preformatted text keep what is inside', () => {
    expect(inlines('`*a* &lt;b&gt;`')).toEqual([{ kind: 'code', text: '*a* <b>' }]);
    expect(parseMrkdwn('before\n```\n*a*\n<@U1|sam>\n```\nafter')).toEqual([
      { kind: 'text', children: [text('before\n')] },
      { kind: 'pre', text: '*a*\nsam' },
      { kind: 'text', children: [text('after')] },
    ]);
  });

  it('quotes are paragraphs of their own', () => {
    expect(parseMrkdwn('said\n> one\n&gt; two\ndone')).toEqual([
      { kind: 'text', children: [text('said')] },
      { kind: 'quote', children: [text('one\ntwo')] },
      { kind: 'text', children: [text('done')] },
    ]);
  });

  it('known emoji only', () => {
    expect(inlines(':tada: 10:30:45 :no_such_thing:')).toEqual([
      { kind: 'emoji', name: 'tada' },
      text(' 10:30:45 :no_such_thing:'),
    ]);
    expect(inlines(':constructor:')).toEqual([text(':constructor:')]);
  });

  it('never loses a word, whatever is written', () => {
    const letters = fc.constantFrom(
      'a',
      'Ω',
      ' ',
      '\n',
      '*',
      '_',
      '~',
      '`',
      '<',
      '>',
      '|',
      '@',
      '&lt;',
      ':',
      '\uE000',
      '\uE001',
      '0',
    );
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 40 }), (parts) => {
        const source = parts.join('');
        const shown = parseMrkdwn(source)
          .map((one) => (one.kind === 'pre' ? one.text : words(one.children)))
          .join('');
        const count = (of: string, letter: string) => of.split(letter).length - 1;
        // Markup between angle brackets may hide a target behind its label; nothing else hides anything.
        if (!/<[^<>\n]+>/.test(source))
          for (const letter of ['a', 'Ω', '\uE000', '\uE001'])
            expect(count(shown, letter)).toBe(count(source, letter));
      }),
      { numRuns: 400 },
    );
  });
});
