import type { PageFile, PageMessage, PageNotice } from '../../protocol.ts';
import { renderBlocks } from '../blocks/blocks.ts';
import type { BlockContext } from '../blocks/context.ts';
import { renderPicture } from '../blocks/element.ts';
import { type Child, el, icon, pressable } from '../dom.ts';
import { ICONS } from '../icons.ts';
import { fullDay, nearDay, timeText } from '../markup/dates.ts';
import { renderMrkdwn } from '../markup/render.ts';
import { createMenu, type MenuItem } from '../menu.ts';
import { colourOf, initialsOf } from '../state/names.ts';
import { atMsOf, type TimelineItem } from '../state/timeline.ts';

export interface MessageDeps {
  readonly appUserId: string;
  readonly contextFor: (message: PageMessage) => BlockContext;
  /** Opens the thread of a message; absent where one is open already. */
  readonly openThread?: (message: PageMessage) => void;
  /** What can be done with a message, besides what the app put into it. */
  readonly actionsOn: (message: PageMessage) => readonly MenuItem[];
}

function avatar(id: string, name: string, isApp: boolean): HTMLElement {
  const look = isApp ? 'avatar app' : `avatar colour-${colourOf(id)}`;
  return el('span', { class: look, 'aria-hidden': 'true' }, initialsOf(name));
}

function time(atMs: number): HTMLElement {
  const date = new Date(atMs);
  const options = { now: new Date() };
  const title = `${fullDay(date, options)} at ${timeText(date, options)}`;
  return el('time', { datetime: date.toISOString(), title }, timeText(date, options));
}

const privateMark = () => el('p', { class: 'private-mark' }, icon(ICONS.eye), 'Only visible to you');

function body(message: PageMessage, context: BlockContext): HTMLElement {
  const { blocks, text, isEdited, files } = message;
  const content = blocks.length > 0 ? renderBlocks(blocks, context) : renderMrkdwn(text, context.names);
  const edited = isEdited && el('span', { class: 'edited' }, '(edited)');
  return el('div', { class: 'blocks' }, ...content, ...files.map(renderFile), edited);
}

function renderFile({ id, name, title, altText, isPicture }: PageFile): HTMLElement {
  const address = `/files/${encodeURIComponent(id)}`;
  const content = isPicture
    ? renderPicture(id, altText || title)
    : el('a', { href: address, download: name }, name);
  return el('figure', { class: 'file' }, el('figcaption', {}, title), content);
}

function repliesLink(replies: readonly PageMessage[], open: () => void): Child {
  const last = replies.at(-1);
  if (!last) return null;
  const count = replies.length === 1 ? '1 reply' : `${replies.length} replies`;
  const at = timeText(new Date(atMsOf(last)), { now: new Date() });
  return pressable(
    { class: 'replies', 'data-focus': 'replies' },
    open,
    icon(ICONS.reply),
    el('strong', {}, count),
    el('span', {}, `Last reply at ${at}`),
  );
}

/** In the corner of the message; the keyboard reaches it after what is in the message. */
function actions(message: PageMessage, { actionsOn }: MessageDeps): Child {
  const items = message.isEphemeral ? [] : actionsOn(message);
  if (items.length === 0) return null;
  const look = { label: 'Message actions', class: 'plain', focusKey: 'message-actions' };
  return el('div', { class: 'message-actions' }, createMenu(look, items));
}

export function renderMessage(
  { message, isFollowUp, replies }: Extract<TimelineItem, { kind: 'message' }>,
  deps: MessageDeps,
): HTMLElement {
  const { appUserId, contextFor, openThread } = deps;
  const context = contextFor(message);
  const { authorId, isEphemeral } = message;
  const name = context.names.person(authorId);
  const isApp = authorId === appUserId;
  const byline = el(
    'div',
    { class: 'byline' },
    el('strong', { class: 'author' }, name),
    isApp && el('span', { class: 'badge' }, 'App'),
    time(atMsOf(message)),
  );
  const classes = ['message', isFollowUp && 'follow-up', isEphemeral && 'private'].filter(Boolean).join(' ');
  return el(
    'article',
    {
      class: classes,
      'data-ts': message.ts,
      'aria-label': `${name}, ${timeText(new Date(atMsOf(message)), { now: new Date() })}`,
    },
    isFollowUp ? el('span', { class: 'gutter' }, time(atMsOf(message))) : avatar(authorId, name, isApp),
    el(
      'div',
      { class: 'message-main' },
      isEphemeral && privateMark(),
      !isFollowUp && byline,
      body(message, context),
      openThread && repliesLink(replies, () => openThread(message)),
    ),
    actions(message, deps),
  );
}

/** What Slack itself tells somebody. */
export function renderNotice({ text, atMs }: PageNotice): HTMLElement {
  return el(
    'article',
    { class: 'message private notice', 'aria-label': 'Local Slack' },
    el('span', { class: 'avatar slack', 'aria-hidden': 'true' }, icon(ICONS.alert)),
    el(
      'div',
      { class: 'message-main' },
      privateMark(),
      el('div', { class: 'byline' }, el('strong', { class: 'author' }, 'Local Slack'), time(atMs)),
      el('div', { class: 'blocks' }, el('p', {}, text)),
    ),
  );
}

export function renderDay(atMs: number): HTMLElement {
  const date = new Date(atMs);
  const near = nearDay(date, { now: new Date() });
  const text = near ? near.charAt(0).toUpperCase() + near.slice(1) : fullDay(date, { now: new Date() });
  return el('div', { class: 'day', role: 'separator', 'aria-label': text }, el('span', {}, text));
}
