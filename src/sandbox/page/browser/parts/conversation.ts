import { createList, type Keyed } from '../reconcile.ts';
import type { TimelineItem } from '../state/timeline.ts';
import { type MessageDeps, renderDay, renderMessage, renderNotice } from './message.ts';

/** How near to the end counts as reading along, in pixels. */
const NEAR_END = 120;

function keyed(item: TimelineItem, deps: MessageDeps): Keyed {
  const { atMs: _atMs, ...look } = item;
  return {
    key: item.key,
    signature: JSON.stringify(look),
    build() {
      if (item.kind === 'day') return renderDay(item.atMs);
      return item.kind === 'notice' ? renderNotice(item.notice) : renderMessage(item, deps);
    },
  };
}

/** A scrolling list of messages that stays at its end while somebody reads there. */
export function createConversation(container: HTMLElement, list: HTMLElement) {
  let draw = createList(list);
  let shownPlace = '';
  let isAtEnd = true;
  const toEnd = () => {
    container.scrollTop = container.scrollHeight;
  };
  const look = () => {
    isAtEnd = container.scrollHeight - container.scrollTop - container.clientHeight < NEAR_END;
  };
  container.addEventListener('scroll', look);
  // Whoever reads at the end goes on reading there when the composer grows or a picture comes late.
  const keep = new ResizeObserver(() => isAtEnd && toEnd());
  keep.observe(container);
  keep.observe(list);
  return {
    /** `place` names the conversation: another one is drawn from scratch, at its end. */
    show(place: string, items: readonly TimelineItem[], deps: MessageDeps): void {
      const isOther = place !== shownPlace;
      if (isOther) {
        list.replaceChildren();
        draw = createList(list);
        shownPlace = place;
      }
      if (!isOther) look();
      else isAtEnd = true;
      draw(items.map((item) => keyed(item, deps)));
      if (isAtEnd) toEnd();
    },
  };
}
