import { el, icon } from '../dom.ts';
import { ICONS } from '../icons.ts';

/** Stands in the place of what this page cannot draw, and says so. */
export function troubleBox(what: string, value: unknown): HTMLElement {
  return el(
    'div',
    { class: 'trouble', role: 'group', 'aria-label': what },
    el('p', {}, icon(ICONS.alert), what),
    el(
      'details',
      {},
      el('summary', {}, 'What the app sent'),
      el('pre', { tabindex: 0 }, JSON.stringify(value, null, 2) ?? String(value)),
    ),
  );
}
