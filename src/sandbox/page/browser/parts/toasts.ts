import { byId, el, icon, pressable } from '../dom.ts';
import { ICONS } from '../icons.ts';

/** Says something that went wrong; stays until it is closed. */
export function toast(text: string): void {
  const element = el('div', { class: 'toast' }, icon(ICONS.alert), el('span', {}, text));
  element.append(
    pressable({ class: 'plain', 'aria-label': 'Close' }, () => element.remove(), icon(ICONS.close)),
  );
  byId('toasts').append(element);
}

/** Takes back what was told to somebody else. */
export function hush(): void {
  byId('toasts').replaceChildren();
  announce('');
}

/** Tells screen readers, and nobody else. */
export function announce(text: string): void {
  byId('live').textContent = text;
}
