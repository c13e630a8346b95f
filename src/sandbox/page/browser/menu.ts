import { type Child, el, freshId, icon, pressable } from './dom.ts';
import { ICONS } from './icons.ts';

export interface MenuItem {
  readonly label: readonly Child[];
  readonly choose: () => void;
}

export interface MenuOptions {
  /** What the three dots are called, and their look. */
  readonly label: string;
  readonly class: string;
  readonly focusKey: string;
}

/** Three dots with a menu behind them: arrows go through it, Escape closes it. */
export function createMenu(options: MenuOptions, items: readonly MenuItem[]): HTMLElement {
  const menuId = freshId('menu');
  const menu = el('div', {
    class: 'menu',
    role: 'menu',
    'aria-label': options.label,
    id: menuId,
    popover: 'auto',
  });
  const opener = el(
    'button',
    {
      type: 'button',
      class: options.class,
      'data-focus': options.focusKey,
      'aria-label': options.label,
      title: options.label,
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      popovertarget: menuId,
    },
    icon(ICONS.more),
  );
  const rows = items.map(({ label, choose }) =>
    pressable(
      { role: 'menuitem', tabindex: -1 },
      () => {
        menu.hidePopover();
        opener.focus({ preventScroll: true });
        choose();
      },
      ...label,
    ),
  );
  menu.append(...rows);
  menu.addEventListener('toggle', () => {
    const isOpen = menu.matches(':popover-open');
    opener.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return;
    const { left, bottom } = opener.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(bottom, innerHeight - menu.offsetHeight - 8))}px`;
    rows[0]?.focus();
  });
  menu.addEventListener('keydown', (event) => {
    // What lies under the menu is not to be closed by the same key.
    if (event.key === 'Escape') event.stopPropagation();
    if (event.key === 'Tab') menu.hidePopover();
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = { Home: 0, End: -1 }[event.key];
    if (step === undefined && at === undefined) return;
    event.preventDefault();
    const next = rows.indexOf(document.activeElement as HTMLButtonElement) + (step ?? 0);
    rows.at(at ?? next % rows.length)?.focus();
  });
  return el('span', { class: 'overflow-place' }, opener, menu);
}
