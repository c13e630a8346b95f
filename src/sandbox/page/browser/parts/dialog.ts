import { el } from '../dom.ts';

const FOCUSABLE =
  'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex="0"]';

/** Tab goes round inside of the dialog; the browser alone would let it out to its own controls. */
function keepInside(dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const places = [...dialog.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((one) => one.checkVisibility());
  const [first, last] = [places[0], places.at(-1)];
  const isAtEnd = document.activeElement === (event.shiftKey ? first : last);
  if (!isAtEnd && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? last : first)?.focus();
}

export interface DialogOptions {
  readonly labelledBy: string;
  readonly class: string;
  /** Escape was pressed. */
  readonly onEscape: () => void;
}

/** A modal dialog on top of everything; the focus goes back to where it was when it is closed. */
export function createDialog({ labelledBy, class: name, onEscape }: DialogOptions, ...children: Node[]) {
  const dialog = el(
    'dialog',
    { class: name, 'aria-labelledby': labelledBy, 'aria-modal': 'true' },
    ...children,
  );
  const before = document.activeElement;
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onEscape();
  });
  dialog.addEventListener('keydown', (event) => {
    // A second Escape closes a dialog even where `cancel` is prevented.
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      onEscape();
    }
    keepInside(dialog, event);
  });
  document.body.append(dialog);
  return {
    element: dialog,
    open: () => dialog.showModal(),
    close() {
      dialog.close();
      dialog.remove();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
  };
}

export type Dialog = ReturnType<typeof createDialog>;
