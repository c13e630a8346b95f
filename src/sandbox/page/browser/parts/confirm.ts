import { isJson, type Json } from '../../../json.ts';
import { plainText, renderText } from '../blocks/text-object.ts';
import { el, freshId, pressable } from '../dom.ts';
import type { Names } from '../state/names.ts';
import { createDialog } from './dialog.ts';

/** Asks what the app wants asked before a click; null when it wants nothing asked. */
export async function askFirst(element: Json, names: Names): Promise<boolean | null> {
  const { confirm } = element;
  if (!isJson(confirm)) return null;
  return new Promise((resolve) => {
    const titleId = freshId('confirm');
    const end = (isSure: boolean) => {
      dialog.close();
      resolve(isSure);
    };
    const isDanger = confirm.style === 'danger';
    const dialog = createDialog(
      { labelledBy: titleId, class: 'dialog confirm', onEscape: () => end(false) },
      el('h2', { id: titleId }, plainText(confirm.title) || 'Are you sure?'),
      el('div', { class: 'dialog-body' }, ...renderText(confirm.text, { names })),
      el(
        'footer',
        {},
        pressable({ class: 'button' }, () => end(false), plainText(confirm.deny) || 'Cancel'),
        pressable(
          { class: isDanger ? 'button danger' : 'button primary', autofocus: true },
          () => end(true),
          plainText(confirm.confirm) || 'Yes',
        ),
      ),
    );
    dialog.open();
  });
}
