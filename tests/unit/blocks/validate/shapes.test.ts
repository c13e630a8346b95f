import { describe, expect, it } from 'vitest';
import { type Surface, validateBlocks } from '../../../../blocks/validate/blocks.ts';
import * as s from './samples.ts';

const { actions, button, image, input, mrkdwn, option, plain, section, select, table, textInput } = s;

const REFUSED: [name: string, blocks: unknown, message: string][] = [
  ['no array', { type: 'section' }, 'must provide an array [json-pointer:/blocks]'],
  ['a block that is no object', ['x'], 'must provide an object [json-pointer:/blocks/0]'],
  ['a block without type', [{ text: plain() }], 'missing required field: type [json-pointer:/blocks/0]'],
  ['an unknown type', [{ type: 'sparkle' }], 'unsupported type: sparkle [json-pointer:/blocks/0/type]'],
  [
    'a type named like an object method',
    [{ type: 'constructor' }],
    'unsupported type: constructor [json-pointer:/blocks/0/type]',
  ],
  [
    'a section without content',
    [{ type: 'section' }],
    'must define either `text` or `fields` [json-pointer:/blocks/0/type]',
  ],
  [
    'a null instead of nothing',
    [section({ accessory: null })],
    'must provide an object [json-pointer:/blocks/0/accessory]',
  ],
  [
    'a text that is a string',
    [section({ text: 'hello' })],
    'must provide an object [json-pointer:/blocks/0/text]',
  ],
  [
    'a number as text',
    [section({ text: { type: 'mrkdwn', text: 7 } })],
    'must provide a string [json-pointer:/blocks/0/text/text]',
  ],
  [
    'an unknown property',
    [section({ colour: 'red' })],
    'invalid additional property: colour [json-pointer:/blocks/0]',
  ],
  [
    'emoji on mrkdwn',
    [section({ text: { ...mrkdwn(), emoji: true } })],
    'invalid additional property: emoji [json-pointer:/blocks/0/text]',
  ],
  [
    'mrkdwn in a header',
    [{ type: 'header', text: mrkdwn() }],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]',
  ],
  [
    'mrkdwn on a button',
    [actions(button({ text: mrkdwn() }))],
    'unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]',
  ],
  [
    'a style that does not exist',
    [actions(button({ style: 'loud' }))],
    'must be a valid enum value [json-pointer:/blocks/0/elements/0/style]',
  ],
  [
    'a button in a context',
    [{ type: 'context', elements: [button()] }],
    'unsupported type: button [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a text input among actions',
    [actions(textInput())],
    'unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'a button in an input',
    [input(button())],
    'unsupported type: button [json-pointer:/blocks/0/element/type]',
  ],
  [
    'an input without label',
    [{ type: 'input', element: textInput() }],
    'missing required field: label [json-pointer:/blocks/0]',
  ],
  [
    'a button without text',
    [actions({ type: 'button' })],
    'missing required field: text [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a confirm without deny',
    [actions(button({ confirm: { ...s.confirm(), deny: undefined } }))],
    'missing required field: deny [json-pointer:/blocks/0/elements/0/confirm]',
  ],
  ['empty actions', [actions()], 'no less than 1 items allowed [json-pointer:/blocks/0/elements]'],
  [
    'a select without options',
    [actions({ type: 'static_select', action_id: 'a' })],
    'missing required field: options [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'a select with options and groups',
    [actions(select({ option_groups: [{ label: plain(), options: [option()] }] }))],
    'must not define both `options` and `option_groups` [json-pointer:/blocks/0/elements/0]',
  ],
  [
    'an image with two sources',
    [image({ slack_file: { id: 'F1' } })],
    'must not define both `image_url` and `slack_file` [json-pointer:/blocks/0]',
  ],
  [
    'an image without source',
    [{ type: 'image', alt_text: 'a' }],
    'must define either `image_url` or `slack_file` [json-pointer:/blocks/0/type]',
  ],
  [
    'a date of another form',
    [actions({ type: 'datepicker', initial_date: '1.2.2026' })],
    'must match a specified pattern [json-pointer:/blocks/0/elements/0/initial_date]',
  ],
  [
    'a time beyond the day',
    [actions({ type: 'timepicker', initial_time: '24:00' })],
    'must match a specified pattern [json-pointer:/blocks/0/elements/0/initial_time]',
  ],
  [
    'an inverted length',
    [input(textInput({ min_length: 9, max_length: 3 }))],
    '`min_length` must not be greater than `max_length` [json-pointer:/blocks/0/element]',
  ],
  [
    'a ragged table',
    [table({ rows: [s.cells(2), s.cells(3)] })],
    'must have 2 cells [json-pointer:/blocks/0/rows/1]',
  ],
  [
    'too many column settings',
    [table({ column_settings: [{}, {}, {}] })],
    'no more than 2 items allowed [json-pointer:/blocks/0/column_settings]',
  ],
  ['a second table', [table(), table()], 'only one table allowed [json-pointer:/blocks/1]'],
  [
    'a run of rich text at the top',
    [{ type: 'rich_text', elements: [{ type: 'text', text: 'x' }] }],
    'unsupported type: text [json-pointer:/blocks/0/elements/0/type]',
  ],
  [
    'an empty run',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }],
      },
    ],
    'must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]',
  ],
];

