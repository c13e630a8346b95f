import { describe, expect, it } from 'vitest';
import { createIds } from '../../../../src/sandbox/ids.ts';
import { actionJson, findElement } from '../../../../src/sandbox/people/find-element.ts';
import {
  clientErrors,
  elementState,
  enterFields,
  stateValues,
} from '../../../../src/sandbox/people/form-state.ts';
import { createViewStore } from '../../../../src/sandbox/views.ts';
import * as s from '../../blocks/validate/samples.ts';
import { createFakeClock } from '../fake-clock.ts';

const clock = createFakeClock();
const viewOf = (...blocks: object[]) =>
  createViewStore(clock, createIds(clock)).open('U1', { type: 'modal', blocks });
const choice = s.option({ value: 'v1' });
const choices = { options: s.options(3) };

describe('what an element holds', () => {
  it.each<[string, object, string | string[] | undefined, object]>([
    ['an empty text', { type: 'plain_text_input' }, undefined, { value: null }],
    ['a text put in by the app', { type: 'plain_text_input', initial_value: 'a' }, undefined, { value: 'a' }],
    ['a typed text', { type: 'plain_text_input', initial_value: 'a' }, 'b', { value: 'b' }],
    ['a text taken away', { type: 'plain_text_input', initial_value: 'a' }, '', { value: null }],
    ['a chosen option', { type: 'static_select', ...choices }, 'v1', { selected_option: choice }],
    [
      'an option put in by the app',
      { type: 'radio_buttons', ...choices, initial_option: choice },
      undefined,
      { selected_option: choice },
    ],
    ['no option', { type: 'static_select', ...choices }, undefined, { selected_option: null }],
    ['ticked boxes', { type: 'checkboxes', ...choices }, ['v1'], { selected_options: [choice] }],
    ['no ticked boxes', { type: 'checkboxes', ...choices }, undefined, { selected_options: [] }],
    ['a person', { type: 'users_select' }, 'U9', { selected_user: 'U9' }],
    [
      'a person put in by the app',
      { type: 'users_select', initial_user: 'U8' },
      undefined,
      { selected_user: 'U8' },
    ],
    [
      'a channel',
      { type: 'conversations_select', initial_conversation: 'C8' },
      undefined,
      { selected_conversation: 'C8' },
    ],
    ['a day', { type: 'datepicker', initial_date: '2026-11-22' }, undefined, { selected_date: '2026-11-22' }],
    ['a time', { type: 'timepicker' }, '09:30', { selected_time: '09:30' }],
  ])('%s', (_name, element, entered, held) => {
    expect(elementState({ ...element }, entered)).toEqual({
      type: (element as { type: string }).type,
      ...held,
    });
  });

  it('a button holds nothing; an option that is not there cannot be chosen', () => {
    expect(elementState(s.button(), undefined)).toBeNull();
    expect(() => elementState({ type: 'static_select', ...choices }, 'other')).toThrow(
      'no option "other" to choose; there are: A, A, A',
    );
  });

  it('the state names every such element by block and action', () => {
    const blocks = [
      { ...s.actions(s.button(), s.select()), block_id: 'b1' },
      { ...s.section({ accessory: { type: 'users_select', action_id: 'u' } }), block_id: 'b2' },
    ];
    expect(stateValues(blocks, new Map([['b2/u', 'U1']]))).toEqual({
      b1: { s: { type: 'static_select', selected_option: null } },
      b2: { u: { type: 'users_select', selected_user: 'U1' } },
    });
  });
});

describe("what Slack's client refuses to send", () => {
  const errors = (over: object, element: object, entered?: string) => {
    const view = viewOf(s.input(s.textInput(element), { block_id: 'f', ...over }));
    const values = enterFields(view, entered === undefined ? {} : { f: entered });
    return clientErrors(view, stateValues(view.content.blocks, values));
  };

  it.each<[string, object, object, string | undefined, object]>([
    ['nothing in a required field', {}, {}, undefined, { f: 'Please complete this required field.' }],
    ['nothing in an optional field', { optional: true }, {}, undefined, {}],
    ['too little', {}, { min_length: 5 }, 'four', { f: 'Must be at least 5 characters.' }],
    ['just enough, in code points', {}, { min_length: 2, max_length: 2 }, '😀😀', {}],
    ['too much', {}, { max_length: 2 }, '😀😀😀', { f: 'Must be at most 2 characters.' }],
    ['more than any field holds', {}, {}, s.chars(3_001), { f: 'Must be at most 3000 characters.' }],
  ])('%s', (_name, over, element, entered, expected) => {
    expect(errors(over, element, entered)).toEqual(expected);
  });

  it('fields are found by block id, action id or label', () => {
    const view = viewOf(s.input(s.textInput(), { block_id: 'f' }));
    const found = ['f', 't', 'Label'].map((name) => [...enterFields(view, { [name]: 'x' }).keys()]);
    expect(found).toEqual([['f/t'], ['f/t'], ['f/t']]);
  });
});

describe('finding what to click', () => {
  const approve = (over: object = {}) =>
    s.button({ action_id: 'approve', text: s.plain('Approve'), value: '1', ...over });
  const blocks = [
    { ...s.actions(approve(), s.button({ action_id: 'Approve', text: s.plain('Other') })), block_id: 'b1' },
    { ...s.actions(approve({ value: '2' })), block_id: 'b2' },
  ];

  it('an action id comes before a text', () => {
    expect(findElement(blocks, 'Approve').element.action_id).toBe('Approve');
    expect(findElement(blocks, 'Other').element.action_id).toBe('Approve');
  });

  it('several need a value or a block', () => {
    expect(() => findElement(blocks, 'approve')).toThrow('"approve" is there 2 times');
    expect(findElement(blocks, 'approve', { value: '2' }).block.block_id).toBe('b2');
    expect(findElement(blocks, 'approve', { blockId: 'b1' }).element.value).toBe('1');
  });

  it('what is not there is refused with what is', () => {
    expect(() => findElement(blocks, 'Deny')).toThrow(
      'no "Deny" to click; there is: Approve, Other, Approve',
    );
    expect(() => findElement([], 'Deny')).toThrow('there is: nothing');
  });

  it('the action carries what the button carries, and nothing undefined', () => {
    const placed = findElement(blocks, 'approve', { value: '1' });
    expect(actionJson(placed, { type: 'button' }, '1.2')).toStrictEqual({
      type: 'button',
      action_id: 'approve',
      block_id: 'b1',
      text: s.plain('Approve'),
      value: '1',
      action_ts: '1.2',
    });
  });
});
