import { isJson, textOf } from '../json.ts';
import { type Entered, type InputField, inputFields, optionsOf } from '../people/form-state.ts';
import type { Actor } from '../people/people.ts';
import type { View } from '../views.ts';
import { editText } from './editor.ts';
import { renderPlain } from './mrkdwn.ts';
import type { Screen } from './screen.ts';
import type { Style } from './style.ts';

export interface FillDeps {
  readonly actor: Actor;
  readonly screen: Screen;
  readonly style: Style;
  /** Command of an editor for changing texts of several lines; without one they are typed here. */
  readonly editor?: string | undefined;
  readonly signal: AbortSignal;
}

const END = '.';

async function typeLines(
  field: InputField,
  current: string,
  { screen, style, signal }: FillDeps,
): Promise<string | null> {
  screen.print([
    style.dim(
      `${field.label}: type the new text and end with a line that holds only a dot; a dot at once keeps it.`,
    ),
  ]);
  const lines: string[] = [];
  for (;;) {
    const line = await screen.line('  ', signal);
    if (line === null) return null;
    if (line === END) return lines.length > 0 ? lines.join('\n') : current;
    lines.push(line);
  }
}

async function askText(field: InputField, current: string, deps: FillDeps): Promise<string | null> {
  const { screen, style, editor, signal } = deps;
  if (field.element.multiline === true && editor && current) {
    screen.suspend();
    const edited = await editText(editor, current);
    screen.resume();
    if (edited !== null) return edited;
    screen.print([style.bad(`The editor "${editor}" failed; type the text here.`)]);
  }
  if (field.element.multiline === true && current) return typeLines(field, current, deps);
  const keeps = current ? style.dim(` [${renderPlain(current)}]`) : '';
  const line = await screen.line(`${style.bold(field.label)}${keeps}: `, signal);
  return line === '' ? current : line;
}

async function askChoice(field: InputField, { screen, style, signal }: FillDeps): Promise<string | null> {
  const names = optionsOf(field.element).map(({ text }) => (isJson(text) ? textOf(text.text) : ''));
  screen.print(names.map((name, index) => `  ${index + 1}. ${renderPlain(name)}`));
  const line = await screen.line(`${style.bold(field.label)} (number): `, signal);
  return line === null ? null : (names[Number(line) - 1] ?? line);
}

/**
 * Asks for every field, submits, and asks again for those that were refused; closes the dialog when the input ends.
 * True when the app took it.
 */
export async function fillModal(opened: View, deps: FillDeps): Promise<boolean> {
  const { actor, screen, style } = deps;
  const values: Record<string, Entered> = {};
  let view: View | undefined = opened;
  let wanted = new Set(inputFields(opened).map(({ blockId }) => blockId));
  while (view) {
    const shown: View = view;
    for (const field of inputFields(shown).filter(({ blockId }) => wanted.has(blockId))) {
      const before = values[field.blockId];
      const current = typeof before === 'string' ? before : textOf(field.element.initial_value);
      const isChoice = optionsOf(field.element).length > 0;
      const answer = isChoice ? await askChoice(field, deps) : await askText(field, current, deps);
      if (answer === null) return leave(shown, deps);
      if (answer !== '') values[field.blockId] = answer;
    }
    const outcome = await actor.submitView(shown, values).catch((error: Error) => error);
    if (outcome instanceof Error) {
      screen.print([style.bad(`  ! ${outcome.message}`)]);
      continue;
    }
    wanted = new Set(Object.keys(outcome.errors));
    if (outcome.failure) return leave(shown, deps);
    if (wanted.size === 0) return true;
    view = outcome.view;
  }
  return false;
}

async function leave(view: View, { actor }: FillDeps): Promise<false> {
  await actor.closeView(view);
  return false;
}
