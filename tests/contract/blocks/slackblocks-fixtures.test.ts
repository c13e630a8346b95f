import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validateBlocks } from '../../../blocks/validate/blocks.ts';
import { validateView } from '../../../blocks/validate/view.ts';
import * as s from '../../unit/blocks/validate/samples.ts';

const folder = new URL('../../../../shared/slack/blocks/fixtures/', import.meta.url);
const found = existsSync(folder);
const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const files = (name: string) =>
  found ? readdirSync(new URL(`valid/${name}/`, folder)).map((file) => `valid/${name}/${file}`) : [];

/** Charts are no blocks of `@slack/types` 3.2. */
const UNKNOWN = /data_visualization/;
/** These are no elements of blocks. */
const NO_ELEMENT = /url_source/;

function around(element: Record<string, unknown>): object {
  const type = String(element.type);
  if (type === 'image') return { type: 'context', elements: [element] };
  if (/button|overflow/.test(type)) return s.actions(element);
  return s.input(element);
}

describe.runIf(found)('valid examples of the slackblocks specification', () => {
  it.each(files('blocks').filter((file) => !UNKNOWN.test(file)))('%s', (file) => {
    expect(validateBlocks([read(file)], 'message')).toEqual([]);
  });

  it.each(files('elements').filter((file) => !NO_ELEMENT.test(file)))('%s', (file) => {
    expect(validateBlocks([around(read(file))], 'modal')).toEqual([]);
  });

  it.each(files('views'))('%s', (file) => {
    expect(validateView(read(file))).toEqual([]);
  });

  it.each(files('rich_text'))('%s', (file) => {
    const value = read(file);
    const isRow = String(value.type).startsWith('rich_text_');
    const row = isRow ? value : { type: 'rich_text_section', elements: [value] };
    expect(validateBlocks([{ type: 'rich_text', elements: [row] }], 'message')).toEqual([]);
  });
});

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
} = s;
const confirmed = (over: object) => actions(button({ confirm: confirm(over) }));
const chosen = (over: object) => actions(select({ options: [option(over)] }));
const grouped = (...groups: object[]) => actions(select({ options: undefined, option_groups: groups }));
const group = (over: object = {}) => ({ label: plain(), options: options(1), ...over });
const video = (over: object) => ({
  type: 'video',
  alt_text: 'a',
  title: plain(),
  thumbnail_url: 'https://example.com/t',
  video_url: 'https://example.com/v',
  ...over,
});
const card = (over: object) => ({ type: 'card', ...over });
const feedback = (over: object) => {
  const one = { text: plain(), value: 'v' };
  return {
    type: 'context_actions',
    elements: [{ type: 'feedback_buttons', positive_button: { ...one, ...over }, negative_button: one }],
  };
};
const icon = (over: object) => ({
  type: 'context_actions',
  elements: [{ type: 'icon_button', icon: 'trash', text: plain(), ...over }],
});
const dataTable = (rows: object[][], over: object = {}) => ({
  type: 'data_table',
  rows,
  caption: 'c',
  ...over,
});