describe('shapes', () => {
  it.each(REFUSED)('%s is refused', (_name, blocks, message) => {
    expect(validateBlocks(blocks, 'message').map((problem) => problem.message)).toContain(message);
  });

  it('takes every element where it belongs', () => {
    const blocks = [
      { type: 'header', text: { ...plain('Plan'), emoji: true } },
      section({ fields: [mrkdwn('*A*\n1')], accessory: { type: 'users_select', action_id: 'u' } }),
      { type: 'context', elements: [mrkdwn(), plain(), image()] },
      { type: 'divider' },
      actions(button({ confirm: s.confirm({ style: 'danger' }) }), select(), {
        type: 'conversations_select',
        action_id: 'c',
      }),
      input({ type: 'radio_buttons', options: [option({ text: mrkdwn() })] }, { optional: true }),
      input({ type: 'checkboxes', options: [option()] }),
      input({ type: 'datepicker', initial_date: '2026-11-22' }),
      input({ type: 'timepicker', initial_time: '09:30' }),
    ];
    expect(validateBlocks(blocks, 'message')).toEqual([]);
  });

  it('counts an undefined field as absent', () => {
    expect(validateBlocks([section({ accessory: undefined })], 'message')).toEqual([]);
  });

  it.each<[Surface, string]>([
    ['modal', 'markdown'],
    ['home', 'table'],
    ['home', 'markdown'],
  ])('a %s cannot hold a %s block', (surface, type) => {
    const block = type === 'table' ? table() : { type, text: 'x' };
    expect(validateBlocks([block], 'message')).toEqual([]);
    expect(validateBlocks([block], surface).map((problem) => problem.message)).toEqual([
      `unsupported type: ${type} [json-pointer:/view/blocks/0/type]`,
    ]);
  });

  it('reports every problem, not only the first', () => {
    const problems = validateBlocks([section({ text: mrkdwn('') }), { type: 'header' }], 'message');
    expect(problems.map((problem) => problem.pointer)).toEqual(['/blocks/0/text/text', '/blocks/1']);
  });
});

describe('ids', () => {
  it('refuses a block id that is used twice', () => {
    const blocks = [section({ block_id: 'a' }), section({ block_id: 'b' }), section({ block_id: 'a' })];
    expect(validateBlocks(blocks, 'message').map((problem) => problem.message)).toEqual([
      '`block_id` "a" already exists [json-pointer:/blocks/2/block_id]',
    ]);
  });

  it('refuses an action id that is used twice in one block, not in two', () => {
    expect(
      validateBlocks([actions(button(), button())], 'message').map((problem) => problem.message),
    ).toEqual(['`action_id` "go" already exists [json-pointer:/blocks/0/elements/1/action_id]']);
    expect(validateBlocks([actions(button()), actions(button())], 'message')).toEqual([]);
  });

  it('lets blocks and elements go without ids', () => {
    expect(
      validateBlocks(
        [section(), section(), actions(button({ action_id: undefined }), button({ action_id: undefined }))],
        'message',
      ),
    ).toEqual([]);
  });
});
