import { isJson, type Json, textOf } from '../../../json.ts';
import { el } from '../dom.ts';
import { renderButton, renderOverflow } from './buttons.ts';
import type { BlockContext } from './context.ts';
import { fieldOf } from './fields.ts';
import { plainText } from './text-object.ts';
import { troubleBox } from './trouble.ts';

/** A picture that was uploaded to the local Slack. */
export function renderPicture(fileId: string, altText: string): HTMLElement {
  return el('img', { class: 'picture', src: `/files/${encodeURIComponent(fileId)}`, alt: altText });
}

/** The page loads nothing from outside, so that a picture from there is told in words, with the way to it. */
export function renderImage(image: Json): HTMLElement {
  const url = textOf(image.image_url);
  const fileId = isJson(image.slack_file) ? textOf(image.slack_file.id) : '';
  if (fileId) return el('figure', {}, renderPicture(fileId, textOf(image.alt_text)));
  return el(
    'figure',
    { class: 'image' },
    el('span', { role: 'img', 'aria-label': textOf(image.alt_text) }, `Picture: ${textOf(image.alt_text)}`),
    el('figcaption', {}, `Not loaded from ${url}`),
  );
}

/** An element of a section or of actions: the app hears of every use at once. */
export function renderElement(element: unknown, blockId: string, context: BlockContext): HTMLElement {
  if (!isJson(element)) return troubleBox('This page cannot draw an element without a type.', element);
  if (element.type === 'button') return renderButton(element, blockId, context);
  if (element.type === 'overflow') return renderOverflow(element, blockId, context);
  if (element.type === 'image') return renderImage(element);
  const field = fieldOf(element.type);
  if (!field) return troubleBox(`This page cannot draw the element "${textOf(element.type)}".`, element);
  return field({
    element,
    context,
    value: undefined,
    attributes: {
      'aria-label':
        textOf(element.accessibility_label) || plainText(element.placeholder) || textOf(element.action_id),
    },
    onChange(choose, isDone) {
      if (isDone) void context.use({ blockId, element, choose });
    },
  });
}
