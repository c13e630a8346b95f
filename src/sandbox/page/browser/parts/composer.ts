import { el, freshId } from '../dom.ts';
import type { Completion } from '../state/completion.ts';

export interface ComposerDeps {
  readonly form: HTMLFormElement;
  readonly field: HTMLTextAreaElement;
  readonly list: HTMLElement;
  readonly completions: (typed: string) => readonly Completion[];
  readonly send: (text: string) => void;
}

/** The place to type: Enter sends, Tab takes the first completion, arrows choose another one. */
export function createComposer({ form, field, list, completions, send }: ComposerDeps) {
  let offered: readonly Completion[] = [];
  let active = -1;

  function draw(): void {
    const rows = offered.map(({ label, what }, at) =>
      el(
        'div',
        { role: 'option', id: freshId('completion'), 'aria-selected': at === active ? 'true' : 'false' },
        el('span', { class: 'completion-label' }, label),
        el('span', { class: 'description' }, what),
      ),
    );
    for (const [at, row] of rows.entries())
      row.addEventListener('mousedown', (event) => {
        event.preventDefault();
        take(at);
      });
    list.replaceChildren(...rows);
    list.hidden = rows.length === 0;
    field.setAttribute('aria-expanded', String(rows.length > 0));
    const chosen = rows[active];
    if (chosen) field.setAttribute('aria-activedescendant', chosen.id);
    else field.removeAttribute('aria-activedescendant');
    chosen?.scrollIntoView({ block: 'nearest' });
  }

  function offer(next: readonly Completion[]): void {
    offered = next;
    active = -1;
    draw();
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 200)}px`;
  }

  function take(at: number): void {
    const chosen = offered[at];
    if (!chosen) return;
    field.value = chosen.text;
    field.focus();
    offer(completions(field.value));
  }

  function submit(): void {
    const text = field.value.trim();
    if (text === '') return;
    field.value = '';
    offer([]);
    send(text);
  }

  function onKey(event: KeyboardEvent): void {
    const isOpen = offered.length > 0;
    if (event.isComposing) return;
    if (isOpen && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      active =
        active < 0 && step < 0 ? offered.length - 1 : (active + step + offered.length) % offered.length;
      draw();
    } else if (isOpen && event.key === 'Escape') {
      offer([]);
    } else if (isOpen && event.key === 'Tab' && !event.shiftKey) {
      event.preventDefault();
      take(Math.max(0, active));
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      if (active >= 0) take(active);
      else submit();
    }
  }

  field.addEventListener('keydown', onKey);
  field.addEventListener('input', () => offer(completions(field.value)));
  field.addEventListener('blur', () => offer([]));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });

  return {
    /** Says where it writes to; null where nobody may write. */
    aim(title: string | null, reason = ''): void {
      const text = title === null ? reason : `Message ${title}`;
      field.placeholder = text;
      field.setAttribute('aria-label', text);
      field.disabled = title === null;
    },
    focus: () => field.focus(),
  };
}
