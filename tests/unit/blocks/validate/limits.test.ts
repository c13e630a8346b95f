import { describe, expect, it } from 'vitest';
import { validateBlocks } from '../../../../blocks/validate/blocks.ts';
import * as s from './samples.ts';

const {
  actions,
  button,
  chars,
  confirm,
  image,
  input,
  many,
  mrkdwn,
  option,
  options,
  plain,
  section,
  select,
  textInput,
} = s;

/** What is tested, the value at the limit, the value above it, and what Slack says about the latter. */
const LIMITS: [name: string, at: object, above: object, message: string][] = [
  [
    'section text',
    section({ text: mrkdwn(chars(3000)) }),
    section({ text: mrkdwn(chars(3001)) }),
    'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'section text, empty',
    section({ text: mrkdwn('.') }),
    section({ text: mrkdwn('') }),
    'must be more than 0 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'section fields',
    section({ fields: many(10, () => mrkdwn()) }),
    section({ fields: many(11, () => mrkdwn()) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/fields]',
  ],
  [
    'section field',
    section({ fields: [mrkdwn(chars(2000))] }),
    section({ fields: [mrkdwn(chars(2001))] }),
    'must be less than 2001 characters [json-pointer:/blocks/0/fields/0/text]',
  ],
  [
    'header',
    { type: 'header', text: plain(chars(150)) },
    { type: 'header', text: plain(chars(151)) },
    'must be less than 151 characters [json-pointer:/blocks/0/text/text]',
  ],
  [
    'context elements',
    { type: 'context', elements: many(10, () => mrkdwn()) },
    { type: 'context', elements: many(11, () => mrkdwn()) },
    'no more than 10 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'actions elements',
    actions(...many(25, (i) => button({ action_id: `a${i}` }))),
    actions(...many(26, (i) => button({ action_id: `a${i}` }))),
    'no more than 25 items allowed [json-pointer:/blocks/0/elements]',
  ],
  [
    'block id',
    section({ block_id: chars(255) }),
    section({ block_id: chars(256) }),
    'must be less than 256 characters [json-pointer:/blocks/0/block_id]',
  ],
  [
    'action id',
    actions(button({ action_id: chars(255) })),
    actions(button({ action_id: chars(256) })),
    'must be less than 256 characters [json-pointer:/blocks/0/elements/0/action_id]',
  ],
  [
    'button text',
    actions(button({ text: plain(chars(75)) })),
    actions(button({ text: plain(chars(76)) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]',
  ],
  [
    'button value',
    actions(button({ value: chars(2000) })),
    actions(button({ value: chars(2001) })),
    'must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]',
  ],
  [
    'button url',
    actions(button({ url: chars(3000) })),
    actions(button({ url: chars(3001) })),
    'must be less than 3001 characters [json-pointer:/blocks/0/elements/0/url]',
  ],
  [
    'button accessibility label',
    actions(button({ accessibility_label: chars(75) })),
    actions(button({ accessibility_label: chars(76) })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/accessibility_label]',
  ],
  [
    'confirm title',
    actions(button({ confirm: confirm({ title: plain(chars(100)) }) })),
    actions(button({ confirm: confirm({ title: plain(chars(101)) }) })),
    'must be less than 101 characters [json-pointer:/blocks/0/elements/0/confirm/title/text]',
  ],
  [
    'confirm text',
    actions(button({ confirm: confirm({ text: plain(chars(300)) }) })),
    actions(button({ confirm: confirm({ text: plain(chars(301)) }) })),
    'must be less than 301 characters [json-pointer:/blocks/0/elements/0/confirm/text/text]',
  ],
  [
    'confirm yes',
    actions(button({ confirm: confirm({ confirm: plain(chars(30)) }) })),
    actions(button({ confirm: confirm({ confirm: plain(chars(31)) }) })),
    'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/confirm/text]',
  ],
  [
    'confirm no',
    actions(button({ confirm: confirm({ deny: plain(chars(30)) }) })),
    actions(button({ confirm: confirm({ deny: plain(chars(31)) }) })),
    'must be less than 31 characters [json-pointer:/blocks/0/elements/0/confirm/deny/text]',
  ],
  [
    'option text',
    actions(select({ options: [option({ text: plain(chars(75)) })] })),
    actions(select({ options: [option({ text: plain(chars(76)) })] })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/text/text]',
  ],
  [
    'option value',
    actions(select({ options: [option({ value: chars(150) })] })),
    actions(select({ options: [option({ value: chars(151) })] })),
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]',
  ],
  [
    'option description',
    actions(select({ options: [option({ description: plain(chars(75)) })] })),
    actions(select({ options: [option({ description: plain(chars(76)) })] })),
    'must be less than 76 characters [json-pointer:/blocks/0/elements/0/options/0/description/text]',
  ],
  [
    'select options',
    actions(select({ options: options(100) })),
    actions(select({ options: options(101) })),
    'no more than 100 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'select placeholder',
    actions(select({ placeholder: plain(chars(150)) })),
    actions(select({ placeholder: plain(chars(151)) })),
    'must be less than 151 characters [json-pointer:/blocks/0/elements/0/placeholder/text]',
  ],
  [
    'overflow options',
    actions({ type: 'overflow', options: options(5) }),
    actions({ type: 'overflow', options: options(6) }),
    'no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'checkbox options',
    actions({ type: 'checkboxes', options: options(10) }),
    actions({ type: 'checkboxes', options: options(11) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'radio options',
    actions({ type: 'radio_buttons', options: options(10) }),
    actions({ type: 'radio_buttons', options: options(11) }),
    'no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]',
  ],
  [
    'input label',
    input(textInput(), { label: plain(chars(2000)) }),
    input(textInput(), { label: plain(chars(2001)) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/label/text]',
  ],
  [
    'input hint',
    input(textInput(), { hint: plain(chars(2000)) }),
    input(textInput(), { hint: plain(chars(2001)) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/hint/text]',
  ],
  [
    'text input maximum',
    input(textInput({ max_length: 3000 })),
    input(textInput({ max_length: 3001 })),
    'must be less than or equal to 3000 [json-pointer:/blocks/0/element/max_length]',
  ],
  [
    'image url',
    image({ image_url: chars(3000) }),
    image({ image_url: chars(3001) }),
    'must be less than 3001 characters [json-pointer:/blocks/0/image_url]',
  ],
  [
    'image alternative text',
    image({ alt_text: chars(2000) }),
    image({ alt_text: chars(2001) }),
    'must be less than 2001 characters [json-pointer:/blocks/0/alt_text]',
  ],
  [
    'markdown',
    { type: 'markdown', text: chars(12_000) },
    { type: 'markdown', text: chars(12_001) },
    'must be less than 12001 characters [json-pointer:/blocks/0/text]',
  ],
  [
    'table rows',
    s.table({ rows: many(100, () => s.cells(1)) }),
    s.table({ rows: many(101, () => s.cells(1)) }),
    'no more than 100 items allowed [json-pointer:/blocks/0/rows]',
  ],
  [
    'table columns',
    s.table({ rows: [s.cells(20)] }),
    s.table({ rows: [s.cells(21)] }),
    'no more than 20 items allowed [json-pointer:/blocks/0/rows/0]',
  ],
];

describe('limits of blocks and elements', () => {
  it.each(LIMITS)('%s: the limit is allowed, one more is refused', (_name, at, above, message) => {
    expect(validateBlocks([at], 'message')).toEqual([]);
    expect(validateBlocks([above], 'message').map((problem) => problem.message)).toContain(message);
  });

  it('counts Unicode code points, not UTF-16 units', () => {
    const header = (text: string) => [{ type: 'header', text: plain(text) }];
    expect(validateBlocks(header(chars(150, '😀')), 'message')).toEqual([]);
    expect(validateBlocks(header(chars(151, '😀')), 'message')).toHaveLength(1);
  });

  it.each([
    ['message', 50, '/blocks'],
    ['modal', 100, '/view/blocks'],
    ['home', 100, '/view/blocks'],
  ] as const)('a %s holds %i blocks', (surface, max, pointer) => {
    expect(
      validateBlocks(
        many(max, () => section()),
        surface,
      ),
    ).toEqual([]);
    const problems = validateBlocks(
      many(max + 1, () => section()),
      surface,
    );
    expect(problems).toEqual([
      {
        reason: `no more than ${max} items allowed`,
        pointer,
        message: `no more than ${max} items allowed [json-pointer:${pointer}]`,
      },
    ]);
  });
});
