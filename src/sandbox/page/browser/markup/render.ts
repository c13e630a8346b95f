import { type Child, el } from '../dom.ts';
import type { Names } from '../state/names.ts';
import { formatDate } from './dates.ts';
import { EMOJI } from './emoji.ts';
import type { Inline, Paragraph } from './inline.ts';
import { type MrkdwnOptions, parseMrkdwn } from './mrkdwn.ts';

const SAFE_LINK = /^(https?:\/\/|mailto:|tel:)/i;

/** A link that leaves the page; an address that a browser could run stays text. */
export function linkTo(url: string, ...label: Child[]): HTMLElement {
  const shown = label.length > 0 ? label : [url];
  if (!SAFE_LINK.test(url)) return el('span', { class: 'dead-link' }, ...shown);
  return el('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...shown);
}

/** A mention of a person, channel, group or everybody. */
export function mentionOf(text: string, sign: '@' | '#' = '@'): HTMLElement {
  return el('span', { class: 'mention' }, `${sign}${text}`);
}

export function emojiOf(name: string): HTMLElement {
  const symbol = EMOJI[name];
  if (!symbol) return el('span', {}, `:${name}:`);
  return el('span', { class: 'emoji', role: 'img', 'aria-label': name.replaceAll('_', ' ') }, symbol);
}

const TAGS = { bold: 'strong', italic: 'em', strike: 's' } as const;

function renderInline(inline: Inline, names: Names): Node {
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text);
    case 'bold':
    case 'italic':
    case 'strike':
      return el(TAGS[inline.kind], {}, ...inline.children.map((child) => renderInline(child, names)));
    case 'code':
      return el('code', {}, inline.text);
    case 'link':
      return linkTo(inline.url, inline.label || inline.url);
    case 'user':
      return mentionOf(names.person(inline.id));
    case 'channel':
      return mentionOf(names.channel(inline.id), '#');
    case 'group':
      return mentionOf(names.group(inline.id));
    case 'broadcast':
      return mentionOf(inline.id);
    case 'date':
      return el(
        'span',
        { class: 'date', title: inline.fallback || null },
        formatDate(inline.seconds, inline.format, inline.fallback, { now: new Date() }),
      );
    case 'emoji':
      return emojiOf(inline.name);
  }
}

function renderParagraph(paragraph: Paragraph, names: Names): HTMLElement {
  if (paragraph.kind === 'pre') return el('pre', { tabindex: 0 }, paragraph.text);
  const children = paragraph.children.map((child) => renderInline(child, names));
  return paragraph.kind === 'quote' ? el('blockquote', {}, ...children) : el('p', {}, ...children);
}

/** Slack's own markup. */
export function renderMrkdwn(text: string, names: Names, options: MrkdwnOptions = {}): HTMLElement[] {
  return parseMrkdwn(text, options).map((paragraph) => renderParagraph(paragraph, names));
}

/** Text without markup but for emoji, where the app allows them. */
export function renderPlain(text: string, hasEmoji: boolean): Node[] {
  if (!hasEmoji) return [document.createTextNode(text)];
  return text.split(/(:[a-z0-9_+'-]+:)/).map((part, at) => {
    const name = part.slice(1, -1);
    const isEmoji = at % 2 === 1 && Object.hasOwn(EMOJI, name);
    return isEmoji ? emojiOf(name) : document.createTextNode(part);
  });
}
