import {
  all,
  arrayOf,
  boolean,
  type Check,
  type Fields,
  isRecord,
  notBoth,
  number,
  oneOf,
  shape,
  string,
} from './check.ts';
import {
  actionId,
  altText,
  anyText,
  confirm,
  conversationFilter,
  dispatchActionConfig,
  imageFields,
  imageSource,
  option,
  optionGroup,
  plainText,
  url,
  workflow,
} from './objects.ts';
import { richTextInitialValue } from './rich-text.ts';

const anyString = string({ min: 1 });
const strings = arrayOf(anyString);
const base: Fields = { action_id: actionId, confirm, focus_on_load: boolean };
const placeholder = plainText(150);
const select: Fields = { ...base, placeholder };
const multi: Fields = { ...select, max_selected_items: number({ min: 1 }) };
const choices: Fields = {
  options: arrayOf(option(), { min: 1, max: 100 }),
  option_groups: arrayOf(optionGroup, { min: 1, max: 100 }),
};
const conversations: Fields = { default_to_current_conversation: boolean, filter: conversationFilter };
const typed: Fields = { ...base, placeholder, dispatch_action_config: dispatchActionConfig };
const dated: Fields = { ...base, placeholder };

const element = (optional: Fields, required: Fields = {}): Check =>
  shape({ type: anyString, ...required }, optional);

const choiceSource: Check = (value, at, report) => {
  if (!isRecord(value)) return;
  if (value.options === undefined && value.option_groups === undefined) {
    report('missing required field: options', at);
  }
  notBoth('options', 'option_groups')(value, at, report);
};

const ordered =
  (low: string, high: string): Check =>
  (value, at, report) => {
    if (!isRecord(value) || value[low] === undefined || value[high] === undefined) return;
    if (Number(value[low]) > Number(value[high]))
      report(`\`${low}\` must not be greater than \`${high}\``, at);
  };

const boxes = arrayOf(option(anyText), { min: 1, max: 10 });
const buttonText = {
  text: plainText(75),
  value: string({ max: 2000 }),
  accessibility_label: string({ max: 75 }),
};

/** Every interactive element, and the image of sections and contexts, by type. */
export const ELEMENTS: Fields = {
  button: element(
    {
      action_id: actionId,
      confirm,
      url,
      value: buttonText.value,
      accessibility_label: buttonText.accessibility_label,
      style: oneOf('primary', 'danger'),
    },
    { text: buttonText.text },
  ),
  workflow_button: element(
    { action_id: actionId, accessibility_label: string({ max: 75 }), style: oneOf('primary', 'danger') },
    { text: plainText(75), workflow },
  ),
  static_select: all(element({ ...select, ...choices, initial_option: option() }), choiceSource),
  multi_static_select: all(
    element({ ...multi, ...choices, initial_options: arrayOf(option(), { min: 1, max: 100 }) }),
    choiceSource,
  ),
  external_select: element({ ...select, min_query_length: number({ min: 0 }), initial_option: option() }),
  multi_external_select: element({
    ...multi,
    min_query_length: number({ min: 0 }),
    initial_options: arrayOf(option(), { min: 1 }),
  }),
  users_select: element({ ...select, initial_user: anyString }),
  multi_users_select: element({ ...multi, initial_users: strings }),
  conversations_select: element({
    ...select,
    ...conversations,
    initial_conversation: anyString,
    response_url_enabled: boolean,
  }),
  multi_conversations_select: element({ ...multi, ...conversations, initial_conversations: strings }),
  channels_select: element({ ...select, initial_channel: anyString, response_url_enabled: boolean }),
  multi_channels_select: element({ ...multi, initial_channels: strings }),
  overflow: element({ action_id: actionId, confirm }, { options: arrayOf(option(), { min: 1, max: 5 }) }),
  radio_buttons: element({ ...base, initial_option: option(anyText) }, { options: boxes }),
  checkboxes: element({ ...base, initial_options: boxes }, { options: boxes }),
  datepicker: element({ ...dated, initial_date: string({ pattern: /^\d{4}-\d{2}-\d{2}$/ }) }),
  timepicker: element({
    ...dated,
    initial_time: string({ pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }),
    timezone: anyString,
  }),
  datetimepicker: element({ ...base, initial_date_time: number({ min: 0 }) }),
  plain_text_input: all(
    element({
      ...typed,
      initial_value: string({ max: 3000 }),
      multiline: boolean,
      min_length: number({ min: 0, max: 3000 }),
      max_length: number({ min: 1, max: 3000 }),
    }),
    ordered('min_length', 'max_length'),
  ),
  number_input: all(
    element(
      { ...typed, initial_value: anyString, min_value: number(), max_value: number() },
      { is_decimal_allowed: boolean },
    ),
    ordered('min_value', 'max_value'),
  ),
  email_text_input: element({ ...typed, initial_value: string() }),
  url_text_input: element({ ...typed, initial_value: string() }),
  rich_text_input: element({
    ...typed,
    initial_value: richTextInitialValue,
    min_lines: number(),
    max_lines: number(),
  }),
  file_input: element({ ...base, filetypes: strings, max_files: number({ min: 1, max: 10 }) }),
  image: all(element(imageFields, { alt_text: altText }), imageSource),
  feedback_buttons: element(
    { action_id: actionId },
    {
      positive_button: shape({ text: buttonText.text, value: buttonText.value }, buttonText),
      negative_button: shape({ text: buttonText.text, value: buttonText.value }, buttonText),
    },
  ),
  icon_button: element(
    {
      action_id: actionId,
      confirm,
      value: string({ max: 2000 }),
      accessibility_label: string({ max: 75 }),
      visible_to_user_ids: arrayOf(anyString, { max: 10 }),
    },
    { icon: anyString, text: plainText(75) },
  ),
};

/** Where each kind of element may stand. */
export const IN_ACTIONS = [
  'button',
  'workflow_button',
  'static_select',
  'multi_static_select',
  'external_select',
  'multi_external_select',
  'users_select',
  'multi_users_select',
  'conversations_select',
  'multi_conversations_select',
  'channels_select',
  'multi_channels_select',
  'overflow',
  'radio_buttons',
  'checkboxes',
  'datepicker',
  'timepicker',
  'datetimepicker',
] as const;
export const IN_SECTION = [...IN_ACTIONS, 'image'] as const;
export const IN_INPUT = [
  ...IN_ACTIONS.filter((type) => !['button', 'workflow_button', 'overflow'].includes(type)),
  'plain_text_input',
  'number_input',
  'email_text_input',
  'url_text_input',
  'rich_text_input',
  'file_input',
] as const;
