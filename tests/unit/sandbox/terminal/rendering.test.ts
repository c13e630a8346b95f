import { describe, expect, it } from 'vitest';
import { createIds } from '../../../../src/sandbox/ids.ts';
import { createSampleWorld, SAMPLE } from '../../../../src/sandbox/sample-world.ts';
import { renderBlocks, renderContent } from '../../../../src/sandbox/terminal/blocks.ts';
import { changedLines } from '../../../../src/sandbox/terminal/entries.ts';
import { renderMrkdwn } from '../../../../src/sandbox/terminal/mrkdwn.ts';
import { createStyle } from '../../../../src/sandbox/terminal/style.ts';
import { harmless, visibleWidth, wrapLine } from '../../../../src/sandbox/terminal/wrap.ts';
import * as s from '../../blocks/validate/samples.ts';
import { createFakeClock } from '../fake-clock.ts';

const world = createSampleWorld(createIds(createFakeClock()));
const plainContext = { world, style: createStyle({ isTty: false }) };
const { people, channels, groups } = SAMPLE;
const mrkdwn = (text: string) => renderMrkdwn(text, plainContext);
const lines = (...blocks: object[]) => renderBlocks(blocks as never, plainContext);

describe('mrkdwn', () => {
  it.each([
    [`<@${people.seller}>`, '@Sam Seller (sample)'],
    ['<@U0NOBODY00>', '@U0NOBODY00'],
    [`<#${channels.sales}>`, '#sales'],
    [`<!subteam^${groups.approvers}>`, '@sales-approvers'],
    ['<!channel>', '@channel'],
    ['<https://example.com|site>', 'site (https://example.com)'],
    ['<https://example.com>', 'https://example.com'],
    ['<!date^1795334400^{date_short_pretty} {time}|later>', '2026-11-22 08:00 UTC'],
    ['<!date^x^{time}|later>', 'later'],
    ['a &lt;!channel&gt; &amp; b', 'a <!channel> & b'],
    ['`<!channel>` ```a\nb```', '<!channel> a\nb'],
    [':white_check_mark: :unknown_one:', '✅ :unknown_one:'],
    ['*bold* _it_ ~no~ 2*3*4 snake_case_name', 'bold it no 2*3*4 snake_case_name'],
  ])('%s', (text, shown) => {
    expect(mrkdwn(text)).toBe(shown);
  });

  it('colours only where colours are wanted', () => {
    const coloured = renderMrkdwn('*bold*', { world, style: createStyle({ isTty: true }) });
    expect(coloured).not.toBe('bold');
    expect(visibleWidth(coloured)).toBe(4);
    expect(renderMrkdwn('*bold*', { world, style: createStyle({ isTty: true, noColor: '1' }) })).toBe('bold');
  });

  it('text from data cannot steer the terminal', () => {
    expect(mrkdwn('a\u001b[2J\u001b]0;title\u0007\u202eb\u009b31m\r\nc')).toBe('a[2J]0;titleb31m\nc');
    expect(harmless('tab\tand\nline stay')).toBe('tab\tand\nline stay');
  });
});

describe('blocks', () => {
  it('a card', () => {
    expect(
      lines(
        { type: 'header', text: s.plain('Approve the message?') },
        s.section({
          text: s.mrkdwn('*To* Ada\n> Hello\n> there'),
          fields: [s.mrkdwn('*Risk*\nlow'), s.mrkdwn('*Until*\n<!date^1795334400^{time}|x>')],
        }),
        { type: 'divider' },
        { type: 'context', elements: [s.mrkdwn('one'), s.plain('two')] },
        s.actions(
          s.button({ text: s.plain('Approve'), style: 'primary' }),
          s.button({ text: s.plain('Deny'), style: 'danger' }),
        ),
      ),
    ).toEqual([
      'Approve the message?',
      'To Ada',
      '│ Hello',
      '│ there',
      '  Risk: low',
      '  Until: 08:00 UTC',
      '────────',
      'one · two',
      '[ Approve ]  [ Deny ]',
    ]);
  });

  it('inputs and selects', () => {
    expect(
      lines(
        s.input(s.textInput({ initial_value: 'Hello' }), { optional: true, hint: s.plain('short') }),
        s.input({ type: 'radio_buttons', options: s.options(1), initial_option: s.option({ value: 'v0' }) }),
        s.actions(
          s.select({ placeholder: s.plain('Choose') }),
          { type: 'overflow', options: s.options(2) },
          { type: 'users_select' },
        ),
      ),
    ).toEqual([
      'Label (optional)',
      '  [ Hello ]',
      '  short',
      'Label',
      '  ☑ A',
      '[ Choose ▾ ]  [ ⋯ A | A ]  [ users select ▾ ]',
    ]);
  });

  it('rich text, tables, markdown and images', () => {
    const run = (text: string) => ({ type: 'text', text });
    const rich = {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [run('Hi '), { type: 'user', user_id: people.seller }, { type: 'emoji', name: 'tada' }],
        },
        {
          type: 'rich_text_list',
          style: 'ordered',
          elements: [
            { type: 'rich_text_section', elements: [run('one')] },
            { type: 'rich_text_section', elements: [run('two')] },
          ],
        },
        { type: 'rich_text_quote', elements: [run('said')] },
        { type: 'rich_text_preformatted', elements: [run('a\nb')] },
      ],
    };
    expect(lines(rich)).toEqual([
      'Hi @Sam Seller (sample)🎉',
      '1. one',
      '2. two',
      '│ said',
      '    a',
      '    b',
    ]);
    const cell = (text: string) => ({ type: 'raw_text', text });
    expect(
      lines({
        type: 'table',
        rows: [
          [cell('Name'), cell('Score')],
          [cell('日本'), cell('9')],
        ],
      }),
    ).toEqual(['Name  Score', '日本  9']);
    expect(lines({ type: 'markdown', text: '**bold** text' }, s.image())).toEqual([
      'bold text',
      '[image: a]',
    ]);
  });

  it('says so when it cannot show a block', () => {
    expect(lines({ type: 'data_visualization' })).toEqual([
      '[a data_visualization block, which a terminal cannot show]',
    ]);
  });

  it('a message without blocks shows its text', () => {
    expect(renderContent({ text: 'a\n> b', blocks: [] }, plainContext)).toEqual(['a', '│ b']);
  });
});

describe('lines', () => {
  it('break at spaces, keep their indentation, and lose nothing', () => {
    expect(wrapLine('  • one two three four', 12)).toEqual(['  • one two', '    three', '    four']);
    expect(wrapLine('│ said by somebody', 10)).toEqual(['│ said by', '│ somebody']);
    expect(wrapLine('unbreakablelongword', 5)).toEqual(['unbreakablelongword']);
    expect(wrapLine('fits', 10)).toEqual(['fits']);
  });

  it('wide characters take two columns, colours none', () => {
    expect([visibleWidth('日本'), visibleWidth('✅ a'), visibleWidth('e\u0301')]).toEqual([4, 4, 1]);
  });

  it('what changed is what was not there before', () => {
    expect(changedLines(['Plan', '1 waiting', '2 waiting'], ['Plan', '1 done', '2 waiting', ''])).toEqual([
      '1 done',
    ]);
    expect(changedLines(['same'], ['same', 'same'])).toEqual(['same']);
    expect(changedLines(['a'], ['a'])).toEqual([]);
  });
});
