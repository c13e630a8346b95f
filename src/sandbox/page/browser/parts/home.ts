import type { PageView } from '../../protocol.ts';
import { renderBlocks } from '../blocks/blocks.ts';
import type { BlockContext } from '../blocks/context.ts';
import { el } from '../dom.ts';
import { replaceKeepingFocus } from '../reconcile.ts';

/** Draws the app's home tab, or says that the app has not published one. */
export function createHome(container: HTMLElement) {
  let shown = '';
  let content: HTMLElement | undefined;
  return (view: PageView | null, personId: string, contextFor: (view: PageView) => BlockContext): void => {
    const look = `${personId} ${view?.id} ${view?.hash}`;
    if (look === shown && content) return;
    shown = look;
    const next = view
      ? el('div', { class: 'blocks home-blocks' }, ...renderBlocks(view.content.blocks, contextFor(view)))
      : el('p', { class: 'nothing' }, 'The app has not published anything here yet.');
    if (content) replaceKeepingFocus(content, next);
    else container.replaceChildren(next);
    content = next;
  };
}
