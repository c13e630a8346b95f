import type { PageChannel, PagePerson } from '../../protocol.ts';
import { el, icon, pressable } from '../dom.ts';
import { ICONS } from '../icons.ts';
import { createList, type Keyed } from '../reconcile.ts';
import { channelTitle, colourOf, initialsOf, roleOf } from '../state/names.ts';

export interface SidebarFacts {
  readonly channels: readonly PageChannel[];
  readonly currentId: string;
  readonly appName: string;
  readonly unread: (channelId: string) => number;
  readonly open: (channelId: string) => void;
}

const iconOf = ({ kind, isShared, isArchived }: PageChannel) => {
  if (isArchived) return ICONS.archive;
  if (isShared) return ICONS.shared;
  return kind === 'private' ? ICONS.lock : ICONS.hash;
};

const hintOf = ({ kind, isShared, isArchived }: PageChannel) =>
  [isArchived && 'archived', isShared && 'shared with another workspace', kind === 'private' && 'private']
    .filter(Boolean)
    .join(', ');

function row(channel: PageChannel, facts: SidebarFacts): Keyed {
  const isCurrent = channel.id === facts.currentId;
  const unread = isCurrent ? 0 : facts.unread(channel.id);
  const title = channelTitle(channel, facts.appName);
  const hint = hintOf(channel);
  return {
    key: channel.id,
    signature: JSON.stringify([channel, isCurrent, unread]),
    build: () =>
      el(
        'li',
        {},
        pressable(
          {
            class: unread > 0 ? 'channel unread' : 'channel',
            'aria-current': isCurrent ? 'page' : null,
            'data-channel': channel.id,
            'data-focus': channel.id,
          },
          () => facts.open(channel.id),
          channel.kind === 'im'
            ? el('span', { class: 'avatar app small', 'aria-hidden': 'true' }, initialsOf(facts.appName))
            : icon(iconOf(channel)),
          el('span', { class: 'channel-name' }, title),
          hint !== '' && el('span', { class: 'unseen' }, `, ${hint}`),
          unread > 0 &&
            el('span', { class: 'count' }, String(unread), el('span', { class: 'unseen' }, ' unread')),
        ),
      ),
  };
}

/** Channels and conversations, each list in its own place. */
export function createSidebar(places: { channels: HTMLElement; direct: HTMLElement }) {
  const lists = { channels: createList(places.channels), direct: createList(places.direct) };
  return (facts: SidebarFacts) => {
    const rows = (isDirect: boolean) =>
      facts.channels.filter(({ kind }) => (kind === 'im') === isDirect).map((channel) => row(channel, facts));
    lists.channels(rows(false));
    lists.direct(rows(true));
  };
}

/** Fills the list of people that the page can be used as. */
export function fillPeople(
  select: HTMLSelectElement,
  people: readonly PagePerson[],
  currentId: string,
): void {
  const options = people
    .filter(({ canAct }) => canAct)
    .map((person) => {
      const role = roleOf(person);
      const text = role === '' ? person.name : `${person.name} · ${role}`;
      return el('option', { value: person.id, selected: person.id === currentId }, text);
    });
  select.replaceChildren(...options);
  select.value = currentId;
}

/** The picture beside that list. */
export function personAvatar(person: PagePerson): HTMLElement {
  return el(
    'span',
    { class: `avatar colour-${colourOf(person.id)}`, 'aria-hidden': 'true' },
    initialsOf(person.name),
  );
}
