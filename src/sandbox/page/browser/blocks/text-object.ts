import { isJson, textOf } from '../../../json.ts';
import { renderMrkdwn, renderPlain } from '../markup/render.ts';
import type { BlockContext } from './context.ts';

/** A text object as nodes; none for what is no text. */
export function renderText(value: unknown, { names }: Pick<BlockContext, 'names'>): Node[] {
  if (!isJson(value)) return [];
  const text = textOf(value.text);
  if (value.type === 'mrkdwn') return renderMrkdwn(text, names, { verbatim: value.verbatim === true });
  return renderPlain(text, value.emoji !== false);
}

/** The same as bare characters, for labels. */
export function plainText(value: unknown): string {
  return isJson(value) ? textOf(value.text) : '';
}
