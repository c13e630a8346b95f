import { describe, expect, it } from 'vitest';
import { compose, weigh } from '../../../../blocks/layout/compose.ts';
import { MAX_BLOCKS, MAX_TEXT } from '../../../../blocks/layout/message.ts';
import { bullets, divider, preformatted, section } from '../../../../blocks/layout/parts.ts';
import { code, md, rawOf } from '../../../../blocks/text/mrkdwn.ts';
import { textsOf } from '../../../support/message-texts.ts';

const more = code('/cugar status P');
const detail = (length: number) => ({ detail: true, blocks: [section(md`${'d'.repeat(length)}`)] });

describe('compose', () => {
  it('keeps the order and gives every block an id of this version', () => {
    const parts = [{ blocks: [section(md`first`)] }, detail(10), { blocks: [divider(), section(md`last`)] }];
    const { blocks } = compose({ text: 't', idPrefix: 'v2', parts, more });
    expect(blocks.map(({ type }) => type)).toEqual(['section', 'section', 'divider', 'section']);
    expect(blocks.map(({ block_id }) => block_id)).toEqual(['v2.0', 'v2.1', 'v2.2', 'v2.3']);
  });

  it('leaves out details rather than exceed the budget, and says how many and where they are', () => {
    const parts = [{ blocks: [section(md`lead`)] }, ...Array.from({ length: 6 }, () => detail(2_000))];
    const message = compose({ text: 'text', idPrefix: 'x', parts, more });
    expect(message.blocks).toHaveLength(1 + 3 + 1);
    expect(textsOf(message.blocks.at(-1))).toBe('3 more, see `/cugar status P`');
    expect(weigh(message.text) + weigh(message.blocks)).toBeLessThanOrEqual(MAX_TEXT);
  });

  it('still shows a small detail after one that did not fit', () => {
    const parts = [detail(2_900), detail(2_900), detail(2_900), detail(50)];
    const { blocks } = compose({ text: 't', idPrefix: 'x', parts, more });
    expect(blocks.map((block) => Math.min(60, weigh(textsOf(block))))).toEqual([60, 60, 50, 29]);
  });

  it('never has more blocks than Slack takes', () => {
    const parts = Array.from({ length: 80 }, () => detail(1));
    const { blocks } = compose({ text: 't', idPrefix: 'x', parts, more });
    expect(blocks).toHaveLength(MAX_BLOCKS);
    expect(textsOf(blocks.at(-1))).toContain('31 more');
  });

  it('counts no part without blocks as left out', () => {
    const full = { blocks: [section(md`${'a'.repeat(2_999)}`), section(md`${'b'.repeat(2_999)}`)] };
    const parts = [full, { blocks: [preformatted('c'.repeat(1_900))] }, { detail: true, blocks: [] }];
    expect(compose({ text: 't', idPrefix: 'x', parts, more }).blocks).toHaveLength(3);
  });
});

describe('bullets', () => {
  it('leaves out whole lines and says how many', () => {
    const items = Array.from({ length: 10 }, (_, index) => md`line ${index}`);
    expect(rawOf(bullets(items.slice(0, 2), { max: 100 }))).toBe('• line 0\n• line 1');
    const text = rawOf(bullets(items, { max: 80, more }));
    expect(text).toMatch(/^• line 0\n(• line \d\n)*• \d more, see `\/cugar status P`$/);
    expect(text.length).toBeLessThanOrEqual(80);
  });

  it('shows the first line in any case, shortened', () => {
    expect(rawOf(bullets([md`${'a'.repeat(900)}`], { max: 50, line: 40 }))).toMatch(/^• a+… \(cut\)$/);
  });
});
