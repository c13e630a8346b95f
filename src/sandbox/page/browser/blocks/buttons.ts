import { isJson, type Json, textOf } from '../../../json.ts';
import { el, freshId, icon, pressable } from '../dom.ts';
import { ICONS } from '../icons.ts';
import { linkTo } from '../markup/render.ts';
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
  const menuId = freshId('menu');
  const menu = el('div', { class: 'menu', role: 'menu', id: menuId, popover: 'auto' });
  const opener = el(
    'button',
    {
      type: 'button',
      class: 'button overflow',
      'data-focus': focusKey(element),
      'aria-label': 'More actions',
      'aria-haspopup': 'menu',
      popovertarget: menuId,
    },
    icon(ICONS.more),
  );
  const items = choicesOf(element).flatMap(({ choices }) =>
    choices.map(({ value, text, description }) =>
      pressable(
        { role: 'menuitem', tabindex: -1 },
        () => {
          menu.hidePopover();
          void context.use({ blockId, element, choose: value });
        },
        ...renderText(text, context),
        isJson(description) && el('span', { class: 'description' }, plainText(description)),
      ),
    ),
  );
  menu.append(...items);
  menu.addEventListener('toggle', () => {
    if (!menu.matches(':popover-open')) return;
    const { left, bottom } = opener.getBoundingClientRect();
    menu.style.left = `${Math.min(left, innerWidth - menu.offsetWidth - 8)}px`;
    menu.style.top = `${Math.min(bottom, innerHeight - menu.offsetHeight - 8)}px`;
    items[0]?.focus();
  });
  menu.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    items.at((at + step) % items.length)?.focus();
  });
  return el('span', { class: 'overflow-place' }, opener, menu);
}
