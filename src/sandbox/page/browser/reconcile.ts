export interface Keyed {
  readonly key: string;
  /** Equal for what looks the same. */
  readonly signature: string;
  build(): HTMLElement;
}

interface Drawn {
  readonly signature: string;
  readonly element: HTMLElement;
}

/** Draws a list again and again, touching only what changed; the focus stays where it was. */
export function createList(container: HTMLElement): (items: readonly Keyed[]) => void {
  let drawn = new Map<string, Drawn>();
  return (items) => {
    const next = new Map<string, Drawn>();
    for (const { key, signature, build } of items) {
      const before = drawn.get(key);
      const isSame = before?.signature === signature;
      const element = isSame ? before.element : build();
      if (before && !isSame) replaceKeepingFocus(before.element, element);
      next.set(key, { signature, element });
    }
    for (const [key, { element }] of drawn) if (!next.has(key)) element.remove();
    let at = container.firstElementChild;
    for (const { element } of next.values()) {
      if (at === element) at = at.nextElementSibling;
      else container.insertBefore(element, at);
    }
    drawn = next;
  };
}

/** The same button in the new element gets the focus, else the new element itself. */
export function replaceKeepingFocus(before: HTMLElement, after: HTMLElement): void {
  const focused = document.activeElement;
  const hadFocus = focused instanceof HTMLElement && before.contains(focused);
  const name = hadFocus ? focused.dataset.focus : undefined;
  before.replaceWith(after);
  if (!hadFocus) return;
  const same = name && after.querySelector(`[data-focus="${CSS.escape(name)}"]`);
  const target = same instanceof HTMLElement ? same : after;
  if (target === after && !after.hasAttribute('tabindex')) after.tabIndex = -1;
  target.focus({ preventScroll: true });
}
