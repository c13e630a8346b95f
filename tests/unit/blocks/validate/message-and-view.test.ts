import { describe, expect, it } from 'vitest';
import { validateMessage } from '../../../../blocks/validate/message.ts';
import { validateView } from '../../../../blocks/validate/view.ts';
import { chars, input, many, modal, mrkdwn, plain, section, textInput } from './samples.ts';

describe('a whole message', () => {
  it.each([
    ['nothing', {}],
    ['blank text', { text: ' \n' }],
    ['empty blocks', { blocks: [] }],
  ])('%s is no_text', (_name, message) => {
    expect(validateMessage(message, 'chat.postMessage')).toEqual({ error: 'no_text', problems: [] });
  });

  it('takes text alone or blocks alone', () => {
    expect(validateMessage({ text: 'hi' }, 'chat.postMessage')).toBeNull();
    expect(validateMessage({ blocks: [section()] }, 'chat.update')).toBeNull();
  });

  it.each([['{}'], [{ type: 'section' }], [['x']]])('blocks %j are invalid_blocks_format', (blocks) => {
    expect(validateMessage({ text: 'x', blocks }, 'chat.postMessage')?.error).toBe('invalid_blocks_format');
  });

  it('says which block is wrong', () => {
    const refusal = validateMessage(
      { text: 'x', blocks: [section({ text: mrkdwn(chars(3001)) })] },
      'chat.postMessage',
    );
    expect(refusal?.error).toBe('invalid_blocks');
    expect(refusal?.problems.map((problem) => problem.message)).toEqual([
      'must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    ]);
  });

  it('an update takes 4,000 characters of text, a post takes more', () => {
    expect(validateMessage({ text: chars(4000) }, 'chat.update')).toBeNull();
    expect(validateMessage({ text: chars(4001) }, 'chat.update')?.error).toBe('msg_too_long');
    expect(validateMessage({ text: chars(4001) }, 'chat.postMessage')).toBeNull();
  });

  it('refuses more than 13,000 characters in all blocks together, each way with its own code', () => {
    const blocks = (total: number) =>
      many(5, (i) => section({ text: mrkdwn(chars(i ? 2600 : total - 4 * 2600)) }));
    expect(validateMessage({ blocks: blocks(13_000) }, 'chat.postMessage')).toBeNull();
    const tooLong = { blocks: blocks(13_001) };
    expect(validateMessage(tooLong, 'chat.postMessage')?.error).toBe('msg_blocks_too_long');
    expect(validateMessage(tooLong, 'chat.update')?.error).toBe('msg_too_long');
    expect(validateMessage(tooLong, 'response_url')).toBeNull();
  });

  it('adds up markdown blocks', () => {
    const blocks = many(2, () => ({ type: 'markdown', text: chars(6001) }));
    expect(
      validateMessage({ blocks }, 'chat.postMessage')?.problems.map((problem) => problem.message),
    ).toEqual(['cumulative markdown text must be less than 12001 characters [json-pointer:/blocks]']);
  });
});

describe('a view', () => {
  const messages = (view: unknown) => validateView(view).map((problem) => problem.message);

  it('takes a modal and a home tab', () => {
    expect(messages(modal({ callback_id: 'c', private_metadata: 'p', notify_on_close: true }))).toEqual([]);
    expect(messages({ type: 'home', blocks: [] })).toEqual([]);
  });

  it.each([
    ['title', { title: plain(chars(25)) }, 'must be less than 25 characters [json-pointer:/view/title/text]'],
    [
      'submit',
      { submit: plain(chars(25)) },
      'must be less than 25 characters [json-pointer:/view/submit/text]',
    ],
    ['close', { close: plain(chars(25)) }, 'must be less than 25 characters [json-pointer:/view/close/text]'],
    [
      'private_metadata',
      { private_metadata: chars(3001) },
      'must be less than 3001 characters [json-pointer:/view/private_metadata]',
    ],
    [
      'callback_id',
      { callback_id: chars(256) },
      'must be less than 256 characters [json-pointer:/view/callback_id]',
    ],
    [
      'a block',
      { blocks: [section({ text: mrkdwn('') })] },
      'must be more than 0 characters [json-pointer:/view/blocks/0/text/text]',
    ],
    ['no blocks', { blocks: undefined }, 'missing required field: blocks [json-pointer:/view]'],
    ['no title', { title: undefined }, 'missing required field: title [json-pointer:/view]'],
    [
      'an input without submit',
      { submit: undefined, blocks: [input(textInput())] },
      'must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]',
    ],
    ['another property', { id: 'V1' }, 'invalid additional property: id [json-pointer:/view]'],
  ])('%s: refused', (_name, over, message) => {
    expect(messages(modal(over))).toEqual([message]);
  });

  it('knows which kinds a method takes', () => {
    expect(validateView({ type: 'home', blocks: [] }, ['modal']).map((problem) => problem.message)).toEqual([
      'unsupported type: home [json-pointer:/view/type]',
    ]);
    expect(validateView('x').map((problem) => problem.message)).toEqual([
      'must provide an object [json-pointer:/view]',
    ]);
  });
});
