import { isJson, type Json, listOf } from '../../../json.ts';
import { plainText } from './text-object.ts';

export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly text: unknown;
  readonly description: unknown;
}

export interface ChoiceGroup {
  /** Empty for choices without a group. */
  readonly label: string;
  readonly choices: readonly Choice[];
}

function choice(option: Json): Choice {
  const { value, text, description } = option;
  return { value: String(value ?? ''), label: plainText(text), text, description };
}

const choices = (options: unknown) => listOf(options).filter(isJson).map(choice);

/** What can be chosen in an element, group by group. */
export function choicesOf(element: Json): ChoiceGroup[] {
  const groups = listOf(element.option_groups).filter(isJson);
  if (groups.length > 0)
    return groups.map((group) => ({ label: plainText(group.label), choices: choices(group.options) }));
  return [{ label: '', choices: choices(element.options) }];
}

const initialValue = (option: unknown) => (isJson(option) ? String(option.value ?? '') : '');

/** What the app has chosen beforehand. */
export function initialValues(element: Json): string[] {
  return [element.initial_option, ...listOf(element.initial_options)].map(initialValue).filter(Boolean);
}
