import type { PageActAnswer, PageEntered, PageView } from '../../protocol.ts';
import { renderBlocks } from '../blocks/blocks.ts';
import type { BlockContext } from '../blocks/context.ts';
import { plainText } from '../blocks/text-object.ts';
import { el, freshId, icon, pressable } from '../dom.ts';
import { ICONS } from '../icons.ts';
import { createDialog, type Dialog } from './dialog.ts';

export interface ModalDeps {
  readonly contextFor: (view: PageView) => Omit<BlockContext, 'form'>;
  readonly submit: (view: PageView, values: Record<string, PageEntered>) => Promise<PageActAnswer>;
  readonly close: (view: PageView) => Promise<unknown>;
}

export interface ModalHost {
  /** Shows the topmost modal, or none; what was typed stays while the same modal is open. */
  show(view: PageView | null): void;
  /** Says above the fields that the app failed to take the form. */
  fail(text: string): void;
}

export function createModalHost({ contextFor, submit, close }: ModalDeps): ModalHost {
  let dialog: Dialog | undefined;
  let shown: PageView | undefined;
  let failure = '';
  let errors: Readonly<Record<string, string>> = {};
  const typed = new Map<string, Map<string, PageEntered>>();

  function valuesOf(view: PageView): Map<string, PageEntered> {
    const values = typed.get(view.id) ?? new Map<string, PageEntered>();
    typed.set(view.id, values);
    return values;
  }

  async function send(view: PageView, form: HTMLElement): Promise<void> {
    if (form.getAttribute('aria-busy') === 'true') return;
    form.setAttribute('aria-busy', 'true');
    failure = '';
    // What was typed into a field that an update took away stays behind.
    const fields = new Set(view.content.blocks.map(({ block_id }) => block_id));
    const values = [...valuesOf(view)].filter(([blockId]) => fields.has(blockId));
    const answer = await submit(view, Object.fromEntries(values));
    form.removeAttribute('aria-busy');
    errors = answer.errors ?? {};
    failure = answer.refused ?? failure;
    const isAnswered = Object.keys(errors).length > 0 || failure !== '';
    if (shown?.id !== view.id || !isAnswered) return;
    draw(shown);
    dialog?.element.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }

  function draw(view: PageView): void {
    if (!dialog) return;
    const { content } = view;
    const form = el('form', { novalidate: true });
    const context = { ...contextFor(view), form: { values: valuesOf(view), errors } };
    const count = Object.keys(errors).length;
    form.append(
      el(
        'header',
        {},
        el('h2', { id: titleId }, plainText(content.title)),
        pressable({ class: 'plain', 'aria-label': 'Close' }, () => void close(view), icon(ICONS.close)),
      ),
      el(
        'div',
        { class: 'dialog-body' },
        el(
          'div',
          { class: 'alerts', role: 'alert' },
          failure !== '' && el('p', { class: 'failure' }, icon(ICONS.alert), failure),
          count > 0 &&
            el(
              'p',
              { class: 'unseen' },
              count === 1 ? 'One field needs another look.' : `${count} fields need another look.`,
            ),
        ),
        ...renderBlocks(content.blocks, context),
      ),
      el(
        'footer',
        {},
        pressable({ class: 'button' }, () => void close(view), plainText(content.close) || 'Cancel'),
        content.submit !== undefined &&
          el('button', { type: 'submit', class: 'button primary' }, plainText(content.submit)),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void send(view, form);
    });
    dialog.element.replaceChildren(form);
  }

  const titleId = freshId('modal');
  return {
    show(view) {
      if (!view) {
        dialog?.close();
        dialog = undefined;
        shown = undefined;
        typed.clear();
        return;
      }
      if (shown?.id === view.id && shown.hash === view.hash) return;
      errors = {};
      failure = '';
      shown = view;
      const isNew = dialog === undefined;
      dialog ??= createDialog({
        labelledBy: titleId,
        class: 'dialog modal',
        onEscape: () => shown && void close(shown),
      });
      draw(view);
      if (isNew) dialog.open();
      const first = dialog.element.querySelector<HTMLElement>('.dialog-body :is(input, textarea, select)');
      (first ?? dialog.element.querySelector<HTMLElement>('footer button'))?.focus();
    },
    fail(text) {
      failure = text;
      if (shown) draw(shown);
    },
  };
}
