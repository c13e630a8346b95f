import { isJson, type Json, textOf } from '../../../json.ts';
import { el, pressable } from '../dom.ts';
import { linkTo } from '../markup/render.ts';
import { createMenu } from '../menu.ts';
import { choicesOf } from './choices.ts';
import { type BlockContext, focusKey } from './context.ts';
import { plainText, renderText } from './text-object.ts';

const classOf = ({ style }: Json) =>
  style === 'primary' || style === 'danger' ? `button ${style}` : 'button';

/** A button of the app; one with an address opens it as well. */
export function renderButton(element: Json, blockId: string, context: BlockContext): HTMLElement {
  const attributes = {
    class: classOf(element),
    'data-focus': focusKey(element),
    'aria-label': textOf(element.accessibility_label) || null,
  };
  const label = renderText(element.text, context);
  if (element.url) {
    const link = linkTo(textOf(element.url), ...label);
    for (const [name, value] of Object.entries(attributes)) if (value) link.setAttribute(name, value);
    link.addEventListener('click', () => void context.use({ blockId, element }));
    return link;
  }
  const button = pressable(
    attributes,
    async () => {
      if (button.getAttribute('aria-busy') === 'true') return;
      button.setAttribute('aria-busy', 'true');
      await context.use({ blockId, element });
      button.removeAttribute('aria-busy');
    },
    ...label,
  );
  return button;
}

/** A menu behind three dots. */
export function renderOverflow(element: Json, blockId: string, context: BlockContext): HTMLElement {
  const items = choicesOf(element).flatMap(({ choices }) =>
    choices.map(({ value, text, description }) => ({
      label: [
        ...renderText(text, context),
        isJson(description) && el('span', { class: 'description' }, plainText(description)),
      ],
      choose: () => void context.use({ blockId, element, choose: value }),
    })),
  );
  const look = { label: 'More actions', class: 'button overflow', focusKey: focusKey(element) };
  return createMenu(look, items);
}
