import { type PlacedElement, placedElements } from '../../../blocks/validate/ids.ts';
import { isJson, type Json, textOf } from '../json.ts';

/** What is written on a button, or the placeholder of a select. */
export function captionOf(element: Json): string {
  const text = isJson(element.text) ? element.text : element.placeholder;
  return isJson(text) ? textOf(text.text) : '';
}

/** Which of several equal elements is meant. */
export interface Which {
  readonly blockId?: string;
  readonly value?: string;
}

/**
 * The element with this action id or this text among what is visible now.
 * Throws when there is none, or more than one, and says what there is.
 */
export function findElement(blocks: readonly unknown[], name: string, which: Which = {}): PlacedElement {
  const all = placedElements(blocks).filter(({ element }) => element.type !== 'image');
  const fitting = all.filter(
    ({ element, block }) =>
      (which.blockId === undefined || block.block_id === which.blockId) &&
      (which.value === undefined || element.value === which.value),
  );
  const byId = fitting.filter(({ element }) => element.action_id === name);
  const found = byId.length > 0 ? byId : fitting.filter(({ element }) => captionOf(element) === name);
  const [only] = found;
  if (only && found.length === 1) return only;
  const shown =
    all.map(({ element }) => captionOf(element) || textOf(element.action_id)).join(', ') || 'nothing';
  throw new Error(
    found.length ? `"${name}" is there ${found.length} times` : `no "${name}" to click; there is: ${shown}`,
  );
}

/** The single action of a `block_actions` payload. */
export function actionJson({ element, block }: PlacedElement, chosen: Json, actionTs: string): Json {
  const { confirm, text, placeholder, style, value, url, accessibility_label } = element;
  return {
    type: element.type,
    action_id: element.action_id ?? '',
    block_id: block.block_id,
    ...(text !== undefined && { text }),
    ...(placeholder !== undefined && { placeholder }),
    ...(value !== undefined && { value }),
    ...(style !== undefined && { style }),
    ...(url !== undefined && { url }),
    ...(accessibility_label !== undefined && { accessibility_label }),
    ...(confirm !== undefined && { confirm }),
    ...chosen,
    action_ts: actionTs,
  };
}
