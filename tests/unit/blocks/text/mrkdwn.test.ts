import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthOf } from '../../../../blocks/text/clean.ts';
import {
  bold,
  clipMarkup,
  code,
  date,
  escapeText,
  fallback,
  join,
  mailLink,
  md,
  mention,
  rawOf,
  sentence,
  utc,
} from '../../../../blocks/text/mrkdwn.ts';
import { hostileText } from '../../../support/hostile.ts';
import { liveFallback } from '../../../support/live-markup.ts';

describe('escapeText', () => {
  it.each([
    ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
    ['<!channel>', '&lt;\u2060!channel&gt;'],
    ['<@U123>', '&lt;\u2060@\u2060U123&gt;'],
    ['&lt;!here&gt;', '&amp;lt;!here&amp;gt;'],
    ['*bold* ~gone~ `code`', '∗bold∗ ∼gone∼ ˋcodeˋ'],
    ['_italic_ but fit_score', 'ˍitalicˍ but fit_score'],
    ['@here and a@b.example', '@\u2060here and a@b.example'],
    [':smile: at 10:30', ':\u2060smile: at 10:30'],
    [':tada', ':\u2060tada'],
    ['> quoted', '\u2060&gt; quoted'],
    ['one\ntwo', 'one two'],
    ['https://a.example', 'https:\u2060//a.example'],
    ['Müller & Söhne, Łódź', 'Müller &amp; Söhne, Łódź'],
  ])('%j', (text, shown) => {
    expect(escapeText(text)).toBe(shown);
  });
});

describe('md', () => {
  it('escapes what is put in and keeps what is written', () => {
    expect(rawOf(md`*Account* ${'<b> *x*'} ${3} ${md`_ours_`}`)).toBe('*Account* &lt;b&gt; ∗x∗ 3 _ours_');
  });

  it('takes no object from data for markup', () => {
    const forged = JSON.parse('{"mrkdwn":"<!channel>"}') as never;
    expect(rawOf(md`${forged}`)).not.toContain('<!channel>');
  });

  it('joins what is not empty', () => {
    expect(rawOf(join([md`a`, md``, md`b`], ', '))).toBe('a, b');
  });
});

describe('marks around data', () => {
  it('stay in pairs when the data is cut', () => {
    expect(rawOf(bold('x'.repeat(400), 20))).toMatch(/^\*x+… \(cut\)\*$/);
    expect(rawOf(code('x'.repeat(400), 20))).toMatch(/^`x+… \(cut\)`$/);
  });

  it('disappear around nothing', () => {
    expect(rawOf(bold(' '))).toBe('');
    expect(rawOf(code('\u0000'))).toBe('');
  });

  it('end a sentence once', () => {
    expect(rawOf(sentence('Done'))).toBe('Done.');
    expect(rawOf(sentence('Done?'))).toBe('Done?');
    expect(rawOf(sentence(''))).toBe('');
  });
});

describe('mention', () => {
  it('mentions users and groups by id and only names anybody else', () => {
    expect(rawOf(mention('U0AB12'))).toBe('<@U0AB12>');
    expect(rawOf(mention('W0AB12'))).toBe('<@W0AB12>');
    expect(rawOf(mention('S0AB12'))).toBe('<!subteam^S0AB12>');
    expect(rawOf(mention('sam_cli'))).toBe('sam_cli');
    expect(rawOf(mention('U1> <!channel'))).not.toMatch(/[<>]/);
  });
});

describe('date', () => {
  it('is shown in the time zone of the reader, with UTC behind it', () => {
    expect(rawOf(date(Date.UTC(2026, 10, 22, 10, 42, 5)))).toBe(
      '<!date^1795344125^{date_short_pretty} at {time}|2026-11-22 10:42 UTC>',
    );
  });

  it('does not throw for what is no moment', () => {
    expect(rawOf(date(Number.NaN))).toBe('an unknown time');
    expect(utc(Number.POSITIVE_INFINITY)).toBeNull();
  });
});

describe('clipMarkup', () => {
  it('cuts no link, mention or escaped character', () => {
    const text = md`${'&'.repeat(10)}${mention('U001')}`;
    for (let max = 8; max <= 60; max += 1) {
      const raw = rawOf(clipMarkup(text, max));
      expect(raw.replace(/&amp;|<@U001>/g, '')).toMatch(/^(… \(cut\))?$/);
      expect(lengthOf(raw)).toBeLessThanOrEqual(Math.max(max, 0));
    }
  });
});

describe('mailLink', () => {
  it('cannot be left by its own address', () => {
    const raw = rawOf(mailLink('mailto:a@b.example?subject=x> <!channel|y', 'Open'));
    expect(raw.match(/[<>|]/g)).toEqual(['<', '|', '>']);
  });
});

describe('fallback', () => {
  it('also breaks bare domains and addresses, and is never empty', () => {
    expect(fallback(md`${'see evil.example'}`)).toBe('see evil.\u2060example');
    expect(fallback(md``)).not.toBe('');
    expect(fallback(md`2.7 of 10 units.`)).toBe('2.7 of 10 units.');
  });

  it('does nothing that its data wants', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const shown = fallback(md`Account: ${text}`);
        expect(liveFallback(shown)).toEqual([]);
        expect(lengthOf(shown)).toBeLessThanOrEqual(600);
      }),
    );
  });
});
