import { type Json, textOf } from '../../../json.ts';
import type { PageEntered } from '../../protocol.ts';
import { el, freshId } from '../dom.ts';
import { choicesOf, initialValues } from './choices.ts';
import { type BlockContext, focusKey } from './context.ts';
import { plainText, renderText } from './text-object.ts';

/** What a field needs besides the element: what it holds now, how it is called, and who wants to know. */
export interface FieldFacts {
  readonly element: Json;
  readonly context: BlockContext;
  readonly value: PageEntered | undefined;
  readonly attributes: Readonly<Record<string, string | null>>;
  /** While typing, and when something was chosen. */
  readonly onChange: (value: PageEntered, isDone: boolean) => void;
}

const one = (value: PageEntered | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;
const many = (value: PageEntered | undefined) => (Array.isArray(value) ? value : undefined);

const INPUT_TYPES: Readonly<Record<string, string>> = {
  plain_text_input: 'text',
  number_input: 'number',
  email_text_input: 'email',
  url_text_input: 'url',
  datepicker: 'date',
  timepicker: 'time',
};

function textField({ element, value, attributes, onChange }: FieldFacts): HTMLElement {
  const type = INPUT_TYPES[textOf(element.type)] ?? 'text';
  const initial = textOf(element.initial_value ?? element.initial_date ?? element.initial_time);
  const shared = {
    ...attributes,
    class: 'field',
    placeholder: plainText(element.placeholder) || null,
    autofocus: element.focus_on_load === true,
    'data-focus': focusKey(element),
  };
  const field =
    element.multiline === true
      ? el('textarea', { ...shared, rows: 8 })
      : el('input', { ...shared, type, step: element.is_decimal_allowed === true ? 'any' : null });
  field.value = one(value) ?? initial;
  field.addEventListener('input', () => onChange(field.value, false));
  field.addEventListener('change', () => onChange(field.value, true));
  return field;
}

function selectField({ element, value, attributes, onChange, context }: FieldFacts): HTMLElement {
  const groups =
    element.type === 'users_select'
      ? [{ label: '', choices: context.people.map(([id, name]) => ({ value: id, label: name })) }]
      : element.type === 'channels_select' || element.type === 'conversations_select'
        ? [{ label: '', choices: context.channels.map(([id, name]) => ({ value: id, label: `#${name}` })) }]
        : choicesOf(element);
  const chosen =
    one(value) ??
    initialValues(element)[0] ??
    textOf(element.initial_user ?? element.initial_channel ?? element.initial_conversation);
  const options = groups.map(({ label, choices }) => {
    const inner = choices.map((choice) =>
      el('option', { value: choice.value, selected: choice.value === chosen }, choice.label),
    );
    return label === '' ? inner : [el('optgroup', { label }, ...inner)];
  });
  const none = el('option', { value: '', selected: chosen === '', disabled: true, hidden: true });
  none.textContent = plainText(element.placeholder) || 'Choose an option';
  const select = el(
    'select',
    { ...attributes, class: 'field select', 'data-focus': focusKey(element) },
    none,
    ...options.flat(),
  );
  select.addEventListener('change', () => onChange(select.value, true));
  return select;
}

function boxes({ element, value, attributes, onChange, context }: FieldFacts): HTMLElement {
  const isRadio = element.type === 'radio_buttons';
  const name = freshId('choice');
  const before = isRadio ? one(value) : undefined;
  const chosen = new Set(many(value) ?? (before !== undefined ? [before] : initialValues(element)));
  const rows = choicesOf(element).flatMap(({ choices }) =>
    choices.map((choice) => {
      const box = el('input', {
        type: isRadio ? 'radio' : 'checkbox',
        name,
        value: choice.value,
        checked: chosen.has(choice.value),
        'data-focus': `${focusKey(element)}/${choice.value}`,
      });
      box.addEventListener('change', () => {
        if (isRadio) return onChange(choice.value, true);
        if (box.checked) chosen.add(choice.value);
        else chosen.delete(choice.value);
        onChange([...chosen], true);
      });
      const text = el('span', { class: 'choice-text' }, ...renderText(choice.text, context));
      if (choice.description)
        text.append(el('span', { class: 'description' }, ...renderText(choice.description, context)));
      return el('label', { class: 'choice' }, box, text);
    }),
  );
  const role = isRadio ? 'radiogroup' : 'group';
  return el('div', { ...attributes, class: 'choices', role }, ...rows);
}

const FIELDS: Readonly<Record<string, (facts: FieldFacts) => HTMLElement>> = {
  ...Object.fromEntries(Object.keys(INPUT_TYPES).map((type) => [type, textField])),
  static_select: selectField,
  users_select: selectField,
  channels_select: selectField,
  conversations_select: selectField,
  radio_buttons: boxes,
  checkboxes: boxes,
};

/** How to draw this type of field; undefined when the page does not know it. */
export function fieldOf(type: unknown): ((facts: FieldFacts) => HTMLElement) | undefined {
  const name = textOf(type);
  return Object.hasOwn(FIELDS, name) ? FIELDS[name] : undefined;
}
