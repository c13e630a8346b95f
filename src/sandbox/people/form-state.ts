import { placedElements } from '../../../blocks/validate/ids.ts';
import { isJson, type Json, listOf, textOf } from '../json.ts';
import type { View } from '../views.ts';

/** What a person put into one element: a text, an id, an option's value or text, or several of these. */
export type Entered = string | readonly string[] | null;

/** Entered values by `blockId/actionId`. */
type EnteredValues = ReadonlyMap<string, Entered>;

export const fieldKey = (block: Json, element: Json): string =>
  `${textOf(block.block_id)}/${textOf(element.action_id)}`;

const STATE_FIELD: Readonly<Record<string, string>> = {
  plain_text_input: 'value',
  number_input: 'value',
  email_text_input: 'value',
  url_text_input: 'value',
  static_select: 'selected_option',
  external_select: 'selected_option',
  radio_buttons: 'selected_option',
  checkboxes: 'selected_options',
  multi_static_select: 'selected_options',
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  multi_users_select: 'selected_users',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
};

const nameOf = (option: Json) => (isJson(option.text) ? textOf(option.text.text) : '');

/** The options of an element, those of its groups included. */
export function optionsOf(element: Json): Json[] {
  const grouped = listOf(element.option_groups).flatMap((group) =>
    isJson(group) ? listOf(group.options) : [],
  );
  return [...listOf(element.options), ...grouped].filter(isJson);
}

/** The option with this value or this text; throws when there is none to choose. */
function findOption(element: Json, wanted: string): Json {
  const options = optionsOf(element);
  const found =
    options.find((option) => option.value === wanted) ?? options.find((option) => nameOf(option) === wanted);
  if (found) return found;
  throw new Error(`no option "${wanted}" to choose; there are: ${options.map(nameOf).join(', ')}`);
}

/** What the element holds, as payloads carry it: `{type, value}`, `{type, selected_option}` and so on. */
export function elementState(element: Json, entered: Entered | undefined): Json | null {
  const field = STATE_FIELD[textOf(element.type)];
  if (!field) return null;
  const type = element.type;
  if (entered === undefined) {
    const initial = element[`initial_${field.replace('selected_', '')}`];
    return { type, [field]: initial ?? (field === 'selected_options' ? [] : null) };
  }
  if (entered === null) return { type, [field]: null };
  const many = Array.isArray(entered) ? entered : [entered];
  if (field === 'selected_options') return { type, [field]: many.map((value) => findOption(element, value)) };
  if (field === 'selected_users') return { type, [field]: many };
  const [one = ''] = many;
  return { type, [field]: field === 'selected_option' ? findOption(element, one) : one || null };
}

/** `state.values`: every element that holds something, by block and action. */
export function stateValues(blocks: readonly unknown[], entered: EnteredValues): Json {
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, element } of placedElements(blocks)) {
    const state = elementState(element, entered.get(fieldKey(block, element)));
    const blockId = textOf(block.block_id);
    if (state) values[blockId] = { ...values[blockId], [textOf(element.action_id)]: state };
  }
  return values;
}

/** An input of a modal, as a person sees it. */
export interface InputField {
  readonly blockId: string;
  readonly label: string;
  readonly element: Json;
  readonly isOptional: boolean;
  readonly key: string;
}

export function inputFields(view: View): InputField[] {
  return view.content.blocks.flatMap((block) => {
    if (block.type !== 'input' || !isJson(block.element)) return [];
    const label = isJson(block.label) ? textOf(block.label.text) : '';
    const { element } = block;
    return [
      {
        blockId: textOf(block.block_id),
        label,
        element,
        isOptional: block.optional === true,
        key: fieldKey(block, element),
      },
    ];
  });
}

/** Values by block id, action id or label, brought under their keys; throws for a field that is not there. */
export function enterFields(view: View, values: Readonly<Record<string, Entered>>): Map<string, Entered> {
  const fields = inputFields(view);
  return new Map(
    Object.entries(values).map(([name, value]) => {
      const field = fields.find(({ blockId, label, element }) =>
        [blockId, textOf(element.action_id), label].includes(name),
      );
      if (!field)
        throw new Error(
          `the modal has no field "${name}"; it has: ${fields.map(({ label }) => label).join(', ')}`,
        );
      return [field.key, value];
    }),
  );
}

/** What Slack's own client refuses to send, by block id. */
export function clientErrors(view: View, values: Json): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { blockId, element, isOptional } of inputFields(view)) {
    const block = values[blockId];
    const state = isJson(block) ? block[textOf(element.action_id)] : undefined;
    const held = isJson(state) ? Object.entries(state).find(([name]) => name !== 'type')?.[1] : undefined;
    const isEmpty =
      held === null || held === undefined || held === '' || (Array.isArray(held) && held.length === 0);
    if (isEmpty) {
      if (!isOptional) errors[blockId] = 'Please complete this required field.';
      continue;
    }
    const length = typeof held === 'string' ? [...held].length : 0;
    if (Number(element.min_length ?? 0) > length)
      errors[blockId] = `Must be at least ${element.min_length} characters.`;
    if (Number(element.max_length ?? 3_000) < length)
      errors[blockId] = `Must be at most ${element.max_length ?? 3_000} characters.`;
  }
  return errors;
}