/** A block that breaks the case's rule. */
const INVALID: Record<string, object> = {
  'text-empty': section({ text: mrkdwn('') }),
  'text-too-long': { type: 'context', elements: [mrkdwn(chars(3001))] },
  'button-action-id-too-long': actions(button({ action_id: chars(256) })),
  'button-text-too-long': actions(button({ text: plain(chars(76)) })),
  'button-url-too-long': actions(button({ url: chars(3001) })),
  'button-value-too-long': actions(button({ value: chars(2001) })),
  'confirmation-title-too-long': confirmed({ title: plain(chars(101)) }),
  'confirmation-text-too-long': confirmed({ text: plain(chars(301)) }),
  'confirmation-confirm-too-long': confirmed({ confirm: plain(chars(31)) }),
  'confirmation-deny-too-long': confirmed({ deny: plain(chars(31)) }),
  'option-text-too-long': chosen({ text: plain(chars(76)) }),
  'option-value-too-long': chosen({ value: chars(151) }),
  'option-url-too-long': actions({ type: 'overflow', options: [option({ url: chars(3001, '😀') })] }),
  'option-description-too-long': chosen({ description: plain(chars(76)) }),
  'option-group-label-too-long': grouped(group({ label: plain(chars(76)) })),
  'option-group-empty': grouped(group({ options: [] })),
  'option-group-too-many-options': grouped(group({ options: options(101) })),
  'select-placeholder-too-long': actions(select({ placeholder: plain(chars(151)) })),
  'select-too-many-options': actions(select({ options: options(101) })),
  'select-too-many-option-groups': grouped(...many(101, () => group())),
  'overflow-empty': actions({ type: 'overflow', options: [] }),
  'overflow-too-many-options': actions({ type: 'overflow', options: options(6) }),
  'checkboxes-empty': actions({ type: 'checkboxes', options: [] }),
  'checkboxes-too-many-options': actions({ type: 'checkboxes', options: options(11) }),
  'radio-buttons-empty': actions({ type: 'radio_buttons', options: [] }),
  'radio-buttons-too-many-options': actions({ type: 'radio_buttons', options: options(11) }),
  'table-too-many-rows': s.table({ rows: many(101, () => s.cells(1)) }),
  'table-ragged-rows': s.table({ rows: [s.cells(1), s.cells(2)] }),
  'table-column-settings-mismatch': s.table({ column_settings: [{}, {}, {}] }),
  'file-input-max-files-too-small': input({ type: 'file_input', max_files: 0 }),
  'file-input-max-files-too-large': input({ type: 'file_input', max_files: 11 }),
  'plain-text-input-max-length-too-large': input(s.textInput({ max_length: 3001 })),
  'actions-too-many-elements': actions(...many(26, (i) => button({ action_id: `${i}` }))),
  'context-too-many-elements': { type: 'context', elements: many(11, () => mrkdwn()) },
  'header-text-too-long': { type: 'header', text: plain(chars(151)) },
  'image-url-too-long': image({ image_url: chars(3001) }),
  'image-alt-text-too-long': image({ alt_text: chars(2001) }),
  'input-label-too-long': input(s.textInput(), { label: plain(chars(2001)) }),
  'input-hint-too-long': input(s.textInput(), { hint: plain(chars(2001)) }),
  'markdown-empty': { type: 'markdown', text: '' },
  'markdown-too-long': { type: 'markdown', text: chars(12_001) },
  'section-text-too-long': section({ text: mrkdwn(chars(3001)) }),
  'section-too-many-fields': section({ fields: many(11, () => mrkdwn()) }),
  'section-field-too-long': section({ fields: [mrkdwn(chars(2001))] }),
  'video-alt-text-empty': video({ alt_text: '' }),
  'video-alt-text-too-long': video({ alt_text: chars(201) }),
  'video-title-too-long': video({ title: plain(chars(201)) }),
  'video-author-name-too-long': video({ author_name: chars(51) }),
  'video-description-too-long': video({ description: plain(chars(201)) }),
  'video-provider-name-too-long': video({ provider_name: chars(51) }),
  'section-missing-content': { type: 'section' },
  'static-select-options-and-groups': actions(select({ option_groups: [group()] })),
  'image-url-and-slack-file': { type: 'context', elements: [image({ slack_file: { id: 'F1' } })] },
  'number-input-inverted-range': input({
    type: 'number_input',
    is_decimal_allowed: false,
    min_value: '9',
    max_value: '3',
  }),
  'context-invalid-element': { type: 'context', elements: [button()] },
  'input-invalid-element': input(button()),
  'block-id-too-long': section({ block_id: chars(256) }),
  'button-accessibility-label-too-long': actions(button({ accessibility_label: chars(76) })),
  'alert-text-too-long': { type: 'alert', text: mrkdwn(chars(201)) },
  'card-title-too-long': card({ title: mrkdwn(chars(151)) }),
  'card-subtitle-too-long': card({ subtitle: mrkdwn(chars(151)) }),
  'card-body-too-long': card({ body: mrkdwn(chars(201)) }),
  'card-too-many-actions': card({ actions: many(4, (i) => button({ action_id: `${i}` })) }),
  'card-subtext-too-long': card({ subtext: mrkdwn(chars(201)) }),
  'carousel-empty': { type: 'carousel', elements: [] },
  'carousel-too-many-cards': { type: 'carousel', elements: many(11, () => card({})) },
  'container-title-too-long': { type: 'container', child_blocks: [], title: plain(chars(151)) },
  'container-subtitle-too-long': { type: 'container', child_blocks: [], subtitle: plain(chars(151)) },
  'container-too-many-child-blocks': { type: 'container', child_blocks: many(11, () => section()) },
  'context-actions-too-many-elements': {
    type: 'context_actions',
    elements: many(6, () => ({ type: 'icon_button', icon: 'trash', text: plain() })),
  },
  'feedback-button-text-too-long': feedback({ text: plain(chars(76)) }),
  'feedback-button-value-too-long': feedback({ value: chars(2001) }),
  'feedback-button-accessibility-label-too-long': feedback({ accessibility_label: chars(76) }),
  'icon-button-too-many-visible-users': icon({ visible_to_user_ids: many(11, (i) => `U${i}`) }),
  'data-table-too-few-rows': dataTable([s.cells(1)]),
  'data-table-too-many-rows': dataTable(many(202, () => s.cells(1))),
  'data-table-too-few-columns': dataTable([[], []]),
  'data-table-too-many-columns': dataTable([s.cells(21), s.cells(21)]),
  'data-table-page-size-too-small': dataTable([s.cells(1), s.cells(1)], { page_size: 0 }),
  'data-table-page-size-too-large': dataTable([s.cells(1), s.cells(1)], { page_size: 101 }),
};
const INVALID_VIEWS: Record<string, object> = {
  'view-too-many-blocks': s.modal({ blocks: many(101, () => section()) }),
  'view-private-metadata-too-long': s.modal({ private_metadata: chars(3001) }),
  'view-callback-id-too-long': s.modal({ callback_id: chars(256) }),
  'view-title-too-long': s.modal({ title: plain(chars(25)) }),
  'view-close-too-long': s.modal({ close: plain(chars(25)) }),
  'view-submit-too-long': s.modal({ submit: plain(chars(25)) }),
};
/** Not checked: charts and sources we do not know, cell texts of data tables, views without blocks (Slack takes an empty home). */
const NOT_COVERED =
  /^(data-visualization|pie-|chart-|data-series|data-point|axis-|url-source|data-table-c[eo]|view-missing)/;

interface Case {
  readonly id: string;
}
const cases = found ? (read('invalid/manifest.json').cases as Case[]) : [];

describe.runIf(found)('invalid cases of the slackblocks specification', () => {
  it.each(cases.filter(({ id }) => !NOT_COVERED.test(id)).map(({ id }) => id))('%s', (id) => {
    const view = INVALID_VIEWS[id];
    const problems = view
      ? validateView(view)
      : validateBlocks([INVALID[id]], /input/.test(id) ? 'modal' : 'message');
    expect(INVALID[id] ?? view).toBeDefined();
    expect(problems).not.toEqual([]);
  });
});
